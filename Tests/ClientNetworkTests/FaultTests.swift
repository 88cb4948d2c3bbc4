import Foundation
import Lit
import NetworkTestSupport
import Testing

extension ClientNetworkTests {
    @Suite struct FaultTests {
        @Test func `With a node killed, signing and connecting go on`() async throws {
            let world = try World.current()
            let victim = try #require(
                try await world.network.statusNow()["nodes"]?[2]?["pid"]?.number?.integer(as: Int32.self))
            kill(victim, SIGKILL)
            for number in 0..<3 {
                let digest = Keccak256.hash(Array("with one away \(number)".utf8))
                let signature = try await world.lit.sign(digest, with: world.pkp, session: world.session)
                #expect(try Address(signature.recover(digest)) == world.pkp.address)
            }
            let lit = try await world.connect()
            #expect(lit.network.nodes.count == 3)
            let digest = Keccak256.hash(Array("by another client".utf8))
            let session = try await lit.session(for: world.wallet, allowing: [.sign(with: world.pkp)])
            let signature = try await lit.sign(digest, with: world.pkp, session: session)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
            await lit.disconnect()
            try await world.untilReady()
        }

        @Test func `The quick start runs as a program of its own, and ends by itself`() async throws {
            let world = try World.current()
            let output = try await Program.run("QuickStart", [world.network.folder])
            #expect(output.contains("connected: local: 3 nodes"))
            #expect(output.contains(#"action: {"hello":"world"}"#))
            #expect(output.contains("mined: 0x"))
        }
    }
}

extension World {
    /// Waits until every node is back.
    func untilReady() async throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            let nodes = try await network.statusNow()["nodes"]?.array ?? []
            if nodes.count == network.nodes.count, nodes.allSatisfy({ $0["ready"]?.bool == true }) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw RealNetwork.Failure(
            description: "not all nodes are ready: \(try await network.statusNow().text)")
    }
}
