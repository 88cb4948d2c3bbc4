import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("RLP") struct RLPTests {
    // The examples of the Yellow Paper's appendix and the wiki that preceded it.
    static let known: [(RLPItem, String)] = [
        (.string([]), "80"), (.list([]), "c0"), (.string([0]), "00"), (.string([0x7f]), "7f"),
        (.string([0x80]), "8180"), (.string(Array("dog".utf8)), "83646f67"),
        ([.string(Array("cat".utf8)), .string(Array("dog".utf8))], "c88363617483646f67"),
        ([[], [[]], [[], [[]]]], "c7c0c1c0c3c0c1c0"),
        (.string([UInt8](repeating: 0x61, count: 55)), "b7" + String(repeating: "61", count: 55)),
        (.string([UInt8](repeating: 0x61, count: 56)), "b838" + String(repeating: "61", count: 56)),
        (.string([UInt8](repeating: 0x61, count: 1024)), "b90400" + String(repeating: "61", count: 1024)),
        (.list([RLPItem](repeating: .string([1]), count: 56)), "f838" + String(repeating: "01", count: 56)),
    ]

    @Test("encodes and decodes the known examples", arguments: known) func examples(
        item: RLPItem, hex: String
    ) throws {
        #expect(item.encoded.hex == hex)
        #expect(try RLPItem(decoding: [UInt8](hex: hex)) == item)
    }

    @Test(
        "refuses what is not canonical",
        arguments: [
            ("", RLPError.Code.truncated), ("81", .truncated), ("8100", .nonCanonicalByte),
            ("817f", .nonCanonicalByte),
            ("b800", .nonCanonicalLength), ("b837" + String(repeating: "61", count: 55), .nonCanonicalLength),
            ("b90038" + String(repeating: "61", count: 56), .nonCanonicalLength),
            ("f800", .nonCanonicalLength),
            ("c1", .truncated), ("c101c0", .trailingBytes), ("8080", .trailingBytes), ("c281", .truncated),
            ("bfffffffffffffffff", .truncated), ("ffffffffffffffffff", .truncated), ("c28200", .truncated),
            ("bf7fffffffffffffff", .truncated),
        ])
    func refusals(hex: String, code: RLPError.Code) throws {
        let error = #expect(throws: RLPError.self) { try RLPItem(decoding: [UInt8](hex: hex)) }
        #expect(error?.code == code)
    }

    @Test("limits the depth of lists") func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            var item = RLPItem.list([])
            for _ in 1..<depth { item = .list([item]) }
            return item.encoded
        }
        #expect(throws: Never.self) { try RLPItem(decoding: nested(RLPItem.depthLimit)) }
        let error = #expect(throws: RLPError.self) { try RLPItem(decoding: nested(RLPItem.depthLimit + 1)) }
        #expect(error?.code == .tooDeep(limit: RLPItem.depthLimit))
        #expect(throws: RLPError.self) {
            try RLPItem(decoding: [UInt8](repeating: 0xc1, count: 1_000_000) + [0xc0])
        }
    }

    @Test("reads typed fields and names what is wrong with them") func reader() throws {
        let bytes = RLPWriter.list { list in
            list.append(UInt64.max)
            list.append(UInt256.max)
            list.append(Bytes32.zero)
            list.append([1, 2, 3])
            list.appendList { $0.append(UInt64(0)) }
        }
        var outer = RLPReader(bytes)
        var list = try outer.list()
        #expect(try list.uint64() == .max)
        #expect(try list.uint256() == .max)
        #expect(try list.bytes32() == .zero)
        #expect(throws: RLPError.self) { try list.string(count: 4) }
        #expect(try list.nextIsList())
        var inner = try list.list()
        #expect(try inner.uint64() == 0)
        #expect(inner.isAtEnd && list.isAtEnd && outer.isAtEnd)
        #expect(throws: RLPError(.truncated, at: bytes.count)) { try outer.string() }

        func field<T>(_ hex: String, _ read: (inout RLPReader) throws -> T) throws -> RLPError.Code? {
            var reader = RLPReader(try [UInt8](hex: hex))
            do { _ = try read(&reader) } catch let error as RLPError { return error.code }
            return nil
        }
        #expect(try field("00") { try $0.uint64() } == .nonCanonicalInteger)
        #expect(try field("820001") { try $0.uint256() } == .nonCanonicalInteger)
        #expect(try field("89010000000000000000") { try $0.uint64() } == .integerTooLarge(bits: 64))
        #expect(
            try field("a101" + String(repeating: "00", count: 32)) { try $0.uint256() }
                == .integerTooLarge(bits: 256))
        #expect(try field("c0") { try $0.string() } == .expectedString)
        #expect(try field("80") { try $0.list() } == .expectedList)
        #expect(try field("80") { try $0.bytes32() } == .wrongLength(expected: 32, actual: 0))
    }

    @Test("writes integers in their shortest form") func integers() throws {
        var rng = SplitMix64(seed: 11)
        for _ in 0..<5_000 {
            let value = (UInt256(rng.next()) << Int(rng.next() % 200)) >> Int(rng.next() % 64)
            var (wide, tree) = (RLPWriter(), RLPWriter())
            wide.append(value)
            tree.append(value.minimalBigEndianBytes)
            #expect(wide.bytes == tree.bytes)
            var reader = RLPReader(wide.bytes)
            #expect(try reader.uint256() == value && reader.isAtEnd)
        }
    }

    @Test("accepts only what encodes back to the same bytes") func fuzz() {
        var rng = SplitMix64(seed: fuzzSeed &+ 12)
        let samples = Self.known.map { $0.0.encoded }
        for round in 0..<fuzzIterations {
            let bytes =
                round % 2 == 0
                ? rng.bytes(upTo: 24).map { rng.next() % 3 == 0 ? 0xc0 | $0 & 7 : $0 }
                : rng.mutated(rng.pick(samples) ?? [])
            if let item = try? RLPItem(decoding: bytes) { #expect(item.encoded == bytes) }
        }
    }
}
