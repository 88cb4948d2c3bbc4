import EVM
import Primitives
import TestSupport
import Testing

@Suite("The precompiled modular exponentiation")
struct ModularExponentiationTests {
    private func input(_ base: [UInt8], _ exponent: [UInt8], _ modulus: [UInt8]) -> [UInt8] {
        words(UInt256(base.count), UInt256(exponent.count), UInt256(modulus.count)) + base + exponent
            + modulus
    }

    private func power(_ base: [UInt8], _ exponent: [UInt8], _ modulus: [UInt8]) -> [UInt8]? {
        Precompile.modularExponentiation.output(input(base, exponent, modulus))
    }

    private func gas(_ input: [UInt8]) -> UInt64? {
        input.withUnsafeBytes { Precompile.modularExponentiation.gasCost($0) }
    }

    @Test(
        "costs what EIP-2565 lists for its examples",
        arguments: [
            (64, [2], 200), (64, [3], 200), (64, [1, 0, 1], 341), (128, [2], 200), (128, [3], 200),
            (128, [1, 0, 1], 1_365), (256, [2], 341), (256, [3], 341), (256, [1, 0, 1], 5_461),
            (512, [2], 1_365), (512, [3], 1_365), (512, [1, 0, 1], 21_845), (1_024, [2], 5_461),
            (1_024, [3], 5_461), (1_024, [1, 0, 1], 87_381),
        ] as [(Int, [UInt8], UInt64)])
    func published(length: Int, exponent: [UInt8], price: UInt64) {
        let operand = [UInt8](repeating: 0xe9, count: length)
        #expect(gas(input(operand, exponent, operand)) == price)
    }

    @Test("costs 1360 gas for EIP-198's power by Fermat's little theorem, which is one")
    func fermat() {
        let prime = UInt256.max - (1 << 32) - 976
        let base = input([3], (prime - 1).bigEndianBytes, prime.bigEndianBytes)
        #expect(
            Precompile.modularExponentiation.run(base, gasLimit: 1_360)
                == .success(gasUsed: 1_360, output: words(1)))
    }

    @Test("counts the bits of an exponent's first 32 bytes and eight for each byte beyond")
    func iterations() {
        let operand = [UInt8](repeating: 1, count: 32)
        func price(_ exponent: [UInt8]) -> UInt64? { gas(input(operand, exponent, operand)) }
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(price([0x80] + zeros.dropFirst()) == 16 * 255 / 3)
        #expect(price([0x80] + zeros) == 16 * (255 + 8) / 3)
        #expect(price(zeros + zeros + zeros) == 16 * 512 / 3)
        #expect(price(zeros + [255]) == 200)
        #expect(price([0x01] + zeros + zeros) == 16 * (8 * 33 + 248) / 3)
    }

    @Test("knows prices of lengths up to 2^256 - 1 without taking memory")
    func hugeLengths() {
        let lengths: [UInt256] = [0, 1, 1 << 32, 1 << 63, 1 << 64 - 1, 1 << 64, 1 << 128, .max]
        for base in lengths {
            for exponent in lengths {
                for modulus in lengths {
                    let header = words(base, exponent, modulus)
                    if base.isZero && modulus.isZero {
                        #expect(
                            Precompile.modularExponentiation.run(header, gasLimit: 200)
                                == .success(gasUsed: 200, output: []))
                    } else if max(base, modulus) > 1 {
                        #expect(gas(header) ?? .max > 10_000_000)
                    }
                }
            }
        }
        // Affordable for an unlimited caller only, and then refused for its size.
        let limit = ModularExponentiation.operandLimit
        let length = UInt256(limit + 1)
        for header in [words(0, 0, length), words(length, 0, 1)] {
            #expect(Precompile.modularExponentiation.refusal(header) == .operandTooLong(limit: limit))
        }
        #expect(
            Precompile.modularExponentiation.refusal(words(1, 1 << 61, 1))
                == .operandTooLong(limit: ModularExponentiation.exponentLimit))
    }

    @Test("agrees with multiplication modulo 256-bit numbers, odd and even")
    func agreesWithUInt256() throws {
        var random = SplitMix64(seed: 2)
        func word() -> UInt256 {
            UInt256(limbs: random.next(), random.next(), random.next(), random.next())
                >> Int(random.next() % 256)
        }
        for _ in 0..<200 {
            let modulus = word() << Int(random.next() % 64)
            let base = word()
            let exponent = word() >> Int(random.next() % 256)
            var expected: UInt256 = modulus <= 1 ? 0 : 1
            if !modulus.isZero {
                for index in stride(from: exponent.significantBitCount - 1, through: 0, by: -1) {
                    expected = try #require(expected.multipliedModulo(expected, modulus))
                    if exponent.bit(index) {
                        expected = try #require(expected.multipliedModulo(base, modulus))
                    }
                }
            }
            #expect(
                power(base.bigEndianBytes, exponent.minimalBigEndianBytes, modulus.bigEndianBytes)
                    == words(expected), "\(base)^\(exponent) mod \(modulus)")
        }
    }

    @Test("turns powers of powers into powers of products, up to 4096 bits")
    func powersOfPowers() throws {
        var random = SplitMix64(seed: 3)
        for count in [1, 7, 8, 9, 31, 64, 100, 255, 256, 512] {
            for zeros in [0, 1, count / 2] {
                let modulus = random.bytes(count - zeros / 2) + [UInt8](repeating: 0, count: zeros / 2)
                let base = random.bytes(count)
                let a = UInt256(random.next() >> 20)
                let b = UInt256(random.next() >> 3)
                let first = try #require(power(base, a.bigEndianBytes, modulus))
                let nested = power(first, b.bigEndianBytes, modulus)
                #expect(nested == power(base, (a * b).minimalBigEndianBytes, modulus), "\(count) bytes")
                #expect(nested?.count == count)
            }
        }
    }

    @Test("gives the same modulo m from a power modulo an even multiple of m")
    func residueTheorem() throws {
        var random = SplitMix64(seed: 4)
        for count in [1, 8, 16, 40, 128] {
            for shift in [1, 8, 9] {
                var odd = random.bytes(count)
                odd[count - 1] |= 1
                let multiple = odd + [UInt8](repeating: 0, count: shift)
                let base = random.bytes(count + 3)
                let exponent = random.bytes(20)
                let larger = try #require(power(base, exponent, multiple))
                #expect(power(larger, [1], odd) == power(base, exponent, odd))
                let binary = [1] + [UInt8](repeating: 0, count: shift)
                #expect(power(larger, [1], binary) == power(base, exponent, binary))
            }
        }
    }
}
