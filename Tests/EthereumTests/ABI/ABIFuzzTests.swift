import Ethereum
import Primitives
import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Random types and values from a seed .
struct ABIRandom: RandomNumberGenerator {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func next() -> UInt64 { generator.next() }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    mutating func type(depth: Int) -> ABIType {
        switch below(depth > 0 ? 13 : 8) {
        case 0: return .uint(bits: 8 * (1 + below(32)))
        case 1: return .int(bits: 8 * (1 + below(32)))
        case 2: return .address
        case 3: return .bool
        case 4: return .fixedBytes(1 + below(32))
        case 5: return .bytes
        case 6: return .string
        case 7: return .function
        case 8, 9: return .array(of: type(depth: depth - 1))
        case 10: return .fixedArray(of: type(depth: depth - 1), count: below(4))
        default: return .tuple((0..<below(4)).map { _ in type(depth: depth - 1) })
        }
    }

    mutating func value(of type: ABIType) -> ABIValue {
        switch type {
        case .uint(let bits): return .uint(number() >> (256 - bits))
        case .int(let bits): return .int(number().arithmeticShiftedRight(by: 256 - bits))
        case .address: return .address(Address(truncating: number().bytes32))
        case .bool: return .bool(below(2) == 1)
        case .fixedBytes(let count): return .fixedBytes(bytes(count))
        case .function: return .fixedBytes(bytes(24))
        case .bytes: return .bytes(bytes(below(70)))
        case .string:
            return .string(String((0..<below(40)).map { _ in ["a", "é", "漢", "\u{1f600}"][below(4)] }))
        case .array(let element): return .array((0..<below(4)).map { _ in value(of: element) })
        case .fixedArray(let element, let count): return .array((0..<count).map { _ in value(of: element) })
        case .tuple(let components): return .tuple(components.map { value(of: $0.type) })
        }
    }

    private mutating func number() -> UInt256 {
        switch below(8) {
        case 0: .zero
        case 1: .max
        case 2: .one << 255
        default: UInt256(limbs: next(), next(), next(), next())
        }
    }
}

@Suite("ABI fuzzing")
struct ABIFuzzTests {
    static let iterations = fuzzIterations

    @Test("decoding what was encoded gives the same values, and the JSON form too")
    func roundTrips() throws {
        var random = ABIRandom(seed: fuzzSeed &+ 1)
        for _ in 0..<Self.iterations / 4 {
            let types = (0..<random.below(4)).map { _ in random.type(depth: 3) }
            let values = types.map { random.value(of: $0) }
            let coder = try ABICoder(types)
            let data = try coder.encode(values)
            #expect(data.count % 32 == 0)
            #expect(try coder.decode(data, options: .canonical).values == values)
            #expect(try coder.decode(data, options: .lenient).values == values)
            #expect(try coder.encode(json: .array(values.map(\.json))) == data)
            for type in types { #expect(try ABIType(parsing: type.canonical) == type) }
        }
    }

    @Test("decodes or refuses mutated encodings; what is canonical encodes to itself")
    func mutations() throws {
        var random = ABIRandom(seed: fuzzSeed &+ 2)
        var (taken, refused) = (0, 0)
        for _ in 0..<Self.iterations {
            let coder = try ABICoder((0...random.below(3)).map { _ in random.type(depth: 3) })
            var data = try coder.encode(coder.parameters.map { random.value(of: $0.type) })
            mutate(&data, &random)
            _ = try? coder.decode(data, options: .lenient)
            do throws(ABIError) {
                let values = try coder.decode(data, options: .canonical).values
                #expect(try coder.encode(values) == data)
                taken += 1
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
            guard let values = try? coder.decode(data).values else { continue }
            // Whatever strict decoding takes is a value that encodes and comes back.
            #expect(try coder.decode(coder.encode(values), options: .canonical).values == values)
        }
        #expect(taken > 0 && refused > 0)
    }

    private func mutate(_ data: inout [UInt8], _ random: inout ABIRandom) {
        guard !data.isEmpty else { return data = random.bytes(random.below(64)) }
        for _ in 0...random.below(3) {
            let words = max(data.count / 32, 1)
            switch random.below(6) {
            case 0: data[random.below(data.count)] ^= 1 << UInt8(random.below(8))
            case 1: data = Array(data.prefix(random.below(data.count + 1)))
            case 2: data += random.bytes(random.below(40))
            default:
                // Another small number where an offset or a length may stand.
                let at = min(random.below(words) * 32 + 31, data.count - 1)
                data[at] = UInt8(truncatingIfNeeded: random.below(9) * 32 + (random.below(4) == 0 ? 1 : 0))
            }
            if data.isEmpty { return }
        }
    }

    @Test("decodes or refuses random bytes as random types")
    func randomBytes() throws {
        var random = ABIRandom(seed: fuzzSeed &+ 3)
        for _ in 0..<Self.iterations {
            let coder = try ABICoder((0...random.below(2)).map { _ in random.type(depth: 4) })
            // Mostly small numbers: plausible offsets and lengths.
            var data: [UInt8] = []
            for _ in 0..<random.below(24) {
                data +=
                    random.below(6) == 0
                    ? random.bytes(32)
                    : UInt256(random.below(24) * (random.below(3) == 0 ? 1 : 32)).bigEndianBytes
            }
            data += random.bytes(random.below(3))
            for options in [ABIDecodingOptions.strict, .lenient, .canonical] {
                _ = try? coder.decode(data, options: options)
            }
        }
    }

    @Test("reads or refuses random signatures")
    func randomTexts() {
        var random = ABIRandom(seed: 4)
        let pieces = [
            "function ", "event ", "error ", "constructor", "fallback", "receive", "(", ")", "(", ")", ",",
            " ",
            "uint256", "int8", "bytes", "bytes4", "string", "address", "tuple", "[]", "[2]", "[", "]",
            "indexed ",
            "memory ", "calldata ", "payable", " view", " returns ", "a", "name", "é", "0", ";", "anonymous",
        ]
        var taken = 0
        for _ in 0..<Self.iterations {
            let text = (0..<random.below(16)).map { _ in pieces[random.below(pieces.count)] }.joined()
            if let entry = try? ABIEntry(parsing: text) {
                #expect((try? ABIEntry(parsing: entry.description)) == entry, "\(text)")
                taken += 1
            }
            _ = try? ABIType(parsing: text)
            _ = try? ABIFunction(parsing: text)
            _ = try? ContractABI(parsingJSON: text)
        }
        #expect(taken > 0 || Self.iterations < 20_000)
    }

    @Test("reads or refuses mutated interfaces; what it reads it writes and reads again")
    func mutatedInterfaces() throws {
        var random = ABIRandom(seed: fuzzSeed &+ 5)
        let text = Array(ContractABITests.compiled.utf8)
        let pieces = [
            "uint256", "tuple", "[]", "[7]", "{}", "null", "event", "error", "\"name\":", "payable", "0",
        ]
        var taken = 0
        for _ in 0..<Self.iterations / 20 {
            var mutated = text
            for _ in 0...random.below(3) {
                let at = random.below(mutated.count)
                let end = min(at + random.below(8), mutated.count)
                mutated.replaceSubrange(at..<end, with: pieces[random.below(pieces.count)].utf8)
            }
            guard let abi = try? ContractABI(parsingJSON: String(decoding: mutated, as: UTF8.self)) else {
                continue
            }
            #expect(try ContractABI(json: abi.json) == abi)
            taken += 1
        }
        #expect(taken > 0 || Self.iterations < 20_000)
    }
}
