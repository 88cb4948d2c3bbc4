package import Primitives

/// Where a protocol's secrets come from. Each draw says what it is for, so that a run can be repeated from
/// published values; a real source pays no attention to that.
package protocol ProtocolRandomness: Sendable {
    /// Sixty-four bytes that reduce to a scalar, in two halves.
    mutating func wide(_ draw: RandomDraw) -> (high: Bytes32, low: Bytes32)
    /// Fills `output`.
    mutating func fill(_ output: UnsafeMutableRawBufferPointer, _ draw: RandomDraw)
}

/// What random bytes are for.
package struct RandomDraw: Sendable {
    /// The names are those of the published runs.
    package enum Purpose: String, Sendable {
        case coefficient = "f"
        case factorCoefficient = "e"
        case productCoefficient = "l"
        case commitmentKey = "r"
        case constantTermProof = "dlog0"
        case secondProof = "dlog1"
        case summandProof = "dlog2"
        case productProof = "dlogeq0"
        case baseSecret = "ot-y"
        case choices = "ot-choice"
        case multiplierSeed0 = "mta-seed0"
        case multiplierSeed1 = "mta-seed1"
        case correlation = "ot-delta"
        case baseBlinder = "ot-x"
        case checkSeed = "kos-seed"
        case masks0 = "mta-delta0"
        case masks1 = "mta-delta1"
    }

    package var purpose: Purpose
    /// The other party, for what concerns a pair.
    package var peer: PartyID?
    /// Which of several of its kind.
    package var index: Int
    /// Which run of a batch.
    package var instance: Int

    package init(_ purpose: Purpose, peer: PartyID? = nil, index: Int = 0, instance: Int = 0) {
        self.purpose = purpose
        self.peer = peer
        self.index = index
        self.instance = instance
    }
}

/// Randomness of one run: a key drawn once from an injected generator, and the key stream of ChaCha20 under
/// it.
///
/// One draw from the system costs a call of the kernel; a run takes thousands of scalars.
struct KeyedRandomness: ProtocolRandomness {
    private let key: Secret
    private var counter: UInt64 = 0

    /// - Parameter generator: cryptographically secure outside tests.
    init(from generator: inout some RandomNumberGenerator) {
        key = Secret(count: 32) { buffer in
            for offset in stride(from: 0, to: 32, by: 8) {
                buffer.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self)
            }
        }
    }

    private mutating func nextBlock() -> SIMD16<UInt32> {
        defer { counter &+= 1 }
        return key.withUnsafeBytes { ChaCha20.block(key: $0, counter: counter) }
    }

    mutating func wide(_ draw: RandomDraw) -> (high: Bytes32, low: Bytes32) {
        var block = nextBlock()
        return withUnsafeMutableBytes(of: &block) { bytes in
            defer { Secret.wipe(bytes) }
            let bytes = UnsafeRawBufferPointer(bytes)
            return (Bytes32(loadingFrom: bytes), Bytes32(loadingFrom: bytes, at: 32))
        }
    }

    mutating func fill(_ output: UnsafeMutableRawBufferPointer, _ draw: RandomDraw) {
        var offset = 0
        while offset < output.count {
            var block = nextBlock()
            withUnsafeMutableBytes(of: &block) { bytes in
                let count = min(bytes.count, output.count - offset)
                UnsafeMutableRawBufferPointer(rebasing: output[offset...])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                Secret.wipe(bytes)
            }
            offset += 64
        }
    }
}

extension ProtocolRandomness {
    /// A uniform scalar.
    mutating func scalar<S: ThresholdScalar>(_ draw: RandomDraw, as type: S.Type = S.self) -> S {
        let (high, low) = wide(draw)
        return S(wide: high, low)
    }

    /// Thirty-two bytes.
    mutating func bytes32(_ draw: RandomDraw) -> Bytes32 {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
            fill(buffer, draw)
            return Bytes32(loadingFrom: UnsafeRawBufferPointer(buffer))
        }
    }
}
