/// Keccak's sponge: absorbs bytes at a rate, pads, and squeezes bytes out (FIPS 202 section 4).
struct KeccakSponge: Sendable {
    /// Bytes absorbed or squeezed per permutation; a multiple of eight below 200.
    let rate: Int

    private var state = KeccakF1600()
    /// Within the rate: where the next byte goes, or once padded where it comes from.
    private var position = 0

    @inline(__always)
    init(rate: Int) { self.rate = rate }

    @inline(__always)
    mutating func absorb(_ input: UnsafeRawBufferPointer) {
        guard let base = input.baseAddress else { return }
        var next = base
        var left = input.count
        if position > 0 {
            let take = min(rate - position, left)
            xor(next, count: take, at: position)
            position += take
            next += take
            left -= take
            guard position == rate else { return }
            state.permute()
            position = 0
        }
        while left >= rate {
            xor(next, count: rate, at: 0)
            state.permute()
            next += rate
            left -= rate
        }
        xor(next, count: left, at: 0)
        position = left
    }

    /// Ends the input with `suffix`, the standard's domain bits and the first bit of padding.
    @inline(__always)
    mutating func pad(suffix: UInt8) {
        state.withBytes { bytes in
            bytes[position] ^= suffix
            bytes[rate - 1] ^= 0x80
        }
        state.permute()
        position = 0
    }

    /// The first 32 bytes of output, after padding; the rate is larger.
    @inline(__always)
    var digest: Bytes32 {
        let lanes = state.lanes
        return Bytes32(
            words: lanes.0.byteSwapped, lanes.1.byteSwapped, lanes.2.byteSwapped, lanes.3.byteSwapped)
    }

    /// The next bytes of output, after padding, as many as `output` takes.
    mutating func squeeze(into output: UnsafeMutableRawBufferPointer) {
        var done = 0
        while done < output.count {
            if position == rate {
                state.permute()
                position = 0
            }
            let take = min(rate - position, output.count - done)
            state.withBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: output[done..<done + take])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + take]))
            }
            position += take
            done += take
        }
    }

    /// Adds the next bytes of output, after padding, to those in `target`: encrypts or decrypts in place.
    mutating func squeeze(addingTo target: UnsafeMutableRawBufferPointer) {
        guard let base = target.baseAddress else { return }
        var done = 0
        while done < target.count {
            if position == rate {
                state.permute()
                position = 0
            }
            let take = min(rate - position, target.count - done)
            state.withBytes { bytes in
                guard let source = bytes.baseAddress else { return }
                Self.xor(source + position, into: base + done, count: take)
            }
            position += take
            done += take
        }
    }

    /// Back to the beginning, the state overwritten with zeros.
    mutating func wipe() {
        state.withBytes { Secret.wipe($0) }
        position = 0
    }

    /// Adds `count` bytes at `source` into the state; at + count is at most the rate.
    @inline(__always)
    private mutating func xor(_ source: UnsafeRawPointer, count: Int, at start: Int) {
        state.withBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            Self.xor(source, into: base + start, count: count)
        }
    }

    @inline(__always)
    private static func xor(_ source: UnsafeRawPointer, into target: UnsafeMutableRawPointer, count: Int) {
        var index = 0
        while index &+ 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let old = target.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            target.storeBytes(of: old ^ word, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        while index < count {
            let byte = source.load(fromByteOffset: index, as: UInt8.self)
            let old = target.load(fromByteOffset: index, as: UInt8.self)
            target.storeBytes(of: old ^ byte, toByteOffset: index, as: UInt8.self)
            index &+= 1
        }
    }
}
