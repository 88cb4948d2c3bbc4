import Foundation
import LitNode
import NIOSSL
import Synchronization
import Testing

/// Clients' TLS: the certificate of the files, and of those that replace them.
@Suite struct SecureServerTests {
    /// A folder with a certificate and a key, which tests replace.
    private struct Files: Sendable {
        let folder: URL
        var tls: NodeConfiguration.TLSFiles {
            .init(
                certificate: folder.appending(path: "node.pem").path,
                key: folder.appending(path: "node.key").path)
        }

        init() throws {
            folder = URL.temporaryDirectory.appending(
                path: "lit-\(UUID().uuidString)", directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        /// Replaces both, as programs that renew certificates do.
        func write(_ certificate: String, _ key: String, mode: Int = 0o600) throws {
            try Data(certificate.utf8).write(to: URL(filePath: tls.certificate), options: .atomic)
            try Data(key.utf8).write(to: URL(filePath: tls.key), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: tls.key)
        }

        func remove() { try? FileManager.default.removeItem(at: folder) }
    }

    private static func certificate(_ text: String) throws -> NIOSSLCertificate {
        try NIOSSLCertificate(bytes: Array(text.utf8), format: .pem)
    }

    private static let request = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    /// Asks, and says whose certificate answered.
    private static func ask(_ port: Int) async throws -> NIOSSLCertificate? {
        let client = try await RawClient(port: port, isSecure: true)
        try await client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = await client.read(until: "{\"healthy\":true}")
        #expect(answer.hasPrefix("HTTP/1.1 200 "))
        // While the connection is still there.
        let certificate = try await client.certificate
        await client.close()
        return certificate
    }

    @Test(.timeLimit(.minutes(1))) func `New connections have the certificate that the files have by then`()
        async throws
    {
        let files = try Files()
        defer { files.remove() }
        try files.write(NodeCertificates.first, NodeCertificates.firstKey)
        let certificates = try ServerCertificates(files.tls)
        let (first, second) = (
            try Self.certificate(NodeCertificates.first), try Self.certificate(NodeCertificates.second)
        )
        try await ServerPlay.run(certificates: certificates) { port, _ in
            #expect(try await Self.ask(port) == first)
            #expect(try !certificates.reload())
            try files.write(NodeCertificates.second, NodeCertificates.secondKey)
            #expect(try certificates.reload())
            #expect(try await Self.ask(port) == second)
            #expect(try !certificates.reload())
            #expect(try certificates.reload(always: true))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `Files that do not fit leave the certificate as it was, and are complained of once`()
        async throws
    {
        let files = try Files()
        defer { files.remove() }
        try files.write(NodeCertificates.first, NodeCertificates.firstKey)
        let certificates = try ServerCertificates(files.tls)
        let first = try Self.certificate(NodeCertificates.first)
        try await ServerPlay.run(certificates: certificates) { port, _ in
            let flaws: [(String, String, Int)] = [
                ("nonsense", NodeCertificates.firstKey, 0o600),
                (NodeCertificates.second, NodeCertificates.firstKey, 0o600),
                (NodeCertificates.second, NodeCertificates.secondKey, 0o644),
            ]
            for (certificate, key, mode) in flaws {
                try files.write(certificate, key, mode: mode)
                let error = #expect(throws: NodeServerError.self) { try certificates.reload() }
                #expect(error?.code == .certificate)
                #expect(error?.description.contains(files.tls.key) == true)
                #expect(error?.description.contains("PRIVATE KEY") == false)
                #expect(try !certificates.reload())
                #expect(try await Self.ask(port) == first)
            }
            try files.write(NodeCertificates.second, NodeCertificates.secondKey)
            #expect(try certificates.reload())
            let now = try await Self.ask(port)
            #expect(try now == Self.certificate(NodeCertificates.second))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `A certificate that cannot be used is no reason to serve without`()
        throws
    {
        let files = try Files()
        defer { files.remove() }
        let missing = #expect(throws: NodeServerError.self) { try ServerCertificates(files.tls) }
        #expect(missing?.code == .certificate)
        try files.write(NodeCertificates.first, NodeCertificates.secondKey)
        #expect(throws: NodeServerError.self) { try ServerCertificates(files.tls) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func `A connection that was there before a new certificate goes on with the old one`(
        _ isToldTo: Bool
    ) async throws {
        let files = try Files()
        defer { files.remove() }
        try files.write(NodeCertificates.first, NodeCertificates.firstKey)
        let certificates = try ServerCertificates(files.tls)
        let (first, second) = (
            try Self.certificate(NodeCertificates.first), try Self.certificate(NodeCertificates.second)
        )
        try await ServerPlay.run(certificates: certificates) { port, _ in
            let client = try await RawClient(port: port, isSecure: true)
            let question = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            for round in 0..<3 {
                try await client.send(question)
                let answer = await client.read(until: "{\"healthy\":true}")
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
                #expect(try await client.certificate == first)
                if round == 0 {
                    try files.write(NodeCertificates.second, NodeCertificates.secondKey)
                    // As SIGHUP does, or whoever looks after the files.
                    #expect(try certificates.reload(always: isToldTo))
                }
                #expect(try await Self.ask(port) == second)
            }
            await client.close()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `Who does not answer the end of a connection is not waited for long`()
        async throws
    {
        let files = try Files()
        defer { files.remove() }
        try files.write(NodeCertificates.first, NodeCertificates.firstKey)
        let certificates = try ServerCertificates(files.tls)
        let began = Mutex<ContinuousClock.Instant?>(nil)
        try await ServerPlay.run(certificates: certificates) { port, shutDown in
            for _ in 0..<3 {
                let client = try await RawClient(port: port, isSecure: true)
                try await client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = await client.read(until: "{\"healthy\":true}")
                try await client.stopReading()
            }
            began.withLock { $0 = .now }
            await shutDown()
        }
        let start = try #require(began.withLock { $0 })
        // Without a limit of its own NIOSSL waits five seconds.
        #expect(.now - start < .seconds(4))
    }

    @Test(.timeLimit(.minutes(1))) func `Who does not speak TLS gets nothing, and holds up nobody`()
        async throws
    {
        let files = try Files()
        defer { files.remove() }
        try files.write(NodeCertificates.first, NodeCertificates.firstKey)
        let certificates = try ServerCertificates(files.tls)
        try await ServerPlay.run(certificates: certificates) { port, _ in
            let plain = try await RawClient(port: port)
            try await plain.send(Self.request)
            #expect(await !plain.rest().contains("HTTP/1.1 200"))
            let silent = try await RawClient(port: port)
            _ = try await Self.ask(port)
            await silent.close()
        }
    }
}
