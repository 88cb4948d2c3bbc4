import ArgumentParser

/// Times operations of this package and of its peers turn by turn, so that all see the same machine.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract:
            "Measures this package against coincurve, blspy, the JavaScript SDK, pycryptodome, eth-abi, pyrlp and revm.",
        discussion: """
            Every contestant of an operation runs once in each round; the figure is the median over the \
            rounds, and a ratio is the median of the rounds' ratios to the peer (below 1: faster than the \
            peer). Without PEERS_PYTHON only this package is measured.

            A second table is of the protocols of threshold ECDSA: processor time, bytes and depth of whole \
            runs, the least of the rounds, and the time they take where every party has a processor and \
            every message a delay.
            """
    )

    @Option(help: "Rounds, each a turn of every contestant.")
    var rounds = 15

    @Option(help: "Seconds that one contestant's turn takes.")
    var seconds = 0.1

    @Option(help: "Only operations whose name contains this.")
    var only: String?

    func validate() throws {
        guard rounds > 0, seconds > 0 else {
            throw ValidationError("--rounds and --seconds must be positive")
        }
    }

    func run() throws {
        let peers = Peers.fromEnvironment()
        let all =
            try curveOperations(peers) + blsOperations(peers) + hashOperations(peers)
            + formatOperations(peers) + evmOperations(peers) + thresholdOperations(peers)
        let chosen = all.filter { operation in only.map { operation.name.contains($0) } ?? true }
        var protocols = ThresholdTable()
        for (members, threshold) in thresholdNetworks {
            let runs = try thresholdRuns(members: members, threshold: threshold)
            for run in runs where only.map({ "threshold \(run.name)".contains($0) }) ?? true {
                try protocols.add(run, members: members, threshold: threshold, rounds: rounds)
            }
        }
        guard !chosen.isEmpty || !protocols.isEmpty else {
            throw ValidationError("no operation's name contains \"\(only ?? "")\"")
        }
        var table = Table()
        for operation in chosen {
            table.add(try operation.measure(rounds: rounds, seconds: seconds))
        }
        if !chosen.isEmpty { print(table.markdown) }
        if !protocols.isEmpty { print(protocols.markdown) }
    }
}
