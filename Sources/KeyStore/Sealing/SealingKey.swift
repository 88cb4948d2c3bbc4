internal import Crypto
internal import CryptoExtras
internal import Foundation
public import Primitives

/// What everything in a store is sealed under.
public enum SealingKey: Sendable {
    /// Thirty-two random bytes, as from a file, the environment or a key service.
    case bytes(Secret)
    /// A passphrase in UTF-8; scrypt (RFC 7914) makes the key of it, with a salt that the store keeps.
    case passphrase(Secret, cost: PassphraseCost = .standard)

    /// How many bytes a key has.
    public static let count = 32
}

/// What guessing a passphrase costs: the parameters N, r and p of scrypt (RFC 7914 section 2).
public struct PassphraseCost: Hashable, Sendable {
    /// N as a power of two, from 10 to 20.
    public let logRounds: UInt8
    /// r, from 1 to 32; one try takes 128·r·N bytes of memory.
    public let blockSize: UInt8
    /// p, from 1 to 16.
    public let parallelism: UInt8

    /// N = 2¹⁷, r = 8, p = 1: 128 MiB and some tenths of a second for each try.
    public static let standard = PassphraseCost(unchecked: 17, blockSize: 8, parallelism: 1)

    private init(unchecked logRounds: UInt8, blockSize: UInt8, parallelism: UInt8) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// - Throws: ``KeyStoreError`` with `outOfRange`.
    public init(logRounds: UInt8, blockSize: UInt8 = 8, parallelism: UInt8 = 1) throws(KeyStoreError) {
        guard (10...20).contains(logRounds), (1...32).contains(blockSize), (1...16).contains(parallelism)
        else {
            throw KeyStoreError(
                .outOfRange,
                "The cost of a passphrase is out of range: N from 2^10 to 2^20, r from 1 to 32, p from 1 to 16."
            )
        }
        self.init(unchecked: logRounds, blockSize: blockSize, parallelism: parallelism)
    }
}

/// How the key of a store or a backup is made from what the operator gives; kept in the open beside it.
struct KeyOrigin: Hashable, Sendable {
    static let saltCount = 32
    private static let version: UInt8 = 1

    /// The cost and the salt of a passphrase; nil for a key given as bytes.
    let passphrase: PassphraseSalt?

    struct PassphraseSalt: Hashable, Sendable {
        let cost: PassphraseCost
        let salt: [UInt8]
    }

    /// For a new store or backup.
    init(for key: SealingKey, using random: inout some RandomNumberGenerator) {
        switch key {
        case .bytes: passphrase = nil
        case .passphrase(_, let cost):
            passphrase = PassphraseSalt(cost: cost, salt: random.bytes(KeyOrigin.saltCount))
        }
    }

    /// The form that is stored; nil for bytes that are none.
    init?(encoded: [UInt8]) {
        guard encoded.count >= 2, encoded[0] == KeyOrigin.version else { return nil }
        switch encoded[1] {
        case 0 where encoded.count == 2: passphrase = nil
        case 1 where encoded.count == 5 + KeyOrigin.saltCount:
            let cost = try? PassphraseCost(
                logRounds: encoded[2], blockSize: encoded[3], parallelism: encoded[4])
            guard let cost else { return nil }
            passphrase = PassphraseSalt(cost: cost, salt: Array(encoded[5...]))
        default: return nil
        }
    }

    var encoded: [UInt8] {
        guard let passphrase else { return [KeyOrigin.version, 0] }
        let cost = passphrase.cost
        return [KeyOrigin.version, 1, cost.logRounds, cost.blockSize, cost.parallelism] + passphrase.salt
    }

    /// The key itself.
    ///
    /// - Parameter what: such as "the store at …", for the error.
    func masterKey(from key: SealingKey, of what: String) throws(KeyStoreError) -> SymmetricKey {
        switch (key, passphrase) {
        case (.bytes(let bytes), nil):
            guard bytes.count == SealingKey.count else {
                throw KeyStoreError(
                    .wrongKey, "A sealing key has \(SealingKey.count) bytes, not \(bytes.count).")
            }
            return bytes.withUnsafeBytes { SymmetricKey(data: $0) }
        case (.passphrase(let text, _), .some(let kept)):
            do {
                return try text.withUnsafeBytes { text in
                    try KDF.Scrypt.deriveKey(
                        from: text, salt: kept.salt, outputByteCount: SealingKey.count,
                        rounds: 1 << Int(kept.cost.logRounds), blockSize: Int(kept.cost.blockSize),
                        parallelism: Int(kept.cost.parallelism))
                }
            } catch {
                throw KeyStoreError(.io, "No key could be derived from the passphrase for \(what).")
            }
        case (.bytes, .some):
            throw KeyStoreError(
                .wrongKey, "A passphrase unseals \(what), and a key of \(SealingKey.count) bytes was given.")
        case (.passphrase, nil):
            throw KeyStoreError(
                .wrongKey, "A key of \(SealingKey.count) bytes unseals \(what), and a passphrase was given.")
        }
    }
}

extension RandomNumberGenerator {
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }
}
