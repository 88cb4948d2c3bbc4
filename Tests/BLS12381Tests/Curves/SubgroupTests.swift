import BLS12381
import Foundation
import Primitives
import TestSupport
import Testing

@Suite("Membership in the subgroups")
struct SubgroupTests {
    @Test("is denied to random points of the curves, which clearing the cofactor takes in")
    func randomPoints() throws {
        var generator = SplitMix64(seed: 41)
        var met = 0
        for _ in 0..<60 {
            var bytes = generator.fp().bytes
            bytes[0] |= 0x80
            if let point = try? G1.Unchecked(compressed: bytes) {
                #expect(!point.isInSubgroup)
                #expect(code { () throws(BLS12381Error) in _ = try point.checked() } == .notInSubgroup)
                let cleared = point.clearingCofactor()
                #expect(try G1(compressed: cleared.compressed) == cleared)
                met += 1
            }
            bytes += generator.fp().bytes
            if let point = try? G2.Unchecked(compressed: bytes) {
                #expect(!point.isInSubgroup)
                #expect(code { () throws(BLS12381Error) in _ = try point.checked() } == .notInSubgroup)
                let cleared = point.clearingCofactor()
                #expect(try G2(compressed: cleared.compressed) == cleared)
                met += 1
            }
        }
        #expect(met > 20)
    }

    @Test("is denied to points of small order, alone or added to points of the subgroup")
    func smallOrders() throws {
        var tests = URL(fileURLWithPath: #filePath)
        while tests.lastPathComponent != "Tests" && tests.path != "/" { tests.deleteLastPathComponent() }
        let file = tests.appending(path: "Vectors/crypto/bls_small_order.json")
        let cases = try #require(try JSON(parsing: Array(Data(contentsOf: file)))["cases"]?.array)
        #expect(cases.count == 20)
        for aCase in cases {
            let input = try #require(aCase["input"])
            let bytes = try Hex.decode(#require(input["compressed"]?.string))
            if input["group"]?.string == "G1" {
                let point = try G1.Unchecked(compressed: bytes)
                #expect(!point.isInSubgroup)
                #expect(code { () throws(BLS12381Error) in _ = try G1(compressed: bytes) } == .notInSubgroup)
            } else {
                let point = try G2.Unchecked(compressed: bytes)
                #expect(!point.isInSubgroup)
                #expect(code { () throws(BLS12381Error) in _ = try G2(compressed: bytes) } == .notInSubgroup)
            }
        }
    }

    @Test("is granted to multiples of the generators and to infinity")
    func members() throws {
        var generator = SplitMix64(seed: 42)
        for _ in 0..<30 {
            #expect(try G1.Unchecked(compressed: generator.g1().compressed).isInSubgroup)
            #expect(try G2.Unchecked(uncompressed: generator.g2().uncompressed).isInSubgroup)
        }
        #expect(try G1.Unchecked(compressed: G1.identity.compressed).isInSubgroup)
        #expect(try G2.Unchecked(compressed: G2.identity.compressed).isInSubgroup)
    }
}
