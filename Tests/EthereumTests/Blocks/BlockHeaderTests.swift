import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("Block headers") struct BlockHeaderTests {
    /// The genesis block of the official chain of Cancun.
    static func genesis() throws -> BlockHeader {
        let emptyTrie = try Bytes32(hex: "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
        return BlockHeader(
            parentHash: .zero, beneficiary: .zero,
            stateRoot: try Bytes32(hex: "3f721d898239f0f78c63ec54498e1533ac29cdf335b5682a42f97d19b6e83e86"),
            transactionsRoot: emptyTrie, receiptsRoot: emptyTrie, difficulty: 0x20000, number: 0,
            gasLimit: 0x23f_3e20, gasUsed: 0, timestamp: 0, extraData: Array("hivechain".utf8),
            baseFeePerGas: 1_000_000_000, withdrawalsRoot: emptyTrie)
    }

    static let zeros = String(repeating: "0", count: 64)
    static let emptyRoot = "a056e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"

    @Test("encodes a known header to the byte") func known() throws {
        let header = try Self.genesis()
        let parts = [
            "f90246a0", Self.zeros,
            "a01dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
            "94", String(repeating: "0", count: 40),
            "a03f721d898239f0f78c63ec54498e1533ac29cdf335b5682a42f97d19b6e83e86",
            Self.emptyRoot, Self.emptyRoot, "b90100", String(repeating: "0", count: 512),
            "830200008084023f3e2080808968697665636861696ea0", Self.zeros,
            "880000000000000000843b9aca00", Self.emptyRoot, "8080a0", Self.zeros,
        ]
        #expect(header.encoded.hex == parts.joined())
        #expect(header.hash.hex.hasPrefix("414c6377") && header.hash.hex.hasSuffix("bd69118"))
        #expect(try BlockHeader(decoding: header.encoded) == header)
    }

    @Test("decodes what it encodes") func roundtrip() throws {
        var rng = SplitMix64(seed: 41)
        for _ in 0..<300 {
            let header = rng.header()
            let decoded = try BlockHeader(decoding: header.encoded)
            #expect(decoded == header)
            #expect(decoded.hash == Keccak256.hash(header.encoded))
        }
    }

    static func fields() throws -> [RLPItem] {
        guard case .list(let fields) = try RLPItem(decoding: genesis().encoded) else { return [] }
        return fields
    }

    static func error(_ fields: [RLPItem]) -> BlockFormatError? {
        do { _ = try BlockHeader(decoding: RLPItem.list(fields).encoded) } catch { return error }
        return nil
    }

    @Test(
        "says whose form another number of fields is",
        arguments: [(15, "Frontier to Berlin"), (16, "London to Paris"), (17, "Shanghai"), (21, "Prague")])
    func forks(count: Int, fork: String) throws {
        var fields = try Self.fields()
        while fields.count > count { fields.removeLast() }
        while fields.count < count { fields.append(.string([UInt8](repeating: 1, count: 32))) }
        let error = try #require(Self.error(fields))
        #expect(error.code == .wrongFieldCount(expected: 20, actual: count))
        #expect(error.description.contains(fork) && error.description.contains("Cancun has 20"))
    }

    @Test(
        "names the field that is wrong",
        arguments: [
            (0, "parentHash", 31, BlockFormatError.Code.rlp(.wrongLength(expected: 32, actual: 31))),
            (2, "beneficiary", 21, .rlp(.wrongLength(expected: 20, actual: 21))),
            (6, "logsBloom", 255, .rlp(.wrongLength(expected: 256, actual: 255))),
            (7, "difficulty", 33, .rlp(.integerTooLarge(bits: 256))),
            (8, "number", 9, .rlp(.integerTooLarge(bits: 64))),
            (9, "gasLimit", 9, .rlp(.integerTooLarge(bits: 64))),
            (10, "gasUsed", 9, .rlp(.integerTooLarge(bits: 64))),
            (11, "timestamp", 9, .rlp(.integerTooLarge(bits: 64))),
            (13, "prevRandao", 33, .rlp(.wrongLength(expected: 32, actual: 33))),
            (14, "nonce", 7, .rlp(.wrongLength(expected: 8, actual: 7))),
            (15, "baseFeePerGas", 33, .rlp(.integerTooLarge(bits: 256))),
            (16, "withdrawalsRoot", 0, .rlp(.wrongLength(expected: 32, actual: 0))),
            (17, "blobGasUsed", 9, .rlp(.integerTooLarge(bits: 64))),
            (18, "excessBlobGas", 9, .rlp(.integerTooLarge(bits: 64))),
            (19, "parentBeaconBlockRoot", 1, .rlp(.wrongLength(expected: 32, actual: 1))),
        ])
    func widths(index: Int, name: String, length: Int, code: BlockFormatError.Code) throws {
        var fields = try Self.fields()
        fields[index] = .string([UInt8](repeating: 0xff, count: length))
        let error = try #require(Self.error(fields))
        #expect(error.field == name)
        #expect(error.code == code)
        fields[index] = []
        #expect(Self.error(fields)?.code == .rlp(.expectedString))
    }

    @Test("refuses integers with leading zeros, and anything after the header") func canonical() throws {
        for index in [7, 8, 9, 10, 11, 15, 17, 18] {
            var fields = try Self.fields()
            fields[index] = .string([0, 1])
            #expect(Self.error(fields)?.code == .rlp(.nonCanonicalInteger))
        }
        let bytes = try Self.genesis().encoded
        let trailing = #expect(throws: BlockFormatError.self) { try BlockHeader(decoding: bytes + [0x80]) }
        #expect(trailing?.code == .rlp(.trailingBytes))
        let cut = #expect(throws: BlockFormatError.self) { try BlockHeader(decoding: bytes.dropLast()) }
        #expect(cut?.code == .rlp(.truncated))
        #expect(throws: BlockFormatError.self) { try BlockHeader(decoding: []) }
    }

    @Test("keeps extra data of any length") func extraData() throws {
        for count in [0, 1, 32, 33, 1_024] {
            var header = try Self.genesis()
            header.extraData = [UInt8](repeating: 0x42, count: count)
            #expect(try BlockHeader(decoding: header.encoded) == header)
        }
    }
}
