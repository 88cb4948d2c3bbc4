import ActionProtocol
import ActionRuntime
import Ethereum
import KeyService
import LitContracts
import LitNode
import LitProtocol
import Primitives
import Secp256k1
import Synchronization
import Testing
import ThresholdBLS

@Suite struct NodeActionHostTests {
    private let ring: NodeRing

    init() throws { ring = try NodeRing() }

    private func request(
        _ scope: ActionSigningRequest.Scope = .anything, name: String = "sig1", publicKey: String? = nil
    ) -> ActionSigningRequest {
        ActionSigningRequest(
            digest: Keccak256.hash(Array("hello".utf8)), scope: scope,
            publicKey: publicKey ?? ring.key.publicKey.uncompressed.hex, name: name)
    }

    private func failure(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? OperationFailure)?.message ?? "\(error)"
        }
    }

    @Test func `A signer answers its share, the others that they have none, all the verified signature`()
        async throws
    {
        for place in 0..<3 {
            let answer = try await ring.host(place).sign(request(), in: NodeRing.context())
            #expect(answer.signatureShare.isEmpty == (place == 2))
            #expect(
                answer.dataSigned == (place == 2 ? "fail" : "\"\(request().digest.bytes.hex.uppercased())\""))
            let signature = try #require(answer.verifiedSignature)
            #expect(ring.key.publicKey.isValid(signature, for: request().digest))
            let json = try #require(answer.json["verifiedSignature"])
            #expect(json["r"]?.string == signature.r.bytes.hex)
            #expect(json["s"]?.string == signature.s.bytes.hex)
            #expect(json["recid"]?.int == Int(signature.recoveryID))
            // The wire type reads what is written.
            #expect(try ECDSAShareAnswer(answer.json).verifiedSignature == signature)
        }
        let order = try #require(ring.orders.first)
        #expect(order.purpose == "\(NodeRing.action)/sig1")
        #expect(order.requestID == "request-1")
        #expect(order.derivedKeyID == ring.derivedKeyID)
        #expect(order.publicKey == ring.key.publicKey)
        #expect(Set(ring.orders).count == 1)
    }

    @Test func `A combined signature is the verified one`() async throws {
        let combined = try await ring.host(2).signAndCombine(request(), in: NodeRing.context())
        let r = try #require(Bytes32(combined.bigR.dropFirst()))
        let signature = try Signature(r: r, s: combined.s, recoveryID: combined.v)
        #expect(ring.key.publicKey.isValid(signature, for: request().digest))
        #expect(try signature.recover(request().digest) == ring.key.publicKey)
        #expect(combined.bigR.first == 2 + combined.v)
    }

    @Test func `A name that is given again is another signature, the same at all nodes`() async throws {
        for place in 0..<2 {
            let host = ring.host(place)
            for name in ["a", "a", "b", "a"] {
                // What a leader does besides does not change the names.
                let context = NodeRing.context(ordinal: place * 7)
                _ = try await host.sign(request(name: name), in: context)
            }
        }
        let names = ring.orders.map { String($0.purpose.dropFirst(NodeRing.action.count + 1)) }
        #expect(names == ["a", "a#2", "b", "a#3", "a", "a#2", "b", "a#3"])
    }

    @Test func `A child signs by its own permission, not by its parent's`() async throws {
        let everybody = Everybody()
        let authentication = ActionAuthentication(
            address: "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", precedingActions: ["QmAuth"])
        let context = NodeRing.context(authentication, stack: [NodeRing.parent, NodeRing.action])
        _ = try await ring.host(0, authorization: everybody).sign(request(), in: context)
        let judged = try #require(everybody.contexts.withLock { $0 }.first)
        #expect(judged.actionStack == ["QmAuth", NodeRing.action])
        #expect(judged.address == (try Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")))

        let parent = PKPPermission(authMethod: .action(try CID(NodeRing.parent)), scopes: [.signAnything])
        var entry = PermissionBook.Entry(
            permissions: [parent], routing: (ring.derivedKeyID, ring.key.publicKey.uncompressed))
        let stack = NodeRing.context(stack: [NodeRing.parent, NodeRing.action])
        var book = PermissionBook(entry)
        let message = await failure {
            let host = ring.host(0, authorization: PKPAuthorizer(registry: book), registry: book)
            _ = try await host.sign(request(), in: stack)
        }
        #expect(message == "None of the AuthMethods, AuthSig or Lit Actions meet the requires scope [1].")
        entry.permissions = [
            PKPPermission(authMethod: .action(try CID(NodeRing.action)), scopes: [.personalSign])
        ]
        book = PermissionBook(entry)
        let host = ring.host(0, authorization: PKPAuthorizer(registry: book), registry: book)
        _ = try await host.sign(request(.personalMessage), in: stack)
        #expect(await failure { _ = try await host.sign(request(), in: stack) } != nil)
        #expect(ring.orders.count == 2)
    }

    @Test func `A key that is none, or no PKP's, is refused before anything is signed`() async throws {
        let other = try PrivateKey(Array(repeating: 8, count: 32)).publicKey
        let unknown = PermissionBook(PermissionBook.Entry())
        for key in ["", "04", "zz", String(repeating: "04", count: 65)] {
            let message = await failure {
                _ = try await ring.host(0).sign(request(publicKey: key), in: NodeRing.context())
            }
            #expect(message?.hasPrefix("publicKey must be") == true, "\(key)")
        }
        let message = await failure {
            _ = try await ring.host(0, registry: unknown).sign(
                request(publicKey: other.compressed.hex), in: NodeRing.context())
        }
        #expect(message?.hasPrefix("There is no PKP") == true)
        #expect(ring.orders.isEmpty)
        ring.change { $0.signingFailure = KeyServiceError(.notEnoughPeers, "too few") }
        #expect(
            await failure { _ = try await ring.host(0).sign(request(), in: NodeRing.context()) } == "too few")
    }

    @Test func `A claim is signed for the contract, by each node's own key`() async throws {
        let id = DerivedKeyID(actionCID: NodeRing.action, name: "mine")
        let claim = try await ring.host(0).claimKey("mine", derivedKeyID: id.bytes, in: NodeRing.context())
        #expect(claim.derivedKeyID == id.bytes.hex)
        let signers = try KeyClaim(answers: [claim.json]).signers(
            among: [Address(ring.key.publicKey)], needed: 1, namedBy: Address.init)
        #expect(signers == [Address(ring.key.publicKey)])

        let user = AuthMethodContext(
            type: 4, userID: "123", appID: "app", usedForSignSessionKeyRequest: false)
        let answer = try await ClaimSigner(ring.key).answer(for: user)
        #expect(answer["derivedKeyId"]?.string == Keccak256.hash(Array("123:app".utf8)).bytes.hex)
        _ = try KeyClaim(answers: [answer]).signers(
            among: [Address(ring.key.publicKey)], needed: 1, namedBy: Address.init)
        let broken = ClaimSigner { _ in throw CancellationError() }
        let error = await #expect(throws: NodeError.self) { try await broken.answer(for: user) }
        #expect(error?.code == .systemFault)
    }

    @Test func `Permissions are told as scripts know them`() async throws {
        let user = try Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")
        let cid = try CID(NodeRing.action)
        let entry = PermissionBook.Entry(
            owner: user,
            permissions: [
                PKPPermission(authMethod: .action(cid), scopes: [.signAnything]),
                PKPPermission(authMethod: .wallet(user), scopes: []),
            ])
        let host = ring.host(0, registry: PermissionBook(entry))
        let (context, token) = (NodeRing.context(), UInt256(1))
        #expect(try await host.isPermittedAction(NodeRing.action, tokenID: token, in: context))
        let other = cid.asVersion1.text(in: .base32)
        #expect(try await host.isPermittedAction(other, tokenID: token, in: context))
        #expect(try await !host.isPermittedAction(NodeRing.parent, tokenID: token, in: context))
        #expect(try await !host.isPermittedAction("nonsense", tokenID: token, in: context))
        #expect(try await host.isPermittedAddress(user.prefixedHex, tokenID: token, in: context))
        #expect(try await !host.isPermittedAddress("0x12", tokenID: token, in: context))
        #expect(
            try await host.isPermittedAuthMethod(
                type: UInt256(2), userID: cid.bytes, tokenID: token, in: context))
        #expect(try await host.permittedActions(tokenID: token, in: context) == [NodeRing.action])
        #expect(try await host.permittedAddresses(tokenID: token, in: context) == [user.prefixedHex])
        #expect(try await host.permittedAuthMethods(tokenID: token, in: context).map(\.id).count == 2)
        let scopes = try await host.permittedAuthMethodScopes(
            type: UInt256(2), userID: cid.bytes, limit: .max, tokenID: token, in: context)
        #expect(scopes.count == 1000 && scopes.enumerated().allSatisfy { $0.element == ($0.offset == 1) })
    }

    @Test(arguments: [
        ("true", true), ("\"true\"", true), ("untrue", false), ("true ", false), ("", false), ("TRUE", false),
        ("{\"ok\":true}", false), ("'true'", false), ("\"\\\"true\\\"\"", false), ("false", false),
    ])
    func `An action lets somebody in by the word true alone (defect 9)`(response: String, isGranted: Bool) {
        #expect(ActionApproval.isGranted(by: response) == isGranted)
    }
}
