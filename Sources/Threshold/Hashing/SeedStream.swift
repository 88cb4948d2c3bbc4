internal import Primitives
internal import Secp256k1

/// Any number of bytes from a seed: SHA256(05 ‖ seed ‖ i) for i = 0, 1, 2, …
enum SeedStream {
    /// Fills `output` from the stream's start.
    static func fill(_ output: UnsafeMutableRawBufferPointer, from seed: Bytes32) {
        withUnsafeTemporaryAllocation(byteCount: 40, alignment: 8) { input in
            defer { Secret.wipe(input) }
            input[0] = HashTag.stream.rawValue
            seed.store(into: UnsafeMutableRawBufferPointer(rebasing: input[1..<33]))
            let message = UnsafeRawBufferPointer(rebasing: input[..<37])
            var offset = 0
            var counter: UInt32 = 0
            while offset < output.count {
                input.storeBytes(of: counter.bigEndian, toByteOffset: 33, as: UInt32.self)
                let block = SHA2.sha256(message)
                let place = UnsafeMutableRawBufferPointer(rebasing: output[offset...])
                if place.count >= 32 {
                    block.store(into: place)
                } else {
                    place.copyBytes(from: block.bytes.prefix(place.count))
                }
                offset += 32
                counter &+= 1
            }
        }
    }

    /// The stream's first `count` bytes.
    static func bytes(_ count: Int, from seed: Bytes32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.withUnsafeMutableBytes { fill($0, from: seed) }
        return bytes
    }

    /// Sixty-four bytes in two halves: what reduces to a uniform scalar.
    static func wide(from seed: Bytes32) -> (high: Bytes32, low: Bytes32) {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { output in
            defer { Secret.wipe(output) }
            fill(output, from: seed)
            let bytes = UnsafeRawBufferPointer(output)
            return (Bytes32(loadingFrom: bytes), Bytes32(loadingFrom: bytes, at: 32))
        }
    }

    /// A scalar of secp256k1 from a seed, in constant time.
    static func scalar(from seed: Bytes32) -> Scalar {
        let (high, low) = wide(from: seed)
        return Scalar(wideReducing: high, low)
    }
}
