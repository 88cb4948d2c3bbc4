import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Encodings of signatures")
struct SignatureEncodingTests {
    @Test("compact, recoverable and DER forms round-trip")
    func roundTrips() throws {
        var generator = SplitMix64(seed: 11)
        let edges: [Scalar] = [.one, Scalar(127), Scalar(128), Scalar(255), Scalar(256), -.one]
        let scalars = edges + (0..<50).map { _ in Scalar.random(using: &generator) }
        for (index, r) in scalars.enumerated() {
            let s = scalars[(index * 3 + 1) % scalars.count]
            let signature = try Signature(r: r, s: s, recoveryID: UInt8(index & 3))
            #expect(try Signature(compact: signature.compact, recoveryID: signature.recoveryID) == signature)
            #expect(try Signature(der: signature.der, recoveryID: signature.recoveryID) == signature)
            #expect(signature.recoverable() == signature.compact + [27 + signature.recoveryID])
            if signature.recoveryID < 2 {
                #expect(try Signature(recoverable: signature.recoverable()) == signature)
                #expect(try Signature(recoverable: signature.recoverable(offset: 0)) == signature)
            }
        }
    }

    @Test("refuses other lengths and other recovery bytes")
    func refusesMalformed() throws {
        let good = try Signature(r: .one, s: .one, recoveryID: 0)
        for count in [0, 1, 63, 64, 65, 66, 130] {
            let input = [UInt8](repeating: 1, count: count)
            if count != 64 {
                #expect(
                    code { () throws(Secp256k1Error) in _ = try Signature(compact: input) }
                        == .wrongLength(expected: [64], actual: count))
            }
            if count != 65 {
                #expect(
                    code { () throws(Secp256k1Error) in _ = try Signature(recoverable: input) }
                        == .wrongLength(expected: [65], actual: count))
            }
        }
        for v in UInt8.min...UInt8.max where ![0, 1, 27, 28].contains(v) {
            #expect(
                code { () throws(Secp256k1Error) in _ = try Signature(recoverable: good.compact + [v]) }
                    == .invalidRecoveryID(v))
        }
    }

    @Test("writes the shortest DER integers")
    func writesDER() throws {
        let signature = try Signature(r: Scalar(0x7f), s: Scalar(0x80), recoveryID: 0)
        #expect(signature.der.hex == "300702017f02020080")
        let long = try Signature(r: -.one, s: -.one, recoveryID: 0)
        #expect(long.der.count == 72)
        #expect(long.der.hex.hasPrefix("3046022100ffffffff"))
    }

    @Test(
        "refuses everything but strict DER",
        arguments: [
            ("", 0), ("30", 1), ("3000", 2), ("31060201010201", 0), ("3006020101020101ff", 1),
            ("3005020101020101", 1), ("300702010102010100", 8), ("308106020101020101", 1),
            ("3080020101020101", 1), ("30800201010201010000", 1), ("3006030101020101", 2),
            ("3006020101030101", 5), ("30050200020101", 3), ("3006020181020101", 4),
            ("300702020001020101", 4), ("300702010102020001", 7), ("3006020201020101", 6),
            ("300602017f0201", 1), ("30030201", 1), ("3002020a", 3), ("300402010102", 6),
            ("3005020101020a", 6), ("300502010102ff", 6), ("300302017f", 5),
        ])
    func refusesBER(hex: String, offset: Int) throws {
        let input = try bytes(hex)
        #expect(
            code { () throws(Secp256k1Error) in _ = try Signature(der: input) }
                == .invalidDER(offset: offset),
            "\(hex)")
    }

    @Test("refuses DER integers of zero, n and more than 256 bits")
    func refusesDERRanges() throws {
        let n = "022100" + Curve.n.bytes32.hex
        let wide = "022101" + String(repeating: "00", count: 32)
        let overlong = try bytes("3046" + "022101" + String(repeating: "00", count: 31))
        #expect(code { () throws(Secp256k1Error) in _ = try Signature(der: overlong) } != nil)
        for (integer, length) in [("020100", 3), (n, 35), (wide, 35)] {
            let first = try bytes([UInt8(length + 3)].hex.withPrefix("30") + integer + "020101")
            let second = try bytes([UInt8(length + 3)].hex.withPrefix("30") + "020101" + integer)
            #expect(code { () throws(Secp256k1Error) in _ = try Signature(der: first) } == .rOutOfRange)
            #expect(code { () throws(Secp256k1Error) in _ = try Signature(der: second) } == .sOutOfRange)
        }
        let long = [UInt8](repeating: 0x30, count: 1 << 16)
        #expect(code { () throws(Secp256k1Error) in _ = try Signature(der: long) } == .invalidDER(offset: 72))
    }

    @Test("every error says what was wrong with what")
    func describesErrors() {
        let codes: [Secp256k1Error.Code] = [
            .wrongLength(expected: [33, 65], actual: 3), .invalidPrefix(6), .scalarOutOfRange,
            .zeroPrivateKey,
            .coordinateOutOfRange, .notOnCurve, .infinity, .rOutOfRange, .sOutOfRange, .invalidRecoveryID(4),
            .unrecoverable, .invalidDER(offset: 2), .signingFailed,
        ]
        let texts = codes.map { Secp256k1Error($0, .publicKey).description }
        #expect(Set(texts).count == codes.count)
        #expect(texts.allSatisfy { $0.hasPrefix("public key: ") })
        #expect(texts[0] == "public key: expected 33 or 65 bytes, got 3")
    }
}

extension String {
    fileprivate func withPrefix(_ prefix: String) -> String { prefix + self }
}
