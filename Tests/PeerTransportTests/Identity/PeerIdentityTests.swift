import Crypto
import Foundation
import PeerTransport
import Primitives
import Testing

/// The lines of an identity's file.
struct IdentityText {
    let lines: [String]

    init(_ path: String) throws {
        lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    }

    var secrets: [String] {
        lines.compactMap { $0.split(separator: " ").last.map(String.init) }.filter { $0.count == 64 }
    }
}

@Suite struct PeerIdentityTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/identity"
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try? FileManager.default.removeItem(atPath: path)
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func code() throws -> PeerTransportError.Code {
        try failure { () throws(PeerTransportError) in try PeerIdentity(loadingOrCreating: path) }.code
    }

    @Test func `A new identity is stored for its owner only, and is the same when it is loaded`() throws {
        #expect(try PeerIdentity(loading: path) == nil)
        let made = try PeerIdentity(loadingOrCreating: path)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let loaded = try PeerIdentity(loadingOrCreating: path)
        #expect(loaded.pin == made.pin)
        #expect(loaded.agreementPublicKey == made.agreementPublicKey)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["identity"])
        #expect(PeerIdentity().pin != made.pin)
    }

    @Test func `The pin is SHA-256 of the SubjectPublicKeyInfo, and the other key is X25519's`() throws {
        let made = try PeerIdentity(loadingOrCreating: path)
        let secrets = try IdentityText(path).secrets
        let signing = try P256.Signing.PrivateKey(rawRepresentation: Hex.decode(try #require(secrets.first)))
        // The fixed start of a P-256 SubjectPublicKeyInfo (RFC 5480), and the point.
        let start = try Hex.decode("3059301306072a8648ce3d020106082a8648ce3d030107034200")
        let expected = SHA256.hash(data: start + signing.publicKey.x963Representation)
        #expect(made.pin.bytes == Array(expected))
        let agreement = try Curve25519.KeyAgreement.PrivateKey(
            rawRepresentation: Hex.decode(try #require(secrets.last)))
        #expect(made.agreementPublicKey.bytes == Array(agreement.publicKey.rawRepresentation))
    }

    @Test(arguments: [0o640, 0o604, 0o622, 0o660])
    func `A file that others may use is refused`(mode: Int) throws {
        _ = try PeerIdentity(loadingOrCreating: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(try code() == .exposed)
    }

    @Test func `A file that is no identity is refused and kept`() throws {
        let good = try IdentityText(
            { () throws -> String in
                _ = try PeerIdentity(loadingOrCreating: path)
                return path
            }()
        ).lines
        let bad = [
            "", "hello", good.dropLast().joined(separator: "\n"), good.joined(separator: "\n") + "x",
            "lit-peer-identity 2\n" + good.dropFirst().joined(separator: "\n"),
            good.map { $0.replacingOccurrences(of: "x25519", with: "x448") }.joined(separator: "\n"),
            [good[0], "p256 " + String(repeating: "0", count: 64), good[2], ""].joined(separator: "\n"),
            [good[0], String(good[1].dropLast()), good[2], ""].joined(separator: "\n"),
            String(repeating: "a", count: 5000),
        ]
        for text in bad {
            try write(text)
            #expect(try code() == .invalidIdentity)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
        try write(good.joined(separator: "\n"))
        #expect(throws: Never.self) { try PeerIdentity(loadingOrCreating: path) }
    }

    @Test func `A folder, a link and a missing folder are refused`() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        #expect(try code() == .invalidIdentity)
        try FileManager.default.removeItem(atPath: path)
        let elsewhere = folder.path + "/elsewhere"
        _ = try PeerIdentity(loadingOrCreating: elsewhere)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: elsewhere)
        #expect(try code() == .file)
        let error = try failure { () throws(PeerTransportError) in
            try PeerIdentity(loadingOrCreating: folder.path + "/none/identity")
        }
        #expect(error.code == .file)
        #expect(error.description.contains("/none/identity"))
    }

    @Test func `Of many that start at once, all get the same`() async throws {
        let path = path
        let pins = try await withThrowingTaskGroup(of: Bytes32.self) { group in
            for _ in 0..<16 { group.addTask { try PeerIdentity(loadingOrCreating: path).pin } }
            var pins: Set<Bytes32> = []
            for try await pin in group { pins.insert(pin) }
            return pins
        }
        #expect(pins.count == 1)
    }
}
