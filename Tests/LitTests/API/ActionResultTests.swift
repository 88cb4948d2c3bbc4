import Lit
import Testing

@Suite struct ActionResultTests {
    private func result(
        _ response: String = "", logs: String = "", signing names: [String] = [],
        differing: [(node: String, response: String)] = []
    ) throws -> ActionResult {
        let wallet = EthereumWallet.random()
        let digest = Keccak256.hash(Array("digest".utf8))
        var signatures: [String: (signature: Signature, digest: Bytes32, publicKey: PublicKey)] = [:]
        for name in names {
            signatures[name] = (try wallet.privateKey.sign(digest), digest, wallet.privateKey.publicKey)
        }
        return ActionResult(
            ActionOutcome(
                response: response, logs: logs, signatures: signatures, claims: [:], differing: differing,
                reports: []))
    }

    @Test func `A signature is found by its name, with what it is of`() throws {
        let result = try result(signing: ["sig1", "sig2"])
        let signature = try result.signature("sig1")
        let named = try result.namedSignature("sig1")
        #expect(named.signature == signature)
        #expect(named.name == "sig1")
        #expect(try Address(signature.recover(named.digest)) == named.address)
        #expect(Set(result.signatures.keys) == ["sig1", "sig2"])
    }

    @Test func `A name that is not there is refused with those that are`() throws {
        let some = try result(logs: "log", signing: ["b", "a"])
        let error = #expect(throws: LitError.self) { try some.signature("sig1") }
        #expect(error?.code == .signatureMissing)
        #expect(error?.message == "The action's result has no signature named sig1: there is a, b.")
        #expect(error?.logs == "log")
        let none = try result()
        let other = #expect(throws: LitError.self) { try none.signature("sig1") }
        #expect(other?.message.contains("has signed nothing") == true)
        #expect(other?.hint?.contains("Lit.Actions.signEcdsa") == true)
    }

    private struct Greeting: Decodable, Equatable { var hello: String }

    @Test func `A response decodes as a type, as JSON, and by members`() throws {
        let result = try result(#"{"hello":"world","wei":115792089237316195423570985008687907853}"#)
        #expect(try result.decode(Greeting.self) == Greeting(hello: "world"))
        #expect(try result.decode("hello", as: String.self) == "world")
        #expect(try result.json["wei"]?.number?.text == "115792089237316195423570985008687907853")
        let inferred: Greeting = try result.decode()
        #expect(inferred.hello == "world")
    }

    @Test func `A response that does not fit says how it should be`() throws {
        let text = try result("plain")
        let error = #expect(throws: LitError.self) { try text.decode(Greeting.self) }
        #expect(error?.code == .invalidAnswer)
        #expect(error?.message == "The action's response does not decode as Greeting: plain")
        let member = #expect(throws: LitError.self) { try result("{}").decode("hello", as: String.self) }
        #expect(member?.message.contains("has no member hello") == true)
        let wrong = #expect(throws: LitError.self) {
            try result(#"{"hello":1}"#).decode("hello", as: String.self)
        }
        #expect(wrong?.message.contains("has a member hello") == true)
        let empty = #expect(throws: LitError.self) { try result().json }
        #expect(empty?.hint?.contains("setResponse") == true)
    }

    @Test func `Nodes that differ are named`() throws {
        let result = try result("a", differing: [("http://1", "a"), ("http://2", "b")])
        #expect(result.differingResponses.map(\.node) == ["http://1", "http://2"])
        #expect(result.differingResponses.map(\.response) == ["a", "b"])
        #expect(try self.result("a").differingResponses.isEmpty)
    }

    @Test func `A claimed key has the address of its public key`() throws {
        let key = EthereumWallet.random().privateKey
        let id = Keccak256.hash(Array("who".utf8))
        let signature = try key.sign(id)
        let claimed = ClaimedKey(
            KeyClaim(derivedKeyID: id.bytes, signatures: [signature], publicKey: key.publicKey))
        #expect(claimed.keyID == id)
        #expect(claimed.address == Address(key.publicKey))
        #expect(claimed.signatures == [signature])
    }
}
