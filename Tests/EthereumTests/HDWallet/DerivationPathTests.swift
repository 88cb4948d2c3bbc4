import Ethereum
import TestSupport
import Testing

@Suite("Derivation paths")
struct DerivationPathTests {
    @Test("reads and writes paths")
    func readsAndWrites() throws {
        #expect(try DerivationPath(parsing: "m").steps.isEmpty)
        let path = try DerivationPath(parsing: "m/44'/60h/0H/0/2147483647")
        #expect(path.description == "m/44'/60'/0'/0/2147483647")
        #expect(path.steps.map(\.isHardened) == [true, true, true, false, false])
        #expect(path.steps.map(\.number) == [44, 60, 0, 0, 2_147_483_647])
        #expect(path.steps[0].rawValue == 0x8000_002c)
        #expect(DerivationPath.ethereum.description == "m/44'/60'/0'/0")
        #expect(DerivationPath("m/2147483647'")?.description == "m/2147483647'")
        #expect(ChildIndex.normal(1 << 31) == nil && ChildIndex.hardened(1 << 31) == nil)
    }

    @Test(
        "refuses what is no path, and says where",
        arguments: [
            ("", .missingMaster, 0), ("M/0", .missingMaster, 0),
            ("/0", .missingMaster, 0), ("0/1", .missingMaster, 0),
            (" m/0", .missingMaster, 0), ("m/", .emptyStep, 2),
            ("m//0", .emptyStep, 2), ("m/0/", .emptyStep, 4),
            ("m/0//1", .emptyStep, 4), ("m0", .unexpectedCharacter, 1),
            ("m'", .unexpectedCharacter, 1), ("m/'", .unexpectedCharacter, 2),
            ("m/-1", .unexpectedCharacter, 2), ("m/+1", .unexpectedCharacter, 2),
            ("m/ 1", .unexpectedCharacter, 2), ("m/1 ", .unexpectedCharacter, 3),
            ("m/1''", .unexpectedCharacter, 4), ("m/0x1", .unexpectedCharacter, 3),
            ("m/1hh", .unexpectedCharacter, 4), ("m/1’", .unexpectedCharacter, 3),
            ("m/٣", .unexpectedCharacter, 2), ("m/00", .leadingZero, 2),
            ("m/01'", .leadingZero, 2), ("m/2147483648", .numberTooLarge, 2),
            ("m/4294967296'", .numberTooLarge, 2), ("m/0/99999999999999999999999", .numberTooLarge, 4),
        ] as [(String, DerivationPathError.Code, Int)])
    func refuses(_ text: String, _ code: DerivationPathError.Code, _ offset: Int) {
        let error = #expect(throws: DerivationPathError.self) { try DerivationPath(parsing: text) }
        #expect(error?.code == code && error?.offset == offset, "\(String(describing: error))")
    }

    @Test("accepts 255 steps and refuses 256")
    func depth() throws {
        let deepest = try DerivationPath(parsing: "m" + String(repeating: "/1", count: 255))
        #expect(deepest.steps.count == 255)
        #expect(throws: DerivationPathError.self) {
            try DerivationPath(parsing: "m" + String(repeating: "/1", count: 256))
        }
        #expect(throws: DerivationPathError.self) { try deepest.appending(deepest.steps[0]) }
    }

    @Test("survives random texts, and reads back what it writes")
    func fuzz() {
        var generator = SplitMix64(seed: fuzzSeed)
        let alphabet = Array("m/0123456789'hH -x".utf8)
        for round in 0..<fuzzIterations {
            let bytes =
                round % 2 == 0
                ? generator.mutated(Array("m/44'/60h/0H/0/2147483647".utf8))
                : [UInt8(ascii: "m")] + generator.bytes(upTo: 12).map { alphabet[Int($0) % alphabet.count] }
            guard let path = DerivationPath(String(decoding: bytes, as: UTF8.self)) else { continue }
            #expect(DerivationPath(path.description) == path)
        }
    }
}
