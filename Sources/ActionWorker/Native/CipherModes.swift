import Crypto
import CryptoExtras

/// AES-CTR whose counter is the last bits of the block, wrapping within them (NIST SP 800-38A, appendix B).
struct CounterMode {
    let key: SymmetricKey
    let counterBits: Int

    init(key: SymmetricKey, counterBits: Int) throws(ScriptError) {
        guard (1...128).contains(counterBits) else { throw .crypto("a counter has 1 to 128 bits") }
        self.key = key
        self.counterBits = counterBits
    }

    func apply(to data: [UInt8], from counter: [UInt8]) throws(ScriptError) -> [UInt8] {
        guard counter.count == 16 else { throw .crypto("a counter block has 16 bytes") }
        let blocks = (data.count + 15) / 16
        if counterBits < 63, blocks > 1 << counterBits {
            throw .crypto("the counter would come round to where it began")
        }
        // Below this many blocks the counter does not wrap; past them it goes on from zero.
        let untilWrap = blocksUntilWrap(counter)
        guard blocks > untilWrap else { return try stream(data, counter) }
        let cut = untilWrap * 16
        return try stream(Array(data[..<cut]), counter)
            + stream(Array(data[cut...]), withCounterCleared(counter))
    }

    private func blocksUntilWrap(_ counter: [UInt8]) -> Int {
        guard counterBits < 128 else { return .max }
        let width = min(counterBits, 62)
        var high = false
        var value = 0
        for bit in 0..<counterBits {
            let set = counter[15 - bit / 8] >> (bit % 8) & 1 == 1
            if bit < width {
                if set { value |= 1 << bit }
            } else if !set {
                high = true
            }
        }
        return high ? .max : (1 << width) - value
    }

    private func withCounterCleared(_ counter: [UInt8]) -> [UInt8] {
        var cleared = counter
        for bit in 0..<counterBits { cleared[15 - bit / 8] &= ~(1 << UInt8(bit % 8)) }
        return cleared
    }

    private func stream(_ data: [UInt8], _ counter: [UInt8]) throws(ScriptError) -> [UInt8] {
        guard !data.isEmpty else { return [] }
        do {
            return Array(try AES._CTR.encrypt(data, using: key, nonce: .init(nonceBytes: counter)))
        } catch {
            throw .crypto("AES-CTR failed")
        }
    }
}

/// AES-GCM (NIST SP 800-38D) with a nonce of any length and a tag that may have been cut.
///
/// The library does the work for nonces of 12 bytes and more. It refuses shorter ones, and opens nothing
/// without the whole tag; so the former are computed here from AES itself, and a cut tag is compared with one
/// made anew.
struct GaloisCounterMode {
    private let key: SymmetricKey

    init(key: [UInt8]) throws(ScriptError) {
        guard [16, 24, 32].contains(key.count) else { throw .crypto("an AES key has 16, 24 or 32 bytes") }
        self.key = SymmetricKey(data: key)
    }

    func encrypt(
        _ data: [UInt8],
        nonce: [UInt8],
        authenticating additional: [UInt8]
    ) throws(ScriptError) -> (ciphertext: [UInt8], tag: [UInt8]) {
        guard !nonce.isEmpty else { throw .crypto("AES-GCM needs a nonce of at least one byte") }
        do {
            if nonce.count < 12 {
                let first = try preCounter(nonce)
                let ciphertext = try stream(data, from: first)
                return (ciphertext, try tag(ciphertext, additional, preCounter: first))
            }
            let box = try AES.GCM.seal(
                data, using: key, nonce: .init(data: nonce), authenticating: additional)
            return (Array(box.ciphertext), Array(box.tag))
        } catch let error as ScriptError {
            throw error
        } catch {
            throw .crypto("AES-GCM failed")
        }
    }

    func decrypt(
        _ data: [UInt8],
        tag: some Collection<UInt8>,
        nonce: [UInt8],
        authenticating additional: [UInt8]
    ) throws(ScriptError) -> [UInt8] {
        // The cipher is its own inverse: encrypting the ciphertext gives the plaintext, whose tag is then
        // made anew.
        let plaintext = try encrypt(data, nonce: nonce, authenticating: additional).ciphertext
        let expected = try encrypt(plaintext, nonce: nonce, authenticating: additional).tag
        let difference = zip(expected, tag).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0, tag.count <= expected.count else {
            throw .crypto("AES-GCM failed: the authentication tag does not fit")
        }
        return plaintext
    }

    private func block(_ input: [UInt8]) throws -> [UInt8] {
        var block = input
        try AES.permute(&block, key: key)
        return block
    }

    private func stream(_ data: [UInt8], from preCounter: [UInt8]) throws -> [UInt8] {
        var counter = preCounter
        for index in (12...15).reversed() {
            counter[index] &+= 1
            if counter[index] != 0 { break }
        }
        return try CounterMode(key: key, counterBits: 32).apply(to: data, from: counter)
    }

    private func preCounter(_ nonce: [UInt8]) throws -> [UInt8] {
        try hash(padded(nonce) + Self.lengths(0, nonce.count))
    }

    private func tag(_ ciphertext: [UInt8], _ additional: [UInt8], preCounter: [UInt8]) throws -> [UInt8] {
        let digest = try hash(
            padded(additional) + padded(ciphertext) + Self.lengths(additional.count, ciphertext.count))
        return zip(digest, try block(preCounter)).map(^)
    }

    private func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (16 - bytes.count % 16) % 16)
    }

    private static func lengths(_ first: Int, _ second: Int) -> [UInt8] {
        [first, second].flatMap { count in
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: (UInt64(count) << 3) >> (8 * UInt64($0))) }
        }
    }

    /// GHASH over whole blocks.
    private func hash(_ blocks: [UInt8]) throws -> [UInt8] {
        let subkey = Self.words(try block([UInt8](repeating: 0, count: 16))[...])
        var state: (high: UInt64, low: UInt64) = (0, 0)
        for start in stride(from: 0, to: blocks.count, by: 16) {
            let next = Self.words(blocks[start..<start + 16])
            state = Self.multiply((state.high ^ next.high, state.low ^ next.low), subkey)
        }
        return [state.high, state.low].flatMap { word in
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
        }
    }

    private static func words(_ block: ArraySlice<UInt8>) -> (high: UInt64, low: UInt64) {
        let word = { (bytes: ArraySlice<UInt8>) in bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return (word(block.prefix(8)), word(block.dropFirst(8)))
    }

    /// The product in GF(2^128) with the bit order of GCM, in the same steps whatever the numbers are.
    private static func multiply(
        _ left: (high: UInt64, low: UInt64),
        _ right: (high: UInt64, low: UInt64)
    ) -> (high: UInt64, low: UInt64) {
        var product: (high: UInt64, low: UInt64) = (0, 0)
        var shifted = right
        for index in 0..<128 {
            let bit = index < 64 ? left.high >> UInt64(63 - index) & 1 : left.low >> UInt64(127 - index) & 1
            let mask = 0 &- bit
            product.high ^= shifted.high & mask
            product.low ^= shifted.low & mask
            let carry = 0 &- (shifted.low & 1)
            shifted.low = shifted.low >> 1 | shifted.high << 63
            shifted.high = shifted.high >> 1 ^ (0xE100_0000_0000_0000 & carry)
        }
        return product
    }
}
