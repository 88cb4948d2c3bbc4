import Ethereum
import Primitives
import Testing

@Suite("ABI decoding refusals")
struct ABIDecodingTests {
    /// Words of a number each, or of hexadecimal digits.
    static func words(_ values: ABIValue...) throws -> [UInt8] {
        var data: [UInt8] = []
        for value in values {
            switch value {
            case .uint(let number): data += number.bigEndianBytes
            case .string(let digits):
                data += try [UInt8](hex: digits + String(repeating: "0", count: 64 - digits.count))
            default: break
            }
        }
        return data
    }

    func code(
        _ data: [UInt8], _ type: String, _ options: ABIDecodingOptions = .strict
    ) throws -> ABIError.Code? {
        let types = try [ABIType(parsing: type)]
        do {
            _ = try ABI.decode(data, as: types, options: options)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("refuses dirty words, and cuts them when lenient")
    func dirtyWords() throws {
        let high = "01"
        for (type, word, cut) in [
            ("uint8", "\(high)" + String(repeating: "0", count: 62), ABIValue.uint(0)),
            ("int8", String(repeating: "0", count: 62) + "80", .signed(-128)),
            ("int16", "ff" + String(repeating: "0", count: 58) + "0001", .signed(1)),
            ("address", "80", .address(.zero)),
            ("bytes4", "0102030405", .fixedBytes([1, 2, 3, 4])),
            (
                "function", String(repeating: "0", count: 48) + "01",
                .fixedBytes([UInt8](repeating: 0, count: 24))
            ),
        ] {
            let data = try Self.words(.string(word))
            guard case .dirtyPadding = try code(data, type) else {
                Issue.record("\(type) passed")
                continue
            }
            #expect(try ABI.decode(data, as: [ABIType(parsing: type)], options: .lenient) == [cut])
        }
        let two = try Self.words(2)
        #expect(try code(two, "bool") == .invalidBool)
        #expect(try ABI.decode(two, as: [.bool], options: .lenient) == [true])
    }

    @Test("refuses dirty or missing padding of bytes and strings")
    func padding() throws {
        let dirty = try Self.words(0x20, 2, "010203")
        let short = Array(try Self.words(0x20, 2, "0102").prefix(66))
        for type in ["bytes", "string"] {
            #expect(try code(dirty, type) == .dirtyPadding(type: type))
            #expect(try code(short, type) == .truncated(needed: 30, available: 0))
        }
        #expect(try ABI.decode(dirty, as: [.bytes], options: .lenient) == [.bytes([1, 2])])
        #expect(try ABI.decode(short, as: [.bytes], options: .lenient) == [.bytes([1, 2])])
        #expect(try code(Array(short.dropLast()), "bytes", .lenient) == .lengthOutOfBounds(2))
    }

    @Test("refuses strings that are not UTF-8, and repairs them when lenient")
    func utf8() throws {
        for digits in ["ff", "c080", "eda080", "f4908080", "e6bc"] {
            let data = try Self.words(0x20, .uint(UInt256(digits.count / 2)), .string(digits))
            #expect(try code(data, "string") == .invalidUTF8)
            let text = try ABI.decode(data, as: [.string], options: .lenient)[0].string
            #expect(text?.unicodeScalars.contains("\u{fffd}") == true)
        }
    }

    @Test("refuses data that ends too early")
    func truncation() throws {
        #expect(try code([], "uint256") == .truncated(needed: 32, available: 0))
        #expect(
            try code([UInt8](repeating: 0, count: 31), "uint256") == .truncated(needed: 32, available: 31))
        #expect(
            try code([UInt8](repeating: 0, count: 95), "bool[3]") == .truncated(needed: 96, available: 95))
        #expect(try code(try Self.words(0x20), "bytes") == .truncated(needed: 32, available: 0))
        let types = try [ABIType](parsing: ["(string,uint8[])[]", "bytes"])
        let whole = try ABI.encode([[["a", [1, 2]], ["b", []]], .bytes([1])], as: types)
        for count in 0..<whole.count {
            #expect(throws: ABIError.self) { try ABI.decode(whole.prefix(count), as: types) }
        }
    }

    @Test("refuses offsets outside the data, however large")
    func offsets() throws {
        for offset: UInt256 in [
            0x22, 0x40, 0x1_0000, UInt256(UInt64.max), UInt256.one << 64, .max, .one << 63,
        ] {
            let data = try Self.words(.uint(offset), 0) + [0]
            #expect(try code(data, "bytes") != nil, "\(offset)")
            #expect(try code(data, "bool[]") != nil, "\(offset)")
        }
        // An offset need not be a multiple of 32.
        #expect(try code(try Self.words(0x21, 0) + [0], "bytes") == nil)
        #expect(try code(try Self.words(.uint(.max)), "string") == .offsetOutOfBounds(.max))
    }

