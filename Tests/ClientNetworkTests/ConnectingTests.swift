import Foundation
import Lit
import NetworkTestSupport
import Testing

extension ClientNetworkTests {
    @Suite struct ConnectingTests {
        @Test func `A client knows what lit status knows`() throws {
            let world = try World.current()
            let info = world.lit.network
            #expect(info.name == "local")
            #expect(info.chainID == 31337)
            #expect(Set(info.nodes) == Set(world.network.nodes.map(\.url)))
            #expect(info.threshold == world.network.threshold)
            #expect(info.epoch == world.network.status["epoch"]?.number?.integer())
            #expect(info.networkKey.count == 48)
            #expect(!info.rootKeys.isEmpty)
            #expect(info.dissenters.isEmpty)
            #expect("\(info)".hasPrefix("local: 3 nodes, threshold 2, epoch"))
            #expect(world.lit.isConnected)
        }

        @Test func `A network is found by its staking contract and by its resolver too`() async throws {
            let world = try World.current()
            let resolver = try Address(try #require(world.network.status["resolver"]?.string))
            for network in [
                Network.custom(rpcURL: world.network.rpcURL, staking: try world.network.stakingAddress()),
                Network.custom(rpcURL: world.network.rpcURL, resolver: resolver),
            ] {
                let lit = try await LitClient.connect(to: network, wallet: world.wallet)
                #expect(lit.network.name == "custom")
                #expect(lit.network.nodes == world.lit.network.nodes)
                #expect(lit.network.networkKey == world.lit.network.networkKey)
                let session = try await lit.session(for: world.wallet, allowing: [.sign(with: world.pkp)])
                let digest = PersonalMessage.hash("by another way")
                let signature = try await lit.sign(digest, with: world.pkp, session: session)
                #expect(try Address(signature.recover(digest)) == world.pkp.address)
                await lit.disconnect()
            }
        }

        @Test func `Without a wallet contracts are read, and not written`() async throws {
            let world = try World.current()
            let lit = try await LitClient.connect(to: world.place)
            #expect(try await lit.contracts.pkp(world.pkp.tokenID) == world.pkp)
            let error = await #expect(throws: EthereumRPCError.self) { try await lit.contracts.mintPKP() }
            #expect(error?.code == .noAccount)
            await lit.disconnect()
        }

        @Test func `A block's hash is given for sign-in messages`() async throws {
            let hash = try await World.current().lit.latestBlockhash()
            #expect(hash.hasPrefix("0x"))
            #expect(try Hex.decode(hash).count == 32)
        }

        @Test func `After disconnect calls fail, streams end, and what was known stays`() async throws {
            let world = try World.current()
            let lit = try await world.connect()
            let info = lit.network
            let changes = lit.networkChanges
            await lit.disconnect()
            #expect(!lit.isConnected)
            #expect(lit.network == info)
            for await _ in changes { Issue.record("nothing changes any more") }
            for await _ in lit.networkChanges { Issue.record("nothing changes any more") }
            let error = await failure {
                _ = try await lit.sign(PersonalMessage.hash("x"), with: world.pkp, session: world.session)
            }
            #expect(error?.code == .disconnected)
            let other = await failure { _ = try await lit.execute("1", session: world.session) }
            #expect(other?.code == .disconnected)
            await lit.disconnect()
        }

        @Test func `A call under way ends with the client`() async throws {
            let world = try World.current()
            let lit = try await world.connect()
            let session = try await lit.session(for: world.wallet, allowing: [.executeActions()])
            let waiting = "(async () => { await new Promise((done) => setTimeout(done, 20000)); })();"
            let call = Task { try await lit.execute(waiting, session: session) }
            // The nodes have it as soon as another call has gone the whole way.
            _ = try await lit.execute("Lit.Actions.setResponse({ response: 'x' })", session: session)
            await lit.disconnect()
            let error = await #expect(throws: LitError.self) { try await call.value }
            #expect(error?.code == .disconnected, "\(error.map { "\($0)" } ?? "nil")")
        }

        @Test func `A folder without a network says how to start one`() async throws {
            let folder = NSTemporaryDirectory() + "no-network-" + UUID().uuidString
            let error = await failure { _ = try await LitClient.connect(to: .local(state: folder)) }
            #expect(error?.code == .networkNotRunning)
            #expect(error?.hint?.contains("lit up") == true)
            #expect(error?.context.operation == "connect")
        }

        @Test func `A chain that is not there is told apart from a contract that is not`() async throws {
            let world = try World.current()
            let nowhere = Network.custom(
                rpcURL: "http://127.0.0.1:1", staking: try world.network.stakingAddress())
            var configuration = LitClient.Configuration()
            configuration.connectTimeout = .seconds(3)
            let unreachable = await failure {
                _ = try await LitClient.connect(to: nowhere, configuration: configuration)
            }
            #expect([.chainUnreachable, .timedOut].contains(unreachable?.code))
            let wrong = Network.custom(rpcURL: world.network.rpcURL, staking: world.wallet.address)
            let missing = await failure { _ = try await LitClient.connect(to: wrong) }
            #expect(missing?.code == .contractNotFound)
            let other = Network.custom(
                rpcURL: world.network.rpcURL, staking: try world.network.stakingAddress(), chainID: 1)
            #expect(await failure { _ = try await LitClient.connect(to: other) }?.code == .wrongChain)
        }

        @Test func `Hosted networks that have to be attested are refused before anything is asked`()
            async throws
        {
            let error = await failure { _ = try await LitClient.connect(to: .datil) }
            #expect(error?.code == .attestationRequired)
            #expect(error?.hint?.contains("unverified") == true)
        }
    }
}
