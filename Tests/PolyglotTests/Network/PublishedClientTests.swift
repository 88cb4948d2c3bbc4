import Foundation
import NetworkTestSupport
import Primitives
import Testing

/// Programs of other languages that were written for the original server, in processes of their own.
@Suite(.sharedNetwork) struct PublishedClientTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let python = root.appending(path: ".build/peers/bin/python").path
    private static let sdk = root.appending(path: ".build/js-peers/sdk").path
    private static let isBuildServer = ProcessInfo.processInfo.environment["CI"] != nil

    /// Where the tools are missing, a build server fails and a developer is told what to do.
    private static var hasPython: Bool {
        isBuildServer
            || (FileManager.default.isExecutableFile(atPath: python)
                && FileManager.default.fileExists(atPath: sdk + "/lit_python_sdk/client.py"))
    }
    private static var hasGo: Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return isBuildServer
            || path.split(separator: ":").contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/go")
            }
    }

    private static func account(_ index: Int) throws -> [String: String] {
        let account = try SharedNetwork.network().status["accounts"]?[index]
        return [
            "LIT_TEST_KEY": account?["privateKey"]?.string ?? "",
            "LIT_TEST_ADDRESS": account?["address"]?.string ?? "",
        ]
    }

    @Test(.enabled(if: hasPython, "the Python client is missing: run Scripts/bootstrap --peers"))
    func `The published Python client does all that it can`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            var environment = try Self.account(5)
            environment["PYTHONPATH"] = Self.sdk
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
            let script = Self.root.appending(path: "Tests/PolyglotClients/python/published.py").path
            let ended = try await Ended.running(
                Self.python, [script, "\(server.port)"], environment: environment)
            #expect(ended.code == 0, "\(ended.text)")
            #expect(ended.text.hasSuffix("all is well\n"), "\(ended.text)")
        }
    }

    @Test(.enabled(if: hasGo, "Go is missing: install version 1.19 or later"))
    func `A program that sends what the published Go client sends gets what it expects`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            var environment = try Self.account(6)
            environment["GOFLAGS"] = "-mod=mod"
            environment["GOPROXY"] = "off"
            let ended = try await Ended.running(
                "go", ["run", ".", "\(server.port)"], environment: environment,
                folder: Self.root.appending(path: "Tests/PolyglotClients/go"))
            #expect(ended.code == 0, "\(ended.text)")
            #expect(ended.text.hasSuffix("all is well\n"), "\(ended.text)")
        }
    }
}
