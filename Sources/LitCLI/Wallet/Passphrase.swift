import ArgumentParser
import Foundation
import Primitives

/// Where the passphrase of a wallet comes from: never from the command line, which others can see.
struct PassphraseOption: ParsableArguments {
    /// Names a file where no option does.
    static let variable = "LIT_PASSPHRASE_FILE"

    @Option(
        help: ArgumentHelp(
            "A file with the wallet's passphrase, for its owner only. Without it \(variable) counts, and then the "
                + "terminal is asked.", valueName: "file"), completion: .file())
    var passphraseFile: String?

    private var file: String? {
        if let passphraseFile { return passphraseFile }
        let named = ProcessInfo.processInfo.environment[Self.variable] ?? ""
        return named.isEmpty ? nil : named
    }

    /// The passphrase of a wallet that is there.
    func read(for wallet: String) throws -> Secret {
        if let file { return try SecretFile.line(file) }
        try requireTerminal()
        return try Terminal.readSecret("Passphrase of \(wallet): ")
    }

    /// A new one: asked for twice, since nobody sees it.
    func choose(for wallet: String) throws -> Secret {
        if let file { return try Self.checked(SecretFile.line(file)) }
        try requireTerminal()
        let first = try Self.checked(try Terminal.readSecret("Choose a passphrase for \(wallet): "))
        let second = try Terminal.readSecret("The same again: ")
        let same = first.withUnsafeBytes { a in second.withUnsafeBytes { Secret.constantTimeEqual(a, $0) } }
        guard same else { throw CommandError("The two differ; nothing was written.", status: .usage) }
        return first
    }

    private static func checked(_ secret: Secret) throws -> Secret {
        guard secret.count > 0 else { throw CommandError("The passphrase is empty.", status: .usage) }
        return secret
    }

    private func requireTerminal() throws {
        guard Terminal.isThere else {
            throw CommandError(
                "A passphrase is needed, and there is no terminal to ask on.",
                hint: "Give --passphrase-file FILE, or name the file in \(Self.variable).", status: .usage)
        }
    }
}

/// Files that hold a secret.
enum SecretFile {
    private static let sizeLimit = 64 << 10

    /// The content, if only the file's owner can read it.
    static func content(_ path: String) throws -> Secret {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandError(
                "\(path) cannot be read: \(String(cString: strerror(errno))).", status: .notFound)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw CommandError("\(path) cannot be read.", status: .notFound)
        }
        // Pipes and the like, such as a shell's <(…), have no permissions that say anything.
        if status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
            throw CommandError(
                "\(path) can be read by others than you.", hint: "Run: chmod 600 \(path)", status: .refused)
        }
        return try everything(of: descriptor, name: path)
    }

    /// The first line, without its end.
    static func line(_ path: String) throws -> Secret {
        let content = try content(path)
        return content.withUnsafeBytes { bytes in
            Secret(copying: Array(bytes.prefix { $0 != 0x0a && $0 != 0x0d }))
        }
    }

    /// What standard input brings.
    static func standardInput() throws -> Secret {
        try everything(of: STDIN_FILENO, name: "standard input")
    }

    private static func everything(of descriptor: Int32, name: String) throws -> Secret {
        var bytes: [UInt8] = []
        // Room for all of it from the start, so that no copy is left behind by growing.
        bytes.reserveCapacity(sizeLimit + 4096)
        defer { Secret.wipe(&bytes) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        defer { Secret.wipe(&buffer) }
        while bytes.count <= sizeLimit {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw CommandError("\(name) cannot be read.", status: .notFound)
            }
            if count == 0 { return Secret(copying: bytes) }
            bytes.append(contentsOf: buffer[..<count])
        }
        throw CommandError("\(name) is too long for a secret.", status: .usage)
    }
}
