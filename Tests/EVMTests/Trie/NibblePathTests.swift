import EVM
import Primitives
import TestSupport
import Testing

@Suite("A path of nibbles")
struct NibblePathTests {
    @Test("takes keys of up to thirty-two bytes apart, and no longer ones")
    func limits() throws {
        let path = try #require(NibblePath(bytes: [0x1a, 0xf0]))
        #expect(path.nibbles == [1, 10, 15, 0] && path.count == 4 && path.description == "1af0")
        #expect(NibblePath(bytes: []) == .root)
        #expect(NibblePath(bytes: [UInt8](repeating: 1, count: 32))?.count == 64)
        #expect(NibblePath(bytes: [UInt8](repeating: 1, count: 33)) == nil)
        #expect(NibblePath(nibbles: [UInt8](repeating: 1, count: 65)) == nil)
        #expect(NibblePath(nibbles: [16]) == nil)
        #expect(NibblePath(nibbles: [1, 10]) == NibblePath(bytes: [0x1a]))
    }

    @Test("orders, cuts and compares like an array of nibbles")
    func likeArrays() throws {
        var random = SplitMix64(seed: fuzzSeed)
        for _ in 0..<2_000 {
            let a = random.bytes(upTo: 64).map { $0 & 1 }
            let b = random.bytes(upTo: 64).map { $0 & 1 }
            let (pathA, pathB) = (try #require(NibblePath(nibbles: a)), try #require(NibblePath(nibbles: b)))
            #expect(pathA.nibbles == a)
            #expect((pathA < pathB) == a.lexicographicallyPrecedes(b))
            #expect((pathA == pathB) == (a == b))
            let cut = Int(random.next() % 66)
            #expect(pathA.prefix(cut).nibbles == Array(a.prefix(cut)))
            let compact = HexPrefix.encode(pathA, isLeaf: cut % 2 == 0)
            let decoded = try #require(HexPrefix.decode(compact))
            #expect(decoded.path == pathA && decoded.isLeaf == (cut % 2 == 0))
        }
    }

    @Test(
        "has one compact form only",
        arguments: [
            [], [0x40], [0x80, 1], [0x01], [0x2f, 1], [UInt8](repeating: 0, count: 34),
            [0x11] + [UInt8](repeating: 0, count: 32),
        ] as [[UInt8]])
    func refusals(bytes: [UInt8]) {
        #expect(HexPrefix.decode(bytes) == nil)
    }
}
