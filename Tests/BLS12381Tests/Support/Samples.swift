import BLS12381
import Primitives
import TestSupport

extension SplitMix64 {
    /// A uniform element, or in one of four cases an extreme one.
    mutating func fp() -> Fp {
        switch next() % 16 {
        case 0: .zero
        case 1: .one
        case 2: -.one
        case 3: Fp.one.halved()
        default: bytes(64).withUnsafeBytes { Fp(reducing: $0) }
        }
    }

    mutating func fp2() -> Fp2 { Fp2(fp(), fp()) }
    mutating func fp6() -> Fp6 { Fp6(fp2(), fp2(), fp2()) }
    mutating func fp12() -> Fp12 { Fp12(fp6(), fp6()) }

    /// A uniform scalar, or in one of four cases one at an edge of the multiplications.
    mutating func fr() -> Fr {
        let x = Fr(0xd201_0000_0001_0000)
        let edges = [Fr.zero, .one, -.one, Fr(31), Fr(32), x, x - .one, x * x, x * x - .one, x * x * x, -x]
        return next() % 4 == 0 ? pick(edges) ?? .one : Fr.random(using: &self)
    }

    mutating func g1() -> G1 { G1.generator.multiplied(by: fr()) }
    mutating func g2() -> G2 { G2.generator.multiplied(by: fr()) }
}

func same(_ a: Fp, _ b: Fp) -> Bool { Fp.equalBit(a, b) == 1 }
func same(_ a: Fp2, _ b: Fp2) -> Bool { Fp2.equalBit(a, b) == 1 }
func same(_ a: Fp6, _ b: Fp6) -> Bool { Fp6.equalBit(a, b) == 1 }
func same(_ a: Fp12, _ b: Fp12) -> Bool { Fp12.equalBit(a, b) == 1 }

extension Fp {
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0xaa, count: Fp.byteCount)
        bytes.withUnsafeMutableBytes { write(to: $0) }
        return bytes
    }

    init?(_ bytes: [UInt8]) {
        guard let value = bytes.withUnsafeBytes({ Fp(bigEndian: $0) }) else { return nil }
        self = value
    }
}

/// The code of what `body` throws; nil if it throws nothing.
func code(_ body: () throws(BLS12381Error) -> Void) -> BLS12381Error.Code? {
    do { try body() } catch { return error.code }
    return nil
}

/// p, big-endian.
let modulus =
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"
/// r, big-endian.
let order = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"
