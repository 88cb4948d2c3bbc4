import Primitives
import TestSupport
import Testing

@Suite("SHAKE128")
struct SHAKE128Tests {
    @Test(
        "gives known outputs",
        arguments: [
            ("", "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"),
            ("abc", "5881092dd818bf5cf8a3ddb793fbcba74097d5c526a6d35f97b83351940f2cc8"),
        ])
    func known(_ text: String, _ output: String) {
        #expect(SHAKE128.hash(text.utf8, count: 32).hex == output)
    }

    @Test("agrees with an independent implementation at every length of input and output")
    func chain() {
        let outputs = (0..<600).flatMap { SHAKE128.hash(pattern($0), count: $0) }
        #expect(
            Keccak256.hash(outputs).hex == "70c8296c29b6519f65c1b770cdb6c9acf00e86857c3d0fd2a445fcc15ff57c4f")
    }

    @Test("gives the same stream in pieces of any size")
    func pieces() {
        var random = SplitMix64(seed: 6)
        let whole = SHAKE128.hash(pattern(400), count: 2000)
        for _ in 0..<100 {
            var shake = SHAKE128()
            var rest = pattern(400)[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...min(rest.count, 200), using: &random)
                shake.absorb(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            var output = shake.output()
            var stream: [UInt8] = []
            while stream.count < 1600 {
                stream += output.squeeze(Int.random(in: 0...400, using: &random))
            }
            #expect(stream.elementsEqual(whole.prefix(stream.count)))
        }
    }

    @Test("adds its stream to bytes in place, in pieces as at once")
    func addition() {
        var random = SystemRandomNumberGenerator()
        for count in [0, 1, 7, 8, 167, 168, 169, 1000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let expected = zip(bytes, SHAKE128.hash([5], count: count)).map { $0 ^ $1 }
            var shake = SHAKE128()
            shake.absorb([5])
            var output = shake.output()
            var target = bytes
            var done = 0
            while done < count {
                let piece = Int.random(in: 1...count - done, using: &random)
                target[done..<done + piece].withUnsafeMutableBytes { output.squeeze(addingTo: $0) }
                done += piece
            }
            #expect(target == expected)
        }
    }

    @Test("takes no count for nothing, and a wiped state for none")
    func edges() {
        var shake = SHAKE128()
        shake.absorb([1, 2, 3])
        var output = shake.output()
        #expect(output.squeeze(0) == [])
        #expect(output.squeeze(-5) == [])
        #expect(output.squeeze(4) == SHAKE128.hash([1, 2, 3], count: 4))
        shake.wipe()
        shake.absorb([9])
        output = shake.output()
        #expect(output.squeeze(16) == SHAKE128.hash([9], count: 16))
        output.wipe()
        #expect(output.squeeze(8) == [UInt8](repeating: 0, count: 8))
    }
}
