import Foundation
import Testing

/// Whether a source compiles against this module, and what the compiler says.
private func compile(_ source: String) throws -> (succeeded: Bool, output: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "single-use-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("Use.swift")
    try Data(source.utf8).write(to: file)
    let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent()
    let systemLibrary = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Sources/CSecp256k1").standardized
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
        "swiftc", "-emit-sil", "-o", folder.appendingPathComponent("out.sil").path,
        "-module-cache-path", folder.appendingPathComponent("cache").path,
        "-I", products.appendingPathComponent("Modules").path, "-I", systemLibrary.path,
        "-swift-version", "6", file.path,
    ]
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: output, as: UTF8.self))
}

@Suite("Single use")
struct SingleUseTests {
    private static func source(_ body: String) -> String {
        """
        import Secp256k1
        import Threshold

        func use(
            _ presignature: consuming Presignature, _ share: consuming SignatureShare,
            _ triple: consuming TripleShare, _ other: consuming TripleShare,
            _ pair: consuming TriplePair, _ request: SigningRequest, _ key: SigningKey, _ digest: Scalar
        ) throws {
        \(body)
        }
        """
    }

    @Test("using each thing once compiles")
    func once() throws {
        let (succeeded, output) = try compile(
            Self.source(
                """
                    _ = share.release()
                    _ = presignature.sign(digest).release()
                    _ = try TriplePair(triple, other)
                    _ = try ThresholdSigning(request, key: key, triples: pair)
                """))
        #expect(succeeded, "\(output)")
    }

    @Test(
        "using a presignature, a share, a triple or a pair twice does not compile",
        arguments: [
            "_ = presignature.sign(digest).release()\n    _ = presignature.sign(digest).release()",
            "_ = share.release()\n    _ = share.release()",
            "_ = try TriplePair(triple, other)\n    _ = try TriplePair(triple, other)",
            "_ = try ThresholdSigning(request, key: key, triples: pair)\n"
                + "    _ = try ThresholdSigning(request, key: key, triples: pair)",
        ])
    func twice(_ body: String) throws {
        let (succeeded, output) = try compile(Self.source("    " + body))
        #expect(!succeeded)
        #expect(output.contains("consumed more than once"), "\(output)")
    }

    @Test(
        "copying a presignature, a share, a triple or a running protocol does not compile",
        arguments: ["Presignature", "SignatureShare", "TripleShare", "ThresholdSigning", "TripleGeneration"])
    func copies(_ type: String) throws {
        let (succeeded, output) = try compile(
            """
            import Threshold
            func copy<T>(_ value: T) -> (T, T) { (value, value) }
            func use(_ value: consuming \(type)) { _ = copy(value) }
            """)
        #expect(!succeeded)
        #expect(output.contains("Copyable"), "\(output)")
    }
}