    @Test("takes no memory for what a length only claims")
    func lengths() throws {
        for length: UInt256 in [
            2, 0xffff_ffff, UInt256(UInt64.max), .one << 63, .one << 62, .one << 64, .max,
        ] {
            let data = try Self.words(0x20, .uint(length), 0)
            for type in ["uint256[]", "string[]", "(uint8,bool)[]", "bool[7][]", "bytes[3][]", "uint256[][]"]
            {
                #expect(try code(data, type) == .lengthOutOfBounds(length), "\(type) \(length)")
            }
            if length > 32 {
                #expect(try code(data, "bytes") == .lengthOutOfBounds(length))
                #expect(try code(data, "string", .lenient) == .lengthOutOfBounds(length))
            }
        }
    }

    @Test("bounds the number of elements that take no room")
    func emptyElements() throws {
        for type in ["()[]", "uint256[0][]", "(bool[0],())[]"] {
            let few = try Self.words(0x20, 1000)
            #expect(try ABI.decode(few, as: [ABIType(parsing: type)])[0].array?.count == 1000)
            for length: UInt256 in [0x1_0000, UInt256(Int.max), .max] {
                #expect(try code(try Self.words(0x20, .uint(length)), type) != nil)
            }
        }
        for type in ["()[1000000000000]", "uint256[0][9223372036854775807]", "()[1000][1000][1000]"] {
            guard case .tooManyEmptyElements = try code([], type) else {
                Issue.record("\(type) passed")
                continue
            }
        }
        #expect(try code([], "()[10]") == nil)
        #expect(try code(try Self.words(0x20), "string[0]") == nil)
    }

    @Test("refuses offset bombs, at any nesting")
    func bombs() throws {
        // Each level's elements all point at the one next level: 100 to the power of the depth.
        for depth in 2...12 {
            var data = try Self.words(0x20)
            for level in 0..<depth {
                data += try Self.words(100)
                for _ in 0..<100 { data += try Self.words(level == depth - 1 ? 1 : .uint(100 * 32)) }
            }
            let type = "uint256" + String(repeating: "[]", count: depth)
            for options in [ABIDecodingOptions.strict, .lenient, .canonical] {
                #expect(try code(data, type, options) != nil)
            }
        }
        // Every word is at once a length and an offset to the next: 32 to the power of 62.
        let chain = try Self.words(0x20) + (0..<5000).flatMap { _ in UInt256(32).bigEndianBytes }
        let type = "bytes" + String(repeating: "[]", count: 62)
        for options in [ABIDecodingOptions.strict, .lenient, .canonical] {
            #expect(try code(chain, type, options) != nil)
        }
        // Offsets count from behind the length, so an array cannot contain itself; its first offset
        // can double as an element's length, here of nothing.
        #expect(try code(try Self.words(0x20, 4, 0, 0, 0, 0), "string[]") == nil)
    }

    @Test("takes parts that are shared, out of order or followed by others, unless canonical")
    func layouts() throws {
        let shared = try Self.words(0x40, 0x40, 1, "61")
        let types: [ABIType] = [.string, .string]
        #expect(try ABI.decode(shared, as: types) == ["a", "a"])
        #expect(throws: ABIError.self) { try ABI.decode(shared, as: types, options: .canonical) }
        let swapped = try Self.words(0x80, 0x40, 1, "62", 1, "61")
        #expect(try ABI.decode(swapped, as: types) == ["a", "b"])
        #expect(throws: ABIError.self) { try ABI.decode(swapped, as: types, options: .canonical) }
        let gap = try Self.words(0x60, 0xa0, 9, 1, "61", 1, "62")
        #expect(try ABI.decode(gap, as: types) == ["a", "b"])
        #expect(throws: ABIError.self) { try ABI.decode(gap, as: types, options: .canonical) }

        let trailing = try ABI.encode(["a", "b"], as: types) + [0]
        #expect(try ABI.decode(trailing, as: types) == ["a", "b"])
        var options = ABIDecodingOptions.strict
        options.allowsTrailingBytes = false
        #expect(throws: ABIError.self) { try ABI.decode(trailing, as: types, options: options) }
        #expect(try ABI.decode(trailing.dropLast(), as: types, options: options) == ["a", "b"])
        #expect(try ABI.decode(swapped, as: types, options: options) == ["a", "b"])
    }

    @Test("says where in the data and in the values it was refused")
    func places() throws {
        let function = try ABIFunction(parsing: "f(bool a, (string name, uint8[] sizes)[] items)")
        var data = try function.encodeCall([true, [["x", [1, 2]], ["y", [3]]]])
        data[data.count - 2] = 1
        let error = #expect(throws: ABIError.self) { try function.decodeCall(data) }
        #expect(error?.pathText == "argument 1 (items) → [1].sizes[0]")
        #expect(error?.code == .dirtyPadding(type: "uint8"))
        #expect(error?.offset == data.count - 32)
    }

    @Test("decodes a large array in time that grows with its size")
    func large() throws {
        let count = 100_000
        let types = try [ABIType](parsing: ["(uint256,string)[]", "uint256[]"])
        let values: [ABIValue] = [
            .array((0..<count).map { .tuple([.uint(UInt256($0)), "text"]) }),
            .array((0..<count).map { .uint(UInt256($0)) }),
        ]
        let data = try ABI.encode(values, as: types)
        #expect(try ABI.decode(data, as: types, options: .canonical) == values)
    }
}
