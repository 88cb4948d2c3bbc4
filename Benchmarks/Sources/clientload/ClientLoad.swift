import ArgumentParser
import Foundation

/// Measures clients against a network of nodes on this machine.
@main
struct ClientLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clientload", abstract: "Measures clients against a network of nodes.",
        discussion: """
            Calls: the client of this package and the JavaScript SDK, each in a process of its own, do the same \
            things in turns on the same nodes. Sustained: so many signatures with so many under way at a time, \
            and then the time until the nodes have as many triples as before, which counts as well. Burst: \
            signatures from full pools.
            """,
        subcommands: [Measurement.self, Subject.self], defaultSubcommand: Measurement.self)
}

/// One run with whatever was asked for.
struct Measurement: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures; what is meant without a subcommand.")

    @Option(help: "The lit executable.")
    var lit = ".build/release/lit"

    @Option(help: "The folder of a running network; without it one is started, and ends with the run.")
    var state: String?

    @Option(help: "How many nodes a network has that is started.")
    var nodes = 3

    @Option(help: "How many calls of each kind each client makes; 0 for none.")
    var calls = 20

    @Option(help: "The script that measures the JavaScript SDK; empty for this package's client alone.")
    var javascript = "Scripts/sdk-driver/measure.cjs"

    @Option(
        help: "How many signatures are made while pools are refilled; 10000 for the full run, 0 for none.")
    var sustained = 200

    @Option(help: "How many signatures are asked for from full pools; 0 for none.")
    var burst = 0

    @Option(help: "How many of the sustained signatures are under way at a time.")
    var concurrency = 8

    @Option(help: "How many signatures of a burst are under way at a time.")
    var width = 64

    func run() async throws {
        let network = try await LoadedNetwork.open(lit: lit, state: state, nodes: nodes)
        do { try await measure(network) } catch {
            await network.close()
            throw error
        }
        await network.close()
    }

    private func measure(_ network: LoadedNetwork) async throws {
        say("\(network.nodes.count) nodes, \(ProcessInfo.processInfo.activeProcessorCount) processors")
        if calls > 0 {
            try await SideBySide(network: network, javascript: javascript, calls: calls).run()
        }
        guard sustained > 0 || burst > 0 else { return }
        let signer = try await Signer(network)
        let throughput = Throughput(network: network) { try await signer.sign($0) }
        if sustained > 0 { try await throughput.sustain(sustained, concurrency: concurrency) }
        if burst > 0 { try await throughput.burst(burst, width: width) }
        await signer.end()
    }
}
