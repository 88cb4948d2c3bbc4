internal import Foundation
public import Ethereum
public import KeyStore
internal import Primitives

/// Where a secret is.
public enum SecretSource: Hashable, Sendable {
    /// A file that only its owner can read.
    case file(String)
    /// A variable of the environment.
    case environment(String)

    /// The text that is there, without the white space around it.
    ///
    /// - Parameter member: which member of the configuration says so, for the error.
    /// - Throws: ``NodeConfigurationError``, which never repeats what it read.
    func read(
        for member: String, environment: [String: String]
    ) throws(NodeConfigurationError) -> Secret {
        switch self {
        case .environment(let name):
            guard let text = environment[name], !text.isEmpty else {
                throw NodeConfigurationError(
                    member, "the variable \(name) is not set", "Set it, or name a file by keyFile.")
            }
            return Secret(copying: Self.trimmed(Array(text.utf8)))
        case .file(let path): return try Self.read(path, for: member)
        }
    }

    private static func read(_ path: String, for member: String) throws(NodeConfigurationError) -> Secret {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw NodeConfigurationError(
                member, "\(path) cannot be read: \(String(cString: strerror(errno)))",
                "Check the path and its permissions.")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw NodeConfigurationError(member, "\(path) is no file", "Name a file with the key in it.")
        }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() || status.st_uid == 0 else {
            throw NodeConfigurationError(
                member, "\(path) is open to other users", "Run: chmod 600 \(path), and own it.")
        }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        defer { Secret.wipe(&bytes) }
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0, count < bytes.count else {
            throw NodeConfigurationError(
                member, "\(path) is empty, or too long to be a key", "Name a file with the key in it.")
        }
        return Secret(copying: trimmed(Array(bytes.prefix(count))))
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
        return Array(bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }

    /// Thirty-two bytes in 64 hexadecimal digits, `0x` in front or not.
    func readKey(
        for member: String, environment: [String: String]
    ) throws(NodeConfigurationError) -> Secret {
        let text = try read(for: member, environment: environment)
        let decoded = text.withUnsafeBytes { try? Hex.decode(String(decoding: $0, as: UTF8.self), count: 32) }
        guard var bytes = decoded else {
            throw NodeConfigurationError(
                member, "\(self) holds no key", "Put 64 hexadecimal digits there and nothing else.")
        }
        return Secret(wiping: &bytes)
    }
}

extension SecretSource: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let path): path
        case .environment(let name): "the variable \(name)"
        }
    }
}

/// What the key shares on disk are sealed under.
public enum SealingSource: Hashable, Sendable {
    /// Thirty-two bytes in hexadecimal digits.
    case key(SecretSource)
    /// A passphrase.
    case passphrase(SecretSource)
}

extension NodeConfiguration {
    /// The account that votes and signs for the node.
    public func readWallet(environment: [String: String]) throws(NodeConfigurationError) -> EthereumWallet {
        let key = try wallet.readKey(for: "wallet", environment: environment)
        let made = key.withUnsafeBytes { bytes in
            try? EthereumWallet(privateKey: Array(bytes).hex)
        }
        guard let made else {
            throw NodeConfigurationError(
                "wallet", "\(wallet) holds a number that is no private key",
                "Make another, such as by: lit wallet new.")
        }
        return made
    }

    /// What unseals the node's key shares.
    public func readSealingKey(environment: [String: String]) throws(NodeConfigurationError) -> SealingKey {
        switch sealing {
        case .key(let source): .bytes(try source.readKey(for: "sealing", environment: environment))
        case .passphrase(let source): .passphrase(try source.read(for: "sealing", environment: environment))
        }
    }
}
