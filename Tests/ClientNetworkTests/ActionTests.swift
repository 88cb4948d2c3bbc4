import Lit
import NetworkTestSupport
import Testing

extension ClientNetworkTests {
    @Suite struct ActionTests {
        private static let signing = """
            (async () => {
              await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
              Lit.Actions.setResponse({ response: JSON.stringify({ hello: name, sum: numbers.reduce((a, b) => a + b) }) });
              console.log("signed for", name);
            })();
            """

        private struct Greeting: Decodable, Equatable {
            var hello: String
            var sum: Int
        }

        private func parameters(_ world: World, _ digest: Bytes32) -> ActionParameters {
            [
                "toSign": .bytes(digest), "publicKey": .string(world.pkp.publicKey.hex), "name": "world",
                "numbers": [1, 2, 3],
            ]
        }

        @Test func `An action answers, logs and signs`() async throws {
            let world = try World.current()
            let digest = PersonalMessage.hash("hello")
            let result = try await world.lit.execute(
                Self.signing, parameters: parameters(world, digest), session: world.session)
            #expect(try result.decode(Greeting.self) == Greeting(hello: "world", sum: 6))
            #expect(result.logs.contains("signed for world"))
            #expect(try Address(result.signature("sig1").recover(digest)) == world.pkp.address)
            let named = try result.namedSignature("sig1")
            #expect(named.digest == digest)
            #expect(named.address == world.pkp.address)
            #expect(result.differingResponses.isEmpty)
            #expect(result.claims.isEmpty)
            let error = await failure { _ = try result.signature("sig2") }
            #expect(error?.code == .signatureMissing)
        }

        @Test func `Code is run by its CID, as it was published`() async throws {
            let world = try World.current()
            let cid = try await world.publish(Self.signing)
            #expect(cid.isSameContent(as: CID.ofFile(content: Array(Self.signing.utf8))))
            let digest = PersonalMessage.hash("from IPFS")
            let result = try await world.lit.execute(
                cid: cid, parameters: parameters(world, digest), session: world.session)
            #expect(try Address(result.signature("sig1").recover(digest)) == world.pkp.address)
        }

        @Test func `A CID of nothing is not found, and one passed as code is refused with the cure`()
            async throws
        {
            let world = try World.current()
            let cid = CID.ofFile(content: Array("nobody has published this".utf8))
            let missing = await failure { _ = try await world.lit.execute(cid: cid, session: world.session) }
            #expect(missing?.code == .actionNotFound, "\(missing.map { "\($0)" } ?? "nil")")
            for text in [cid.text(in: .base58), "ipfs://" + cid.text(in: .base58)] {
                let error = await failure { _ = try await world.lit.execute(text, session: world.session) }
                #expect(error?.code == .invalidArgument)
                #expect(error?.hint?.contains("execute(cid:)") == true)
            }
        }

        @Test func `A session for one action runs that one, and no other`() async throws {
            let world = try World.current()
            let code = "Lit.Actions.setResponse({ response: 'mine' })"
            let cid = CID.ofFile(content: Array(code.utf8))
            let session = try await world.lit.session(for: world.wallet, allowing: [.executeAction(cid)])
            #expect(try await world.lit.execute(code, session: session).response == "mine")
            let error = await failure { _ = try await world.lit.execute(code + ";", session: session) }
            #expect(error?.code == .sessionLacksPermission)
        }

        @Test func `What an action throws comes with its logs`() async throws {
            let world = try World.current()
            let error = await failure {
                _ = try await world.lit.execute(
                    "console.log('before'); throw new Error('on purpose');", session: world.session)
            }
            #expect(error?.code == .actionFailed)
            #expect(error?.message.contains("on purpose") == true, "\(error.map { "\($0)" } ?? "nil")")
            #expect(error?.logs?.contains("before") == true)
        }

        @Test func `An action that signs with a key it may not is refused`() async throws {
            let world = try World.current()
            let foreign = try await world.network.contracts(2).mintPKP()
            let session = try await world.lit.session(
                for: world.wallet, allowing: [.executeActions(), .sign()])
            var parameters = parameters(world, PersonalMessage.hash("x"))
            parameters["publicKey"] = .string(foreign.publicKey.hex)
            let error = await failure {
                _ = try await world.lit.execute(Self.signing, parameters: parameters, session: session)
            }
            #expect(
                [.notAuthorized, .actionFailed].contains(error?.code), "\(error.map { "\($0)" } ?? "nil")")
        }

        @Test func `Nodes that differ are told apart, and a strategy chooses`() async throws {
            let world = try World.current()
            let code = "Lit.Actions.setResponse({ response: String(Math.random()) })"
            let result = try await world.lit.execute(code, session: world.session)
            #expect(result.differingResponses.count == 3)
            #expect(Set(result.differingResponses.map(\.node)) == Set(world.lit.network.nodes))
            #expect(result.differingResponses.contains { $0.response == result.response })
            let chosen = try await world.lit.execute(
                code, session: world.session, strategy: .custom { responses in responses.max() ?? "" })
            #expect(chosen.response == chosen.differingResponses.map(\.response).max())
            let least = try await world.lit.execute(code, session: world.session, strategy: .leastCommon)
            #expect(least.differingResponses.contains { $0.response == least.response })
        }

        @Test func `One node is enough where that is asked for`() async throws {
            let world = try World.current()
            let result = try await world.lit.execute(
                "Lit.Actions.setResponse({ response: String(Math.random()) })", session: world.session,
                onSingleNode: true)
            #expect(!result.response.isEmpty)
            #expect(result.differingResponses.isEmpty)
        }

        @Test func `An action claims a key for a user of its own`() async throws {
            let world = try World.current()
            let code = "(async () => { await Lit.Actions.claimKey({ keyId: 'alice' }); })();"
            let claims = try await world.lit.execute(code, session: world.session).claims
            let claimed = try #require(claims["alice"])
            #expect(claimed.signatures.count == 3)
            #expect(
                try await world.lit.execute(code, session: world.session).claims["alice"]?.address
                    == claimed.address)
        }
    }
}
