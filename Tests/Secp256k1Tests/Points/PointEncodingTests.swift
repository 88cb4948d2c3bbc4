import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("SEC 1 encodings")
struct PointEncodingTests {
    private let gx = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    private let gy = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
    private let p = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"

    private func failure(_ hex: String, _ backend: Secp256k1Backend) throws -> Secp256k1Error.Code? {
        let input = try bytes(hex)
        return code { () throws(Secp256k1Error) in _ = try Point(input, using: backend) }
    }

    @Test("reads what it writes, in both forms and from any collection", arguments: Curve.backends)
    func roundTrips(backend: Secp256k1Backend) throws {
        var generator = SplitMix64(seed: 6)
        for _ in 0..<100 {
            let point = Point.generator(timesSecret: .random(using: &generator), using: backend)
            let compressed = try #require(point.compressed)
            let uncompressed = try #require(point.uncompressed)
            #expect(compressed.count == 33 && uncompressed.count == 65)
            #expect(try Point(compressed, using: backend) == point)
            #expect(try Point(uncompressed, using: backend) == point)
            #expect(try Point(AnyCollection(compressed), using: backend) == point)
            #expect(try Point(([9] + uncompressed).dropFirst(), using: backend) == point)
            #expect(try Point(x: #require(point.x), y: #require(point.y)) == point)
            #expect(point.description == compressed.hex)
            #expect(compressed[0] == (point.hasOddY ? 3 : 2))
        }
    }

    @Test("refuses every wrong length", arguments: Curve.backends)
    func refusesLengths(backend: Secp256k1Backend) throws {
        for count in 0..<140 where count != 33 && count != 65 {
            for tag in [0, 2, 3, 4] as [UInt8] {
                let input = [UInt8]([tag] + [UInt8](repeating: 1, count: count)).prefix(count)
                let expected = Secp256k1Error.Code.wrongLength(expected: [33, 65], actual: count)
                #expect(
                    code { () throws(Secp256k1Error) in _ = try Point(input, using: backend) } == expected)
                #expect(
                    code { () throws(Secp256k1Error) in _ = try Point(AnyCollection(input), using: backend) }
                        == expected)
            }
        }
    }

    @Test("refuses hybrid, compact, infinity and unknown tags", arguments: Curve.backends)
    func refusesTags(backend: Secp256k1Backend) throws {
        for tag in UInt8.min...UInt8.max {
            let prefix = [tag].hex
            if tag != 2 && tag != 3 {
                #expect(try failure(prefix + gx, backend) == .invalidPrefix(tag))
            }
            if tag != 4 {
                #expect(try failure(prefix + gx + gy, backend) == .invalidPrefix(tag))
            }
        }
        #expect(try failure("00", backend) == .wrongLength(expected: [33, 65], actual: 1))
    }

    @Test("refuses coordinates of p and more", arguments: Curve.backends)
    func refusesLargeCoordinates(backend: Secp256k1Backend) throws {
        let all = String(repeating: "f", count: 64)
        // p + 1 stands for x = 1, which is on the curve.
        let aliased = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30"
        for x in [p, all, aliased] {
            #expect(try failure("02" + x, backend) == .coordinateOutOfRange)
            #expect(try failure("03" + x, backend) == .coordinateOutOfRange)
            #expect(try failure("04" + x + gy, backend) == .coordinateOutOfRange)
            #expect(try failure("04" + gx + x, backend) == .coordinateOutOfRange)
        }
    }

    @Test("refuses points off the curve", arguments: Curve.backends)
    func refusesOffCurve(backend: Secp256k1Backend) throws {
        for x in [0, 5, 7, 9, 10] {
            let x = String(repeating: "0", count: 62) + [UInt8(x)].hex
            #expect(try failure("02" + x, backend) == .notOnCurve)
            #expect(try failure("03" + x, backend) == .notOnCurve)
        }
        let zero = String(repeating: "0", count: 64)
        #expect(try failure("04" + zero + zero, backend) == .notOnCurve)
        #expect(try failure("04" + gy + gx, backend) == .notOnCurve)
        // One bit changed in y.
        #expect(try failure("04" + gx + gy.dropLast() + "9", backend) == .notOnCurve)
        let (x, y) = (try Bytes32(hex: gy), try Bytes32(hex: gx))
        #expect(code { () throws(Secp256k1Error) in _ = try Point(x: x, y: y) } == .notOnCurve)
        #expect(
            code { () throws(Secp256k1Error) in _ = try Point(x: .zero, y: .zero) } == .notOnCurve)
    }

    @Test("a public key is not infinity, and its errors say public key")
    func readsPublicKeys() throws {
        #expect(code { () throws(Secp256k1Error) in _ = try PublicKey(.infinity) } == .infinity)
        let key = try PublicKey(.generator)
        #expect(key.x.hex == gx && key.y.hex == gy)
        #expect(try PublicKey(key.compressed) == key)
        #expect(try PublicKey(key.uncompressed) == key)
        #expect(key.description == "02" + gx)
        #expect(throws: Secp256k1Error(.invalidPrefix(6), .publicKey)) {
            try PublicKey(bytes("06" + gx + gy))
        }
        #expect(throws: Secp256k1Error(.wrongLength(expected: [33, 65], actual: 0), .publicKey)) {
            try PublicKey([])
        }
    }
}
