import Primitives
import Testing

@Suite("Multihash")
struct MultihashTests {
    @Test("holds the SHA-256 of content")
    func sha256() throws {
        let hash = Multihash.sha256(of: "hello world".utf8)
        #expect(hash.bytes.hex == "1220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9")
        #expect(try Multihash(hash.bytes) == hash)
        #expect(hash.matches("hello world".utf8) == true)
        #expect(hash.matches("hello".utf8) == false)
    }

    @Test("knows identity, and carries what it does not know")
    func others() throws {
        let identity = try Multihash(function: .identity, digest: [1, 2])
        #expect(identity.bytes == [0, 2, 1, 2])
        #expect(identity.matches([1, 2]) == true)
        #expect(identity.matches([1]) == false)
        let unknown = try Multihash([0xa0, 0xe4, 0x02, 0x02, 7, 8])
        #expect(unknown.function.rawValue == 0xb220)
        #expect(unknown.digest == [7, 8])
        #expect(unknown.matches([]) == nil)
        #expect(unknown.bytes == [0xa0, 0xe4, 0x02, 0x02, 7, 8])
    }

    @Test("refuses digests of the wrong length")
    func lengths() {
        #expect(throws: CIDError(.digestLength(function: 0x12, count: 31))) {
            try Multihash([0x12, 31] + pattern(31))
        }
        #expect(throws: CIDError(.digestLength(function: 0, count: 129))) {
            try Multihash([0x00, 0x81, 0x01] + pattern(129))
        }
        #expect(throws: CIDError(.digestLength(function: 1, count: 129))) {
            try Multihash(function: .init(rawValue: 1), digest: pattern(129))
        }
        #expect(throws: CIDError(.numberTooLarge(1 << 63))) {
            try Multihash(function: .init(rawValue: 1 << 63), digest: [])
        }
    }

    @Test("refuses what is cut short, too long or not minimal")
    func malformed() {
        for bytes: [UInt8] in [[], [0x12], [0x12, 0x20], [0x00, 2, 1], [0x00, 1, 1, 1], [0x80, 0x00, 0]] {
            let error = #expect(throws: CIDError.self) { try Multihash(bytes) }
            if case .malformed = error?.code {
            } else {
                Issue.record("\(bytes): \(String(describing: error))")
            }
        }
    }
}
