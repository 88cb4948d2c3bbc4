internal import Crypto
internal import Primitives

/// A hash commitment: HMAC-SHA256 under a random key, hiding by the key and binding by the hash.
enum Commitment {
    /// Of `value` under a key of 32 bytes.
    static func make(key: Bytes32, value: [UInt8]) -> Bytes32 {
        var mac = HMAC<SHA256>(key: SymmetricKey(data: key.bytes))
        mac.update(data: [HashTag.commitment.rawValue])
        mac.update(data: value)
        return mac.finalize().withUnsafeBytes { Bytes32(loadingFrom: $0) }
    }

    /// What shows that everybody holds the same commitments: the hash of all, in the order of the parties.
    static func confirmation(of commitments: [Bytes32]) -> Bytes32 {
        var hash = TaggedHash(.confirmation)
        for commitment in commitments { hash.add(commitment) }
        return hash.finish()
    }
}
