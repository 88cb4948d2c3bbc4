import ArgumentParser
import Foundation

/// Sends transfers to a development chain as fast as it answers, and fetches every receipt.
@main
struct ChainLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chainload",
        abstract: "Measures how many transfers a development chain seals per second.",
        discussion: """
            Starts `lit chain run` on an empty folder, signs all transfers in advance, and then sends them \
            over many connections: each sends a transfer, waits for the answer, fetches the receipt, and goes \
            on with the next. A transfer counts when its receipt has come. The processor time of both \
            processes is that of the measured span alone.
            """
    )

    @Option(help: "The lit executable.")
    var lit: String

    @Option(help: "Connections, each with a sender of its own.")
    var connections = 64

    @Option(help: "For how long, in seconds.")
    var seconds = 60.0

    @Option(help: "Transfers per second at most; 0 for as many as can be.")
    var rate = 0.0

    @Option(help: "How many transfers are signed per second of the run; the run ends when they are used up.")
    var signed = 4000.0

    @Option(help: "The chain's folder; a temporary one that is removed by default.")
    var state: String?

    @Flag(help: "Without --state: nothing is synced.")
    var memory = false

    func run() async throws {
        let folder =
            state ?? NSTemporaryDirectory() + "chainload-\(ProcessInfo.processInfo.processIdentifier)"
        defer { if state == nil { try? FileManager.default.removeItem(atPath: folder) } }
        let chain = try ChainProcess(executable: lit, accounts: connections, state: memory ? nil : folder)
        defer { chain.stop() }
        let perConnection = Int(signed * seconds / Double(connections)) + 1
        let transfers = try chain.accounts.map {
            try presigned(by: $0, count: perConnection, chainID: chain.chainID)
        }
        print("\(connections) connections, \(perConnection * connections) transfers signed")

        let before = (own: CPUTime.own, chain: CPUTime.of(chain.pid))
        let (port, rate, connections) = (chain.port, rate, connections)
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
            for (index, own) in transfers.enumerated() {
                let pace =
                    rate > 0
                    ? Pace(start: start, interval: Double(connections) / rate, offset: index, of: connections)
                    : nil
                group.addTask {
                    try await Sender(port: port, transfers: own).run(until: end, pace: pace)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let elapsed = ContinuousClock.now - start
        let after = (own: CPUTime.own, chain: CPUTime.of(chain.pid))
        Summary(
            latencies: latencies.sorted(), elapsed: elapsed.inSeconds, ownCPU: after.own - before.own,
            chainCPU: after.chain - before.chain, chainMemory: residentMegabytes(chain.pid)
        ).print()
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
