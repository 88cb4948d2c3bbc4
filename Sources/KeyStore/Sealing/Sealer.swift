internal import Crypto
internal import Foundation
internal import Primitives

/// Seals records under the subkey of one purpose (AES-256-GCM, NIST SP 800-38D; HKDF-SHA256, RFC 5869).
///
/// What a record is, where it lies and what it is bound to is associated data: a record that was moved to
/// another row, table or store, or whose row was relabelled, does not open.
struct Sealer: Sendable {
    /// What a subkey is for.
    enum Purpose {
        case check, shares, generation, backup
        /// A subkey of its own for each incarnation of a store: triples do not outlive theirs.
        case triples(incarnation: [UInt8])

        var info: [UInt8] {
            switch self {
            case .check: Array("lit keystore v1 check".utf8)
            case .shares: Array("lit keystore v1 shares".utf8)
            case .generation: Array("lit keystore v1 generation".utf8)
            case .backup: Array("lit keystore v1 backup".utf8)
            case .triples(let incarnation): Array("lit keystore v1 triples ".utf8) + incarnation
            }
        }
    }

    private let key: SymmetricKey

    init(master: SymmetricKey, store: StoreID, purpose: Purpose) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master, salt: store.bytes, info: purpose.info, outputByteCount: 32)
    }

    /// Nonce, ciphertext and tag.
    func seal(_ record: Secret, as identity: [UInt8]) throws(KeyStoreError) -> [UInt8] {
        do {
            let box = try record.withUnsafeBytes {
                try AES.GCM.seal($0, using: key, authenticating: identity)
            }
            return Array(box.nonce) + box.ciphertext + box.tag
        } catch {
            throw KeyStoreError(.io, "A record could not be sealed: \(error).")
        }
    }

    /// The record; nil if it was not sealed under this key and as this.
    func open(_ sealed: [UInt8], as identity: [UInt8]) -> Secret? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            var opened = try? AES.GCM.open(box, using: key, authenticating: identity)
        else { return nil }
        defer { opened.withUnsafeMutableBytes { Secret.wipe($0) } }
        return Secret(copying: opened)
    }

    /// A code for bytes that are no secret but must not be made up (HMAC-SHA256, RFC 2104).
    func authenticationCode(of bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    func isCode(_ code: [UInt8], of bytes: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: bytes, using: key)
    }
}

/// The random name that a store has from its beginning; every sealed row is bound to it.
struct StoreID: Hashable, Sendable {
    static let count = 16
    let bytes: [UInt8]

    init(using random: inout some RandomNumberGenerator) { bytes = random.bytes(StoreID.count) }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == StoreID.count else { return nil }
        self.bytes = bytes
    }
}

/// What a sealed row is, in one unambiguous row of bytes: every field has its length in front.
struct SealedIdentity {
    private(set) var bytes: [UInt8]

    init(format: UInt8, store: StoreID, table: String) {
        bytes = [format]
        add(store.bytes)
        add(table)
    }

    mutating func add(_ field: [UInt8]) {
        var writer = ByteWriter(capacity: 4 + field.count)
        writer.appendBigEndian(UInt32(truncatingIfNeeded: field.count))
        writer.append(contentsOf: field)
        bytes += writer.bytes
    }

    mutating func add(_ text: String) { add(Array(text.utf8)) }

    mutating func add(_ number: UInt64) {
        var writer = ByteWriter(capacity: 8)
        writer.appendBigEndian(number)
        add(writer.bytes)
    }
}
