import Primitives
import TestSupport
import Testing

@Suite("Base32 and Base64")
struct BaseEncodingTests {
    @Test(
        "gives the test vectors of RFC 4648 section 10",
        arguments: [
            ("", "", ""), ("f", "Zg==", "MY======"), ("fo", "Zm8=", "MZXQ===="),
            ("foo", "Zm9v", "MZXW6==="), ("foob", "Zm9vYg==", "MZXW6YQ="),
            ("fooba", "Zm9vYmE=", "MZXW6YTB"), ("foobar", "Zm9vYmFy", "MZXW6YTBOI======"),
        ])
    func rfc(_ text: String, _ base64: String, _ base32: String) throws {
        let bytes = [UInt8](text.utf8)
        #expect(Base64.encode(bytes) == base64)
        #expect(try Base64.decode(base64) == bytes)
        #expect(Base32.encode(bytes, letters: .upper, padded: true) == base32)
        #expect(try Base32.decode(base32, letters: .upper, padding: .required) == bytes)

        let bare = String(base32.prefix { $0 != "=" }).lowercased()
        #expect(Base32.encode(bytes) == bare)
        #expect(try Base32.decode(bare) == bytes)
        #expect(try Base32.decode(bare, padding: .optional) == bytes)
    }

    @Test("spells every remainder as an independent implementation does")
    func chain() {
        let lines = (0..<200).map { count in
            let bytes = pattern(count)
            return Base64.encode(bytes) + Base64URL.encode(bytes, padded: true)
                + Base32.encode(bytes, letters: .upper, padded: true)
        }
        let hash = Keccak256.hash(lines.joined(separator: "\n").utf8)
        #expect(hash.hex == "e0f773a9a0beb9b4cd8dcf6bc8a0dc218e665fdb961c350a38ba96e6005882d9")
    }

    @Test("keeps the alphabets of Base64 and Base64URL apart")
    func alphabets() throws {
        let bytes: [UInt8] = [0xfb, 0xff, 0xfe]
        #expect(Base64.encode(bytes) == "+//+")
        #expect(Base64URL.encode(bytes) == "-__-")
        #expect(throws: BaseEncodingError(.base64, .invalidCharacter(at: 0))) { try Base64.decode("-__-") }
        #expect(throws: BaseEncodingError(.base64url, .invalidCharacter(at: 1))) {
            try Base64URL.decode("-/_-")
        }
    }

    @Test("takes padding as told")
    func padding() throws {
        #expect(throws: BaseEncodingError(.base64, .wrongPadding)) { try Base64.decode("Zg") }
        #expect(throws: BaseEncodingError(.base64, .wrongPadding)) { try Base64.decode("Zg=") }
        #expect(throws: BaseEncodingError(.base64, .wrongPadding)) { try Base64.decode("Zg===") }
        #expect(throws: BaseEncodingError(.base64, .wrongPadding)) { try Base64.decode("Zm9v====") }
        #expect(throws: BaseEncodingError(.base64, .invalidCharacter(at: 4))) {
            try Base64.decode("Zm9v=====")
        }
        #expect(throws: BaseEncodingError(.base64, .wrongPadding)) { try Base64.decode("====") }
        #expect(throws: BaseEncodingError(.base64, .invalidCharacter(at: 2))) {
            try Base64.decode("Zg==Zg==")
        }
        #expect(try Base64.decode("Zg", padding: .forbidden) == [0x66])
        #expect(throws: BaseEncodingError(.base64url, .wrongPadding)) { try Base64URL.decode("Zg==") }
        #expect(try Base64URL.decode("Zg==", padding: .optional) == [0x66])
        #expect(try Base64URL.decode("Zg", padding: .optional) == [0x66])
        #expect(throws: BaseEncodingError(.base64url, .wrongPadding)) {
            try Base64URL.decode("Zg=", padding: .optional)
        }
    }

    @Test("refuses unused bits that are not zero")
    func trailingBits() throws {
        #expect(throws: BaseEncodingError(.base64, .nonZeroTrailingBits)) { try Base64.decode("Zh==") }
        #expect(throws: BaseEncodingError(.base64, .nonZeroTrailingBits)) { try Base64.decode("Zm9=") }
        #expect(throws: BaseEncodingError(.base32, .nonZeroTrailingBits)) { try Base32.decode("mz") }
    }

    @Test("refuses lengths that no bytes have")
    func lengths() {
        #expect(throws: BaseEncodingError(.base64url, .invalidLength(5))) { try Base64URL.decode("Zm9vY") }
        for count in [1, 3, 6, 9] {
            let text = String(repeating: "a", count: count)
            #expect(throws: BaseEncodingError(.base32, .invalidLength(count))) { try Base32.decode(text) }
        }
    }

    @Test("refuses white space, the other letter case and anything beyond ASCII")
    func strangers() {
        for text in ["Zm9v\n", " Zm9v", "Zm\r\n9v", "Zm9é", "Zm9\0"] {
            let error = #expect(throws: BaseEncodingError.self) { try Base64.decode(text) }
            if case .invalidCharacter = error?.code {
            } else {
                Issue.record("\(text): \(String(describing: error))")
            }
        }
        #expect(throws: BaseEncodingError(.base32, .invalidCharacter(at: 0))) { try Base32.decode("MY") }
        #expect(throws: BaseEncodingError(.base32, .invalidCharacter(at: 1))) { try Base32.decode("m1") }
    }

    @Test("accepts only its own spelling of any text")
    func fuzz() {
        var random = SplitMix64(seed: fuzzSeed &+ 3)
        let alphabet = [Character]("abcdefgzAQZ0127+/-_==== \né")
        for _ in 0..<fuzzIterations {
            let texts = [
                random.text(upTo: 20, from: alphabet),
                String(
                    decoding: random.mutated([UInt8](Base64.encode(random.bytes(upTo: 20)).utf8)),
                    as: UTF8.self),
                String(
                    decoding: random.mutated([UInt8](Base32.encode(random.bytes(upTo: 20)).utf8)),
                    as: UTF8.self),
            ]
            for text in texts {
                if let bytes = try? Base64.decode(text) { #expect(Base64.encode(bytes) == text) }
                if let bytes = try? Base64URL.decode(text) { #expect(Base64URL.encode(bytes) == text) }
                if let bytes = try? Base32.decode(text) { #expect(Base32.encode(bytes) == text) }
                if let bytes = try? Base32.decode(text, letters: .upper, padding: .required) {
                    #expect(Base32.encode(bytes, letters: .upper, padded: true) == text)
                }
                if let bytes = try? Hex.decode(text, prefix: .forbidden) {
                    #expect(Hex.encode(bytes) == text.lowercased())
                }
            }
        }
    }
}
