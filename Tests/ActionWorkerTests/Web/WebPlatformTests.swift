import ActionProtocol
import Foundation
import Primitives
import Testing

/// What needs answers that only a test can give; the rest is in Tests/Actions/web.
@Suite struct WebPlatformTests {
    private static func text(_ name: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    @Test func `Fetch asks the host for what the standard says, and reads its answers`() async throws {
        let script = try Self.text("fetch-operations.js")
        let reports = try await onThread {
            let worker = try WorkerProcess()
            let doubles = FetchDoubles()
            var reports: [JSON] = []
            let result = try worker.run(script, modules: ["testing/harness"]) { message in
                guard message.name.hasPrefix("test.") else { return try doubles.answer(message) }
                reports.append(try JSON(parsing: message.json))
                return ActionMessage(.reply, json: Array("null".utf8))
            }
            #expect(result.outcome.error == nil)
            return reports
        }
        let tests = reports.filter { $0["outcome"] != nil }
        #expect(tests.count == 7)
        #expect(reports.last?["count"]?.int == tests.count)
        for test in tests {
            #expect(
                test["outcome"]?.string == "passed",
                "\(test["name"]?.string ?? ""): \(test["error"]?.text ?? "")")
        }
    }

    @Test func `The console writes what it is known to write`() async throws {
        let script = try Self.text("console.golden.js")
        let expected = try Self.text("console.golden.txt")
        let log = try await onThread { try WorkerProcess().run(script, logLimit: 1 << 20).log }
        #expect(log == expected)
    }
}
