import Primitives
import TestSupport
import Testing

@Suite("Keccak-256 and SHA3-256")
struct KeccakTests {
    @Test(
        "gives known hashes",
        arguments: [
            ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
            ("hello", "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8"),
            (
                "Transfer(address,address,uint256)",
                "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
            ),
        ])
    func known(_ text: String, _ hash: String) {
        #expect(Keccak256.hash(text.utf8).hex == hash)
    }

    @Test("agrees with an independent implementation at every length around the rate")
    func chain() {
        let hashes = (0..<600).flatMap { Keccak256.hash(pattern($0)).bytes }
        #expect(
            Keccak256.hash(hashes).hex == "d045375b2f068865c1466bbbfc1dadba09dc70edf3a5de29763b4e92910e16ac")
    }

    @Test("hashes a million bytes")
    func million() {
        let million = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(
            Keccak256.hash(million).hex == "fadae6b49f129bbb812be8407b7b2894f34aecf6dbd1f9b0f0c7e9853098fc96")
    }

    @Test("hashes pieces of any size as the whole")
    func pieces() {
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let bytes = random.bytes(upTo: 700)
            var hasher = Keccak256()
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 0...min(rest.count, 300), using: &random)
                hasher.update(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(hasher.finalize() == Keccak256.hash(bytes))
        }
    }

    @Test("goes on after a hash was taken")
    func snapshot() {
        var hasher = Keccak256()
        #expect(hasher.finalize() == Keccak256.hash([]))
        hasher.update([1])
        #expect(hasher.finalize() == Keccak256.hash([1]))
        hasher.update([2])
        #expect(hasher.finalize() == Keccak256.hash([1, 2]))
    }

    @Test("hashes a word as its bytes")
    func words() {
        let word = Keccak256.hash([1])
        #expect(Keccak256.hash(word) == Keccak256.hash(word.bytes))
        #expect(word.bytes.withUnsafeBytes { Keccak256.hash($0) } == Keccak256.hash(word))
    }

    @Test("SHA3-256 gives known hashes at every length")
    func sha3() {
        #expect(
            SHA3_256.hash("abc".utf8).hex
                == "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")
        let hashes = (0..<300).flatMap { SHA3_256.hash(pattern($0)).bytes }
        #expect(
            Keccak256.hash(hashes).hex == "13f3d27dc1029d67af2e9acffc2b941e56e2e0e7112f7501e5e630278d2eb6c1")
    }
}
