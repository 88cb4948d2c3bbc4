internal import Crypto
internal import Primitives

/// The nonces of RFC 6979 section 3.2 with HMAC-SHA-256, for a key and a digest already reduced modulo n.
struct DeterministicNonces {
    private var key: Bytes32
    private var value: Bytes32
    private var rejected = false

    private static let messageCapacity = 32 + 1 + 2 * 32

    init(key x: Scalar, digest: Scalar) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        key = .zero
        value = Bytes32(words: ones, ones, ones, ones)
        for tag in [0, 1] as [UInt8] {
            key = authenticate(tag: tag, x, digest)
            value = authenticate()
        }
    }

    /// The next nonce, from 1 to n - 1.
    mutating func next() -> Scalar {
        while true {
            if rejected {
                key = authenticate(tag: 0)
                value = authenticate()
            }
            rejected = true
            value = authenticate()
            let (nonce, overflow) = Scalar.reduceOnce(value)
            // Whether a candidate was rejected tells nothing about the one that is used.
            if overflow == 0 && !nonce.isZero { return nonce }
        }
    }

    /// HMAC under `key` of `value`, then the tag if any, then the scalars if any.
    private func authenticate(tag: UInt8? = nil, _ scalars: Scalar...) -> Bytes32 {
        withUnsafeTemporaryAllocation(byteCount: 64 + Self.messageCapacity, alignment: 8) { buffer in
            defer { Secret.wipe(buffer) }
            func place(_ bytes: Bytes32, at offset: Int) {
                bytes.store(into: UnsafeMutableRawBufferPointer(rebasing: buffer[offset...]))
            }
            func pad(with byte: UInt64) {
                let (k0, k1, k2, k3) = key.words
                place(Bytes32(words: k0 ^ byte, k1 ^ byte, k2 ^ byte, k3 ^ byte), at: 0)
                place(Bytes32(words: byte, byte, byte, byte), at: 32)
            }
            func hash(_ count: Int) -> Bytes32 {
                var sha = SHA256()
                sha.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                return sha.finalize().withUnsafeBytes { load($0, at: 0) }
            }
            pad(with: 0x3636_3636_3636_3636)
            place(value, at: 64)
            var count = 96
            if let tag {
                buffer[count] = tag
                count += 1
            }
            for scalar in scalars {
                place(scalar.bytes32, at: count)
                count += 32
            }
            let inner = hash(count)
            count = 96
            pad(with: 0x5c5c_5c5c_5c5c_5c5c)
            place(inner, at: 64)
            return hash(count)
        }
    }
}
