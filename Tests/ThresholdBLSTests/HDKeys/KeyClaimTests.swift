import Primitives
import Secp256k1
import TestSupport
import Testing
import ThresholdBLS

@Suite("Claims of keys")
struct KeyClaimTests {
    private let id = DerivedKeyID(userID: "someone", appID: "app")
    private let nodes: [PrivateKey] = {
        var generator = SplitMix64(seed: 3)
        return (0..<3).map { _ in PrivateKey.generate(from: &generator) }
    }()
    private var members: Set<PublicKey> { Set(nodes.map(\.publicKey)) }

    private func claim(_ signers: [PrivateKey]) throws -> KeyClaim {
        KeyClaim(id: id, signatures: try signers.map { try KeyClaim.sign(id, with: $0) })
    }

    private func code(_ claim: KeyClaim, needed: Int) -> KeyDerivationError.Code? {
        do {
            _ = try claim.signers(among: members, needed: needed, namedBy: { $0 })
            return nil
        } catch {
            return error.code
        }
    }

    @Test("Enough different members are accepted, in the order of their signatures")
    func accepted() throws {
        let signers = try claim(nodes).signers(among: members, needed: 3, namedBy: { $0 })
        #expect(signers == nodes.map(\.publicKey))
    }

    @Test("One member's signature counts once, however often it is given")
    func repeated() throws {
        let claim = try claim([nodes[0], nodes[0], nodes[0]])
        #expect(code(claim, needed: 2) == .tooFewSigners(needed: 2, actual: 1))
        #expect(code(claim, needed: 1) == nil)
    }

    @Test("A signature by another, for another id, or with a high s refuses the claim")
    func refused() throws {
        var generator = SplitMix64(seed: 4)
        let stranger = PrivateKey.generate(from: &generator)
        #expect(code(try claim(nodes + [stranger]), needed: 3) == .foreignSigner(index: 3))
        let other = try KeyClaim.sign(DerivedKeyID(userID: "a", appID: "b"), with: nodes[0])
        #expect(code(KeyClaim(id: id, signatures: [other]), needed: 1) == .foreignSigner(index: 0))
        let good = try KeyClaim.sign(id, with: nodes[0])
        let high = try Signature(r: good.r, s: -good.s, recoveryID: good.recoveryID ^ 1)
        #expect(code(KeyClaim(id: id, signatures: [high]), needed: 1) == .invalidSignature(index: 0))
        #expect(code(KeyClaim(id: id, signatures: []), needed: 0) == .tooFewSigners(needed: 0, actual: 0))
    }

    @Test("Answers of nodes must be of one form and name one id")
    func answers() throws {
        let answers = try nodes.map { KeyClaim.answer(id, try KeyClaim.sign(id, with: $0)) }
        let parsed = try KeyClaim(answers: answers)
        #expect(try parsed == claim(nodes))
        let other = DerivedKeyID(userID: "x", appID: "y")
        let odd = KeyClaim.answer(other, try KeyClaim.sign(other, with: nodes[0]))
        #expect(throws: KeyDerivationError.self) { try KeyClaim(answers: answers + [odd]) }
        #expect(throws: KeyDerivationError.self) { try KeyClaim(answers: []) }
        #expect(throws: KeyDerivationError.self) { try KeyClaim(answers: [["derivedKeyId": "00"]]) }
        #expect(throws: KeyDerivationError.self) { try KeyClaim(answers: [.null]) }
    }

    @Test("Claims of an action are grouped by name; a node that lacks a key is refused")
    func grouped() throws {
        func node(_ key: PrivateKey, _ names: [String]) throws -> JSON.Object {
            var object = JSON.Object()
            for name in names {
                let id = DerivedKeyID(actionCID: "Qm", name: name)
                object[name] = KeyClaim.answer(id, try KeyClaim.sign(id, with: key))
            }
            return object
        }
        let all = try nodes.map { try node($0, ["one", "two"]) }
        let claims = try KeyClaim.grouped(all)
        #expect(claims.map(\.name) == ["one", "two"])
        #expect(claims.map(\.claim.signatures.count) == [3, 3])
        #expect(try KeyClaim.grouped([]).isEmpty)
        let short = try node(nodes[0], ["one"])
        #expect(throws: KeyDerivationError.self) { try KeyClaim.grouped(all + [short]) }
    }
}
