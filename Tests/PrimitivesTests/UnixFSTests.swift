import Primitives
import TestSupport
import Testing

@Suite("UnixFS")
struct UnixFSTests {
    @Test(
        "identifies short files as IPFS does",
        arguments: [
            ("", "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH"),
            ("hello world", "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD"),
        ])
    func short(_ content: String, _ cid: String) {
        #expect(CID.ofFile(content: content.utf8).description == cid)
    }

    @Test(
        "identifies files of one chunk and more",
        arguments: [
            (262_144, "Qma81h2ZqbvJW2EQkiVUZ17aSvNWqAtvUPhh8mQBPU8W7c"),
            (262_145, "QmTaxvXcxpzzaatSEEAYr7t3knkJ6DmTVbr8MjJJWLRWpV"),
            (1_048_576, "QmNecXLe3tMEdoo992NpHrcXwtbvieS1KhNmrv2iE2VBBN"),
            (45_613_056, "QmSFFbR63aHfeAutBngoh4rNB94bQNHQ8pTrwpH9wjp33C"),
            (45_613_057, "QmYvaYB42WKiAbjpfz5p6yuhrKMx8wS571cKV2J17BwS1S"),
        ])
    func large(_ count: Int, _ cid: String) {
        let piece = [UInt8](repeating: 0x61, count: 1_000_003)
        var hasher = UnixFSHasher()
        var left = count
        while left > 0 {
            hasher.update(piece.prefix(left))
            left -= min(left, piece.count)
        }
        #expect(hasher.finalize().description == cid)
    }

    @Test("agrees with itself whether fed whole or in pieces, and goes on after a result")
    func pieces() {
        let content = pattern(600_000)
        var hasher = UnixFSHasher()
        for start in stride(from: 0, to: content.count, by: 9_973) {
            hasher.update(content[start..<min(start + 9_973, content.count)])
            if start == 59 * 9_973 {
                #expect(hasher.finalize() == CID.ofFile(content: content[..<(60 * 9_973)]))
            }
        }
        #expect(hasher.finalize() == CID.ofFile(content: content))
    }

    @Test(
        "grows as deep as an independent implementation, at the edges of levels",
        arguments: [
            (522, "QmVRgtpRJxtBJtZ3K3wSky5aqWMgsjE59B9iB9Sn72N7Kc"),
            (523, "QmVXeQoa79NS6Sx8FWwK6GmYQmzemtdzKMNkMu42JncHEm"),
            (90_827, "QmSQvaPqwifiyGqoUPFLV4whBAUAR9TZkhXr5XJdeaMP7f"),
            (90_828, "QmXfDsb92vzYoCW1iVEfNBbWv2N4C8WtuFDQXSqJyzaBGB"),
            (90_829, "QmYHtd6VCcizVuHXKQHne8QuksbKQr6GVJuQ3cD23bX1gN"),
        ])
    func depths(_ count: Int, _ cid: String) {
        var hasher = UnixFSHasher(chunkSize: 3, maximumLinks: 174)
        hasher.update(pattern(count))
        #expect(hasher.finalize().description == cid)
    }

    @Test("equals a tree built from the top at every size, for small chunks and few links")
    func everySize() {
        for (chunkSize, links) in [(1, 2), (2, 3), (3, 4), (5, 2)] {
            for count in 0...150 {
                let content = pattern(count)
                var hasher = UnixFSHasher(chunkSize: chunkSize, maximumLinks: links)
                hasher.update(content)
                let tree = WholeTree(chunkSize: chunkSize, links: links)
                #expect(hasher.finalize() == tree.cid(content), "\(count) bytes by \(chunkSize), \(links)")
            }
        }
    }

    @Test("equals a tree built from the top at random sizes around chunks and levels")
    func aroundBoundaries() {
        var random = SplitMix64(seed: 8)
        for _ in 0..<30 {
            let chunkSize = Int.random(in: 1...300, using: &random)
            let leaves = [1, 2, 173, 174, 175, 348, 349].randomElement(using: &random) ?? 1
            let count = max(0, chunkSize * leaves + Int.random(in: -2...2, using: &random))
            let content = random.bytes(count)
            var hasher = UnixFSHasher(chunkSize: chunkSize, maximumLinks: 174)
            var rest = content[...]
            while !rest.isEmpty {
                let take = Int.random(in: 1...(3 * chunkSize), using: &random)
                hasher.update(rest.prefix(take))
                rest = rest.dropFirst(take)
            }
            let tree = WholeTree(chunkSize: chunkSize, links: 174)
            #expect(hasher.finalize() == tree.cid(content), "\(count) bytes by \(chunkSize)")
        }
    }
}

/// The slow way: choose the depth first, then build the whole tree from the top by recursion.
private struct WholeTree {
    let chunkSize: Int
    let links: Int

    struct Node {
        let block: [UInt8]
        let total: Int
        let content: Int
    }

    func cid(_ content: [UInt8]) -> CID {
        var span = chunkSize
        while span < content.count { span *= links }
        return CID(dagPB: SHA2.sha256(node(content[...], span: span).block))
    }

    private func node(_ content: ArraySlice<UInt8>, span: Int) -> Node {
        if span == chunkSize {
            let data = number(1, 2) + (content.isEmpty ? [] : field(2, content)) + number(3, content.count)
            let block = field(1, data)
            return Node(block: block, total: block.count, content: content.count)
        }
        let step = span / links
        let children = stride(from: content.startIndex, to: content.endIndex, by: step).map { start in
            node(content[start..<min(start + step, content.endIndex)], span: step)
        }
        var block: [UInt8] = []
        var data = number(1, 2) + number(3, content.count)
        for child in children {
            let hash = [0x12, 0x20] + SHA2.sha256(child.block).bytes
            block += field(2, field(1, hash) + field(2, []) + number(3, child.total))
            data += number(4, child.content)
        }
        block += field(1, data)
        let total = block.count + children.map(\.total).reduce(0, +)
        return Node(block: block, total: total, content: content.count)
    }

    private func number(_ field: UInt8, _ value: Int) -> [UInt8] { [field << 3] + varint(value) }

    private func field(_ field: UInt8, _ bytes: some Collection<UInt8>) -> [UInt8] {
        [field << 3 | 2] + varint(bytes.count) + bytes
    }

    private func varint(_ value: Int) -> [UInt8] {
        value < 128 ? [UInt8(value)] : [UInt8(value % 128 + 128)] + varint(value / 128)
    }
}
