import Foundation
import LitNode
import PeerTransport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder is the node's own, and one process has it at a time; what stands in a node's way has an exit code.
@Suite struct StateFolderTests {
    private static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = URL.temporaryDirectory.appending(
            path: "lit-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appending(path: "state").path)
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `A folder is made for its owner alone, and taken as it is later`() throws {
        try Self.withFolder { path in
            let made = try StateFolder(path)
            #expect(try Self.mode(path) == 0o700)
            #expect(try Self.mode(path + "/lock") == 0o600)
            for inside in [made.keys, made.identity, made.code] { #expect(inside.hasPrefix(path + "/")) }
            #expect(Set([made.keys, made.identity, made.code]).count == 3)
        }
    }

    @Test(arguments: [0o755, 0o750, 0o701, 0o707])
    func `A folder that others may enter is refused, with what to do`(mode: Int) throws {
        try Self.withFolder { path in
            _ = try StateFolder(path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let error = #expect(throws: NodeStartError.self) { try StateFolder(path) }
            #expect(error?.code == .state)
            #expect(error?.description.contains("chmod 700") == true)
        }
    }

    @Test func `One node has a folder at a time`() throws {
        try Self.withFolder { path in
            var first: StateFolder? = try StateFolder(path)
            let error = #expect(throws: NodeStartError.self) { try StateFolder(path) }
            #expect(error?.code == .locked)
            #expect(error?.description.contains(path) == true)
            #expect(first?.path == path)
            first = nil
            _ = try StateFolder(path)
        }
    }

    @Test func `A lock that is a link to elsewhere is not followed`() throws {
        try Self.withFolder { path in
            _ = try StateFolder(path)
            try FileManager.default.removeItem(atPath: path + "/lock")
            try FileManager.default.createSymbolicLink(
                atPath: path + "/lock", withDestinationPath: path + "/elsewhere")
            let error = #expect(throws: NodeStartError.self) { try StateFolder(path) }
            #expect(error?.code == .state)
            #expect(!FileManager.default.fileExists(atPath: path + "/elsewhere"))
        }
    }

    @Test func `A path that is a file is refused`() throws {
        try Self.withFolder { path in
            try Data("x".utf8).write(to: URL(filePath: path))
            let error = #expect(throws: NodeStartError.self) { try StateFolder(path) }
            #expect(error?.code == .state)
        }
    }

    @Test func `Every reason has an exit code of its own, that of sysexits where there is one`() {
        let codes = NodeStartError.Code.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { (64...78).contains($0) })
        let all: [NodeStartError.Code: Int32] = [
            .configuration: EX_USAGE, .listen: EX_UNAVAILABLE, .internalFailure: EX_SOFTWARE,
            .state: EX_IOERR, .locked: EX_TEMPFAIL, .keys: EX_NOPERM,
        ]
        for code in NodeStartError.Code.allCases { #expect(all[code] == code.rawValue) }
    }

    @Test func `What a part throws becomes the reason of its kind, in its words`() async throws {
        let configuration = #expect(throws: NodeConfigurationError.self) {
            try NodeConfiguration.parse("{", named: "node.json")
        }
        let listen = #expect(throws: NodeServerError.self) {
            try ServerCertificates(.init(certificate: "/nowhere/a", key: "/nowhere/b"))
        }
        var errors: [(any Error, NodeStartError.Code)] = []
        if let configuration { errors.append((configuration, .configuration)) }
        if let listen { errors.append((listen, .listen)) }
        errors.append((NodeStartError(.locked, "in use"), .locked))
        errors.append((CocoaError(.fileNoSuchFile), .internalFailure))
        #expect(errors.count == 4)
        for (error, code) in errors {
            let reason = NodeStartError(error)
            #expect(reason.code == code)
            #expect(!reason.description.isEmpty)
            if code != .internalFailure { #expect(reason.description == "\(error)") }
        }
    }

    @Test func `A port that somebody else has is named`() async throws {
        try await ServerPlay.run { port, _ in
            let error = await #expect(throws: (any Error).self) {
                try await ServerPlay.run(port: port) { _, _ in }
            }
            let reason = NodeStartError(try #require(error))
            #expect(reason.code == .listen)
            #expect(reason.description.contains("127.0.0.1:\(port)"))
            #expect(reason.description.contains("in use"))
        }
    }
}
