import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("SIWE fuzzing")
struct SIWEFuzzTests {
    @Test("never fails on any text, and prints what it parsed")
    func messages() throws {
        var generator = SplitMix64(seed: fuzzSeed &+ 0x51_7e)
        let seeds = SDKMessages.all + [SIWEMessageTests.full]
        let pool = "\n\r\0 :/?#[]@!$&'()*+,;=-._~%\"<>aZ09\u{e9}"
        var parsed = 0
        for round in 0..<fuzzIterations {
            let seed = seeds[round % seeds.count]
            let text = round % 8 == 0 ? generator.text(limit: 300) : generator.mutated(seed, inserting: pool)
            guard let message = try? SIWEMessage(parsing: text) else { continue }
            parsed += 1
            #expect(message.text.utf8.elementsEqual(text.utf8))
            #expect(try SIWEMessage(message.fields).fields == message.fields)
            _ = try? message.recap()
        }
        #expect(parsed > 0)
    }

    @Test("never fails on any URN, and reads back what it writes")
    func recaps() throws {
        var generator = SplitMix64(seed: fuzzSeed &+ 0x0cab)
        let json =
            #"{"att":{"lit-litaction://*":{"Threshold/Execution":[{}]},"lit-pkp://*":{"#
            + #""Auth/Auth":[{"n":[1,{"a":"é"}]}],"#
            + #""Threshold/Signing":[]}},"prf":["zdj7Wj6FNS4rUUbsiJvjjxcsNqZdDCSiYR8sKQXfoPfpSZuAw"]}"#
        var decoded = 0
        for round in 0..<fuzzIterations {
            let urn =
                switch round % 8 {
                case 0: "urn:recap:" + generator.text(limit: 100)
                case 1: generator.mutated("urn:recap:eyJhdHQiOnt9LCJwcmYiOltdfQ", inserting: "=-_+/aA")
                default:
                    "urn:recap:"
                        + Base64URL.encode(Array(generator.mutated(json, inserting: "{}[]\",:/*0e. z").utf8))
                }
            guard let recap = try? ReCap(urn: urn) else { continue }
            decoded += 1
            #expect(try ReCap(urn: recap.urn) == recap)
            #expect(recap.merging(recap).statement == recap.statement)
        }
        #expect(decoded > 0)
    }

    @Test("never fails on any typed data")
    func typedData() throws {
        var generator = SplitMix64(seed: fuzzSeed &+ 712)
        let seeds = try SIWESupport.cases("eip712").compactMap { $0["input"]?["typedData"]?.text }
        var encoded = 0
        for round in 0..<fuzzIterations / 4 {
            let seed = seeds[round % seeds.count]
            let text =
                round % 8 == 0
                ? generator.text(limit: 200) : generator.mutated(seed, inserting: "{}[]\",:-0129xabuint$")
            guard let data = try? TypedData(parsing: text) else { continue }
            encoded += 1
            #expect(try TypedData(data.json).digest == data.digest)
        }
        #expect(encoded > 0)
    }
}
