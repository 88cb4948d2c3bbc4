import Primitives
import TestSupport
import Testing

@Suite("Base58")
struct Base58Tests {
    @Test(
        "gives known texts",
        arguments: [
            ("", ""), ("00", "1"), ("000000", "111"), ("39", "z"), ("3a", "21"), ("61", "2g"),
            ("626262", "a3gV"), ("636363", "aPEr"), ("516b6fcd0f", "ABnLTmg"), ("572e4794", "3EFU7m"),
            ("00000000000000000000", "1111111111"), ("10c8511e", "Rt5zm"),
            ("73696d706c792061206c6f6e6720737472696e67", "2cFupjhnEsSn59qHXstmK2ffpLv2"),
            ("00eb15231dfceb60925886b67d065299925915aeb172c06647", "1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L"),
        ])
    func known(_ hex: String, _ text: String) throws {
        let bytes = try [UInt8](hex: hex)
        #expect(try Base58.encode(bytes) == text)
        #expect(try Base58.decode(text) == bytes)
    }

    @Test("spells every length as an independent implementation does, and reads it back")
    func chain() throws {
        let all = (0..<200).map { [UInt8](repeating: 0, count: $0 % 4) + pattern($0) }
        let lines = try all.map { try Base58.encode($0) }
        let hash = Keccak256.hash(lines.joined(separator: "\n").utf8)
        #expect(hash.hex == "fd02ddee5729822fa0cc186bad4ea1a6a6560041c1852680c7bd8845baade6cc")
        for (bytes, line) in zip(all, lines) { #expect(try Base58.decode(line) == bytes) }
    }

    @Test("refuses characters outside the alphabet")
    func strangers() {
        for (text, offset) in [
            ("0", 0), ("1O", 1), ("11I", 2), ("abcdefl", 6), (" a", 0), ("a\n", 1), ("é", 0),
        ] {
            #expect(throws: BaseEncodingError(.base58, .invalidCharacter(at: offset))) {
                try Base58.decode(text)
            }
        }
    }

    @Test("holds to its limit in both directions")
    func limits() throws {
        let ones = String(repeating: "1", count: 1024)
        #expect(try Base58.decode(ones).count == 1024)
        #expect(throws: BaseEncodingError(.base58, .tooLong(limit: 1024, actual: 1025))) {
            try Base58.decode(ones + "1")
        }
        #expect(throws: BaseEncodingError(.base58, .tooLong(limit: 4, actual: 5))) {
            try Base58.encode(pattern(5), limit: 4)
        }
        #expect(throws: BaseEncodingError(.base58, .tooLong(limit: -1, actual: 0))) {
            try Base58.decode("", limit: -1)
        }
    }

    @Test("verifies the checksum of Bitcoin addresses and extended keys")
    func check() throws {
        let address = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
        let payload = try Base58Check.decode(address)
        #expect(payload.hex == "0077bff20c60e522dfaa3350c39b030a5d004e839a")
        #expect(try Base58Check.encode(payload) == address)

        // Master key of test vector 1 in BIP-32.
        let key = """
            xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxW\
            Utg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi
            """
        let fields = """
            0488ade4000000000000000000873dff81c02f525623fd1fe5167eac3a55a049de3d314bb42ee227ffed37d508\
            00e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35
            """
        #expect(try Base58Check.decode(key).hex == fields)
        #expect(try Base58Check.encode([UInt8](hex: fields)) == key)
    }

    @Test("refuses a wrong, missing or partial checksum")
    func wrongChecksum() throws {
        for text in [
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "2BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "", "1", "111",
        ] {
            #expect(throws: BaseEncodingError(.base58check, .wrongChecksum)) { try Base58Check.decode(text) }
        }
        #expect(throws: BaseEncodingError(.base58check, .invalidCharacter(at: 1))) {
            try Base58Check.decode("10")
        }
        // No payload at all, but the right checksum for it.
        #expect(try Base58Check.decode(Base58Check.encode([])) == [])
    }

    @Test("accepts only its own spelling of any text")
    func fuzz() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 4)
        let alphabet = [Character]("111123ABCxyz0OIl é")
        for _ in 0..<fuzzIterations {
            let bytes = random.bytes(upTo: 40)
            let spelled = try Base58.encode(bytes)
            #expect(try Base58.decode(spelled) == bytes)
            let mutated = String(decoding: random.mutated([UInt8](spelled.utf8)), as: UTF8.self)
            for text in [mutated, random.text(upTo: 20, from: alphabet)] {
                if let bytes = try? Base58.decode(text) { #expect(try Base58.encode(bytes) == text) }
                _ = try? Base58Check.decode(text)
            }
        }
    }
}
