import Primitives
import Secp256k1

/// Constants and shorthands that several suites share.
enum Curve {
    static let p = Natural(hex: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f")
    static let n = Natural(hex: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")

    /// Both where both are compiled in.
    static let backends = [Secp256k1Backend.portable] + (Secp256k1Backend.system.map { [$0] } ?? [])

    /// 0, 1, 2, 3, 15, 16, 17, 31, 32, 33, around n/2, 2^128 and n.
    static let edgeScalars: [Scalar] = {
        let small = ([0, 1, 2, 3, 15, 16, 17, 31, 32, 33] as [UInt64]).map { Scalar($0) }
        let half = Scalar(2).inverse()  // (n + 1) / 2
        var power = Scalar(1 << 32)
        power = power * power
        power = power * power  // 2^128
        let middle = [half - Scalar(2), half - .one, half, half + .one, power - .one, power, power + .one]
        return small + small.map { -$0 } + middle
    }()
}

func bytes(_ hex: String) throws -> [UInt8] { try [UInt8](hex: hex) }

func scalar(_ hex: String) throws -> Scalar { try Scalar(canonical: [UInt8](hex: hex)) }

/// The code of the error that `body` throws, or nil if it throws none.
func code(_ body: () throws(Secp256k1Error) -> Void) -> Secp256k1Error.Code? {
    do {
        try body()
        return nil
    } catch {
        return error.code
    }
}
