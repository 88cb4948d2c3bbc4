internal import Crypto

/// SHA-256 from the platform's cryptographic library, in this package's types.
package enum SHA2 {
    package static func sha256(_ bytes: some Collection<UInt8>) -> Bytes32 {
        bytes.withContiguousBytes { sha256($0) }
    }

    package static func sha256(_ buffer: UnsafeRawBufferPointer) -> Bytes32 {
        var hasher = SHA256()
        hasher.update(bufferPointer: buffer)
        return Bytes32(hasher.finalize())
    }

    /// Of three pieces one after the other.
    package static func sha256(
        _ front: [UInt8], _ middle: UnsafeRawBufferPointer, _ tail: [UInt8]
    ) -> Bytes32 {
        var hasher = SHA256()
        front.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: middle)
        tail.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return Bytes32(hasher.finalize())
    }
}

extension Bytes32 {
    init(_ digest: SHA256Digest) {
        // A SHA-256 digest has exactly the 32 bytes that this loads.
        self = digest.withUnsafeBytes { $0.baseAddress.map { Bytes32(loading: $0) } ?? .zero }
    }
}
