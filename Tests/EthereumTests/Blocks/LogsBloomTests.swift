import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("Logs bloom") struct LogsBloomTests {
    static func log() throws -> Log {
        Log(
            address: try Address("0x7dcd17433742f4c0ca53122ab541d0ba67fc27df"),
            topics: [
                try Bytes32(hex: "00000000000000000000000000000000000000000000000000000000656d6974"),
                try Bytes32(hex: "462708a3c1cd03b21605715d090136df64e227f7e7792f74bb1bd7a8288f8801"),
            ], data: [])
    }

    /// The bits that the filter of the official chain's first blob transaction has.
    static let knownBits = [708, 711, 1285, 1401, 1454, 1605, 1702, 1823]

    static func bits(_ bloom: LogsBloom) -> [Int] {
        let bytes = bloom.bytes
        return (0..<2048).filter { bytes[255 - $0 / 8] >> UInt8($0 % 8) & 1 == 1 }
    }

    @Test("sets the known bits of a known log") func known() throws {
        let bloom = LogsBloom([try Self.log()])
        #expect(Self.bits(bloom) == Self.knownBits)
        #expect(LogsBloom(bloom.bytes) == bloom)
    }

    @Test("takes the lowest eleven bits of the hash's first three pairs of bytes") func definition() {
        var rng = SplitMix64(seed: 31)
        for _ in 0..<200 {
            let topic = Bytes32(words: rng.next(), rng.next(), rng.next(), rng.next())
            let address = Address(truncating: topic)
            for (key, value) in [
                (LogsBloom.Key(topic), topic.bytes), (LogsBloom.Key(address), address.bytes),
            ] {
                let hash = Keccak256.hash(value).bytes
                let expected = Set([0, 2, 4].map { (Int(hash[$0]) << 8 | Int(hash[$0 + 1])) & 2047 })
                var bloom = LogsBloom()
                bloom.insert(key)
                #expect(Set(Self.bits(bloom)) == expected)
            }
        }
    }

    @Test("finds what was put in, and not everything else") func membership() throws {
        let log = try Self.log()
        let bloom = LogsBloom([log])
        #expect(bloom.contains(.init(log.address)))
        #expect(log.topics.allSatisfy { bloom.contains(.init($0)) })
        #expect(!bloom.contains(.init(Address.zero)))
        #expect(!bloom.contains(.init(Bytes32.zero)))
        var rng = SplitMix64(seed: 32)
        let found = (0..<1_000).count { _ in
            bloom.contains(.init(Bytes32(words: rng.next(), rng.next(), rng.next(), rng.next())))
        }
        #expect(found < 5)
    }

    @Test("unites filters") func union() throws {
        let (log, other) = (try Self.log(), Log(address: .zero, topics: [.zero], data: []))
        let (a, b) = (LogsBloom([log]), LogsBloom([other]))
        #expect(a.union(b) == LogsBloom([log, other]))
        #expect(b.union(a) == a.union(b))
        #expect(a.union(LogsBloom()) == a && LogsBloom().union(a) == a)
        #expect(a != b && a.union(a) == a)
    }

    @Test("has one form without bits") func empty() {
        let zeros = [UInt8](repeating: 0, count: 256)
        #expect(LogsBloom().bytes == zeros)
        #expect(LogsBloom(zeros) == LogsBloom())
        #expect(LogsBloom().isEmpty && LogsBloom([]) == LogsBloom())
        #expect(!LogsBloom().contains(.init(Bytes32.zero)))
    }

    @Test("takes 256 bytes, and gives the same back") func lengths() {
        for count in [0, 1, 255, 257] { #expect(LogsBloom([UInt8](repeating: 1, count: count)) == nil) }
        var rng = SplitMix64(seed: 33)
        for _ in 0..<50 {
            let bytes = rng.bytes(256)
            #expect(LogsBloom(bytes)?.bytes == bytes)
        }
    }
}
