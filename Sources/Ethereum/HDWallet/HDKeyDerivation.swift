internal import Crypto
internal import Primitives
internal import Secp256k1

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The two halves of an HMAC-SHA512, each 32 bytes: what is added to a key, and the chain code.
struct HDKeyDerivation {
    let left: Secret
    let right: Secret

    /// - Parameters:
    ///   - key: the parent's chain code, or BIP-32's constant for a master key.
    ///   - data: what is derived from.
    init(key: UnsafeRawBufferPointer, data: UnsafeRawBufferPointer) {
        var hmac = HMAC<SHA512>(key: SymmetricKey(data: key))
        hmac.update(data: data)
        let code = hmac.finalize()
        (left, right) = code.withUnsafeBytes {
            (Secret(copying: $0.prefix(32)), Secret(copying: $0.suffix(32)))
        }
    }

    /// The child of a parent key: `key` has 33 bytes, serP(K) or a zero and ser256(k).
    init(chainCode: Secret, key: UnsafeRawBufferPointer, index: ChildIndex) {
        let data = Secret(count: key.count + 4) { buffer in
            buffer.copyBytes(from: key)
            buffer.storeBytes(of: index.rawValue.bigEndian, toByteOffset: key.count, as: UInt32.self)
        }
        self = chainCode.withUnsafeBytes { chainCode in
            data.withUnsafeBytes { HDKeyDerivation(key: chainCode, data: $0) }
        }
    }
}

extension PublicKey {
    /// The first four bytes of HASH160, RIPEMD-160 over SHA-256, of the compressed key.
    var fingerprint: UInt32 {
        RIPEMD160.hash(SHA2.sha256(compressed).bytes).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
