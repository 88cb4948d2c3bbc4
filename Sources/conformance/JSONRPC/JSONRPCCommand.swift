import ArgumentParser

struct JSONRPCCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonrpc",
        abstract: "Requests to a development chain, and the answers of go-ethereum.",
        discussion: """
            The folder holds cancun-chain/ (genesis.json, chain.rlp, cases.jsonl) and error-shapes.jsonl, as \
            taken from ethereum/execution-apis. The chain is imported, then each request is answered in turn.
            """
    )

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    @Flag(help: "Print every case, not only the failed ones.")
    var verbose = false

    func run() async throws {
        let outcomes = try await JSONRPCCases(folder: folder).run()
        for outcome in outcomes {
            if let failure = outcome.failure {
                print("FAILED   \(outcome.name): \(failure)")
            } else if let remark = outcome.remark {
                print("\(outcome.isExcluded ? "EXCLUDED" : "AMENDED ") \(outcome.name): \(remark)")
            } else if verbose {
                print("ok       \(outcome.name)")
            }
        }
        let failed = outcomes.count { $0.failure != nil }
        let excluded = outcomes.count { $0.isExcluded }
        let passed = outcomes.count - failed - excluded
        print("total    \(passed) passed \(failed) failed \(excluded) excluded")
        guard passed > 0, failed == 0 else { throw ExitCode.failure }
    }
}
