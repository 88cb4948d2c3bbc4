import Ethereum
import Foundation
import LitContracts
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

extension RealNetworkTests {
    /// What somebody sees who starts a network for the first time.
    @Suite struct FirstSignatureTests {
        @Test(.timeLimit(.minutes(2)))
        func `A new network makes its keys, and signs with one of them`() async throws {
            let clock = ContinuousClock()
            let start = clock.now
            try await RealNetwork.with(nodes: 3) { network in
                let up = clock.now
                let pkp = try await network.contracts(1).mintPKP()
                let minted = clock.now
                let client = try MiniClient(network, wallet: network.key(1))
                let digest = Keccak256.hash(Array("the first".utf8))
                let signature = try await client.sign(digest, pkp: pkp)
                let end = clock.now
                #expect(try Address(signature.recover(digest)) == pkp.address)
                let memory = network.nodes.map { Self.residentMiB($0.pid) }
                print(
                    "first signature \(start.duration(to: end)) after the start of lit up: network \(start.duration(to: up)),",
                    "PKP \(up.duration(to: minted)), signature \(minted.duration(to: end));",
                    "private memory per node \(memory) MiB")

                // Everybody's keys are those on chain, and the same again after a restart of everything.
                let roots = try await network.contracts(1).pubkeyRouter.rootKeys(of: network.stakingAddress())
                #expect(roots.count >= 3)
                _ = try await Program.lit("down", "--state", network.folder)
                _ = try await Program.lit("up", "--detach", "--state", network.folder)
                let again = try await network.reopened()
                let second = Keccak256.hash(Array("after a restart".utf8))
                let resumed = try await MiniClient(again, wallet: again.key(1)).sign(second, pkp: pkp)
                #expect(try Address(resumed.recover(second)) == pkp.address)
            }
        }

        /// What nobody else shares.
        private static func residentMiB(_ pid: Int32) -> Int {
            let text = (try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n").filter {
                $0.hasPrefix("Private_") && !$0.hasPrefix("Private_Hugetlb")
            }
            return lines.compactMap { Int($0.split(separator: " ").dropFirst().first ?? "") }.reduce(0, +)
                / 1024
        }
    }
}
