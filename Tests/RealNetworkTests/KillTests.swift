import Foundation
import LitContracts
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

extension RealNetworkTests {
    /// A node that is killed in the middle of signatures, while others are asked for.
    @Suite struct KillTests {
        @Test(.timeLimit(.minutes(30)))
        func `A node killed while it signs comes back, and signatures go on`() async throws {
            let rounds = Int(ProcessInfo.processInfo.environment["NODE_KILL_ROUNDS"] ?? "") ?? 3
            try await RealNetwork.with(nodes: 3) { network in
                let client = try MiniClient(network, wallet: network.key(1))
                let pkp = try await network.contracts(1).mintPKP()
                var (count, whole, partial) = (0, 0, 0)
                for round in 0..<rounds {
                    let victim = round % network.nodes.count
                    let before = try await network.statusNow()
                    guard let pid = before["nodes"]?[victim]?["pid"]?.int else {
                        throw RealNetwork.Failure(description: "lit status has no pid: \(before.text)")
                    }
                    // Some are under way when the node dies, the others come after it.
                    let results = await withTaskGroup(of: [MiniClient.Answer].self) { group in
                        for number in 0..<12 {
                            let digest = Keccak256.hash(Array("kill \(round) \(number)".utf8))
                            group.addTask {
                                if number == 4 { kill(pid_t(pid), SIGKILL) }
                                return await client.ask(digest, pkp: pkp)
                            }
                        }
                        var results: [[MiniClient.Answer]] = []
                        for await answers in group { results.append(answers) }
                        return results
                    }
                    for answers in results {
                        // Whoever has answered has a signature that was verified.
                        let verified = Set(
                            answers.compactMap { $0.body["signatureShare"]?["verifiedSignature"]?.text })
                        #expect(
                            verified.count == 1, "\(answers.map { "\($0.url) \($0.status) \($0.body.text)" })"
                        )
                        count += 1
                        if answers.count == network.nodes.count { whole += 1 } else { partial += 1 }
                    }
                    // With the node away, two of three go on.
                    try await network.untilReady()
                    let digest = Keccak256.hash(Array("after \(round)".utf8))
                    _ = try await client.sign(digest, pkp: pkp)
                }
                #expect(count == 12 * rounds)
                #expect(partial > 0, "a kill was felt by \(whole) of \(count)")
            }
        }
    }
}

extension RealNetwork {
    /// Waits until every node says that it is ready.
    func untilReady() async throws {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(60)
        while clock.now < end {
            let status = try await statusNow()
            let nodes = status["nodes"]?.array ?? []
            if nodes.count == self.nodes.count, nodes.allSatisfy({ $0["ready"]?.bool == true }) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "not all nodes are ready: \(try await statusNow().text)")
    }
}
