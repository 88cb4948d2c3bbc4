import Foundation
import Testing
import conformance

@Suite("JSON-RPC: the cases of execution-apis")
struct RPCConformanceTests {
    /// Where the cases are: they are not part of this repository.
    private static let folder =
        ProcessInfo.processInfo.environment["JSONRPC_VECTORS"] ?? "../shared/vectors/jsonrpc"

    @Test(
        "Every answer is that of go-ethereum",
        .enabled(if: FileManager.default.fileExists(atPath: folder + "/error-shapes.jsonl")))
    func cases() async throws {
        let outcomes = try await JSONRPCCases(folder: RPCConformanceTests.folder).run()
        #expect(outcomes.count > 100)
        #expect(outcomes.count { $0.isExcluded } == 1)
        for outcome in outcomes {
            #expect(outcome.failure == nil, "\(outcome.name)")
        }
    }
}
