import Ethereum
import Primitives
import Testing

@Suite("ABI coding")
struct ABICodingTests {
    /// Signatures, arguments and data of the examples in Solidity's "Contract ABI Specification".
    static let examples: [(signature: String, arguments: JSON, data: String)] = [
        (
            "baz(uint32,bool)", [69, true],
            "cdcd77c0" + word("45") + word("01")
        ),
        (
            "bar(bytes3[2])", [["0x616263", "0x646566"]],
            "fce353f6" + left("616263") + left("646566")
        ),
        (
            "sam(bytes,bool,uint256[])", ["0x64617665", true, [1, 2, 3]],
            "a5643bf2" + word("60") + word("01") + word("a0") + word("04") + left("64617665") + word("03")
                + word("01") + word("02") + word("03")
        ),
        (
            "f(uint256,uint32[],bytes10,bytes)",
            ["0x123", ["0x456", "0x789"], "0x31323334353637383930", "0x48656c6c6f2c20776f726c6421"],
            "8be65246" + word("0123") + word("80") + left("31323334353637383930") + word("e0") + word("02")
                + word("0456") + word("0789") + word("0d") + left("48656c6c6f2c20776f726c6421")
        ),
        (
            "g(uint256[][],string[])", [[[1, 2], [3]], ["one", "two", "three"]],
            "2289b18c" + word("40") + word("0140") + word("02") + word("40") + word("a0") + word("02")
                + word("01") + word("02") + word("01") + word("03") + word("03") + word("60") + word("a0")
                + word("e0") + word("03") + left("6f6e65") + word("03") + left("74776f") + word("05")
                + left("7468726565")
        ),
    ]

    static func word(_ digits: String) -> String { String(repeating: "0", count: 64 - digits.count) + digits }
    static func left(_ digits: String) -> String { digits + String(repeating: "0", count: 64 - digits.count) }

    @Test("encodes and decodes the specification's examples")
    func specification() throws {
        for (signature, arguments, data) in Self.examples {
            let function = try ABIFunction(parsing: signature)
            let bytes = try [UInt8](hex: data)
            #expect(try function.encodeCall(json: arguments) == bytes)
            let decoded = try function.decodeCall(bytes, options: .canonical)
            #expect(try function.encodeCall(decoded.values) == bytes)
        }
    }

    @Test("agrees with eth-abi both ways", arguments: try ABIVector.parse(ABIVector.standard))
    func ethABI(vector: ABIVector) throws {
        let types = try [ABIType](parsing: vector.types)
        let values = try zip(vector.values.array ?? [], types).map { try ABIValue(json: $0, as: $1) }
        #expect(try ABI.encode(values, as: types) == vector.data)
        #expect(try ABI.encode(json: vector.values, types: vector.types) == vector.data)
        #expect(try ABI.values(json: vector.values, types: vector.types) == values)
        #expect(try ABI.decode(vector.data, types: vector.types) == values)
        let json = try ABI.decodeJSON(vector.data, types: vector.types)
        #expect(try ABI.values(json: json, types: vector.types) == values)
        for options in [ABIDecodingOptions.strict, .canonical, .lenient] {
            #expect(try ABI.decode(vector.data, as: types, options: options) == values)
        }
        #expect(try ABI.decode(ArraySlice(vector.data), as: types) == values)
    }

    @Test("agrees with eth-abi on the packed form", arguments: try ABIVector.parse(ABIVector.packed))
    func ethABIPacked(vector: ABIVector) throws {
        #expect(try ABI.encodePacked(json: vector.values, types: vector.types) == vector.data)
    }

    @Test("packs Solidity's example, and refuses what has no packed form")
    func packed() throws {
        let packed = try ABI.encodePacked(
            [-1, .fixedBytes([0x42]), 3, "Hello, world!"],
            as: [.int(bits: 16), .fixedBytes(1), .uint(bits: 16), .string])
        #expect(packed.hex == "ffff42000348656c6c6f2c20776f726c6421")
        // In arrays, unlike eth-abi, elements are padded: "as long as they are not arrays".
        let words = try ABI.encodePacked(
            [[1, 2], [.bytes([7])], true],
            as: [.fixedArray(of: .uint(bits: 8), count: 2), .array(of: .fixedBytes(1)), .bool])
        #expect(words.hex == Self.word("01") + Self.word("02") + Self.left("07") + "01")
        for type in ["(uint256)", "uint256[][]", "string[]", "bytes[2]", "(uint256)[]"] {
            #expect(throws: ABIError.self, "\(type)") {
                try ABI.encodePacked([[]], as: [ABIType(parsing: type)])
            }
        }
        #expect(throws: ABIError.self) { try ABI.encodePacked([[1]], as: [.fixedArray(of: .bool, count: 1)]) }
        #expect(throws: ABIError.self) { try ABI.encodePacked([[]], as: [.fixedArray(of: .bool, count: 1)]) }
        #expect(throws: ABIError.self) { try ABI.encodePacked([256], as: [.uint(bits: 8)]) }
        #expect(throws: ABIError.self) { try ABI.encodePacked([], as: [.uint(bits: 8)]) }
    }

    @Test("takes values of a related kind where nothing is lost")
    func coercions() throws {
        func encoded(_ value: ABIValue, _ type: String) throws -> String {
            try ABI.encode([value], as: [ABIType(parsing: type)]).hex
        }
        #expect(try encoded(.signed(5), "uint8") == Self.word("05"))
        #expect(try encoded(5, "int8") == Self.word("05"))
        #expect(try encoded(-1, "int8") == String(repeating: "f", count: 64))
        #expect(try encoded(.bytes([1, 2]), "bytes2") == Self.left("0102"))
        #expect(try encoded(.fixedBytes([1]), "bytes") == Self.word("20") + Self.word("01") + Self.left("01"))
        #expect(try encoded([1, true], "(uint8,bool)") == Self.word("01") + Self.word("01"))
        #expect(try encoded(.bytes([7, 8]), "uint8[2]") == Self.word("07") + Self.word("08"))
        #expect(
            try encoded(.bytes([7]), "uint8[]") == Self.word("20") + Self.word("01") + Self.word("07"))
    }

    @Test("refuses values that do not suit their type")
    func valueRefusals() throws {
        let cases: [(ABIValue, String)] = [
            (256, "uint8"), (-1, "uint256"), (128, "int8"), (-129, "int8"), (.uint(.max), "int256"),
            (true, "uint8"), (1, "bool"), (1, "address"), ("0x00", "bytes"), ("1", "uint256"),
            (.bytes([1]), "bytes2"), (.fixedBytes([1, 2, 3]), "bytes2"), (.bytes([]), "string"),
            (1, "bytes1"),
            ([1], "uint8[2]"), ([1, 2, 3], "uint8[2]"), (.tuple([1]), "uint8[1]"), ([1], "(uint8,uint8)"),
            ([], "(uint8)"), (.bytes([1]), "uint16[]"), (.bytes([1]), "uint8[2]"), (.hash(.zero), "bytes32"),
            ([.array([1]), true], "uint8[][]"), (.fixedBytes([UInt8](repeating: 0, count: 20)), "function"),
            ([], "bool[1000000000000]"), ([], "bool[1000000000000][1]"), ([[]], "bool[1000000000000][]"),
        ]
        for (value, type) in cases {
            #expect(throws: ABIError.self, "\(value) as \(type)") {
                try ABI.encode([value], as: [ABIType(parsing: type)])
            }
        }
        #expect(throws: ABIError.self) { try ABI.encode([1], as: [.bool, .bool]) }
        #expect(throws: ABIError.self) { try ABI.encode([true, true], as: [.bool]) }
    }

    @Test("says where the refused value is")
    func paths() throws {
        let function = try ABIFunction(
            parsing: "f(uint256 id, bool ok, (address owner, uint8[] parts)[] items)")
        let error = #expect(throws: ABIError.self) {
            try function.encodeCall([
                1, true, [[.address(.zero), [1]], [.address(.zero), [1, 2, 256]]],
            ])
        }
        #expect(error?.pathText == "argument 2 (items) → [1].parts[2]")
        #expect(error?.description == "ABI: argument 2 (items) → [1].parts[2]: 256 does not fit uint8")
        let shape = #expect(throws: ABIError.self) { try function.encodeCall([1, true, [[1]]]) }
        #expect(shape?.pathText == "argument 2 (items) → [0]")
    }

    @Test("keeps a prefix and decodes behind it, offsets counting from there")
    func prefix() throws {
        let coder = try ABICoder([.string, .uint256])
        let data = try coder.encode(["hi", 7], prefix: [1, 2, 3])
        #expect(data.prefix(3) == [1, 2, 3])
        #expect(try coder.decode(data, from: 3).values == ["hi", 7])
        #expect(throws: ABIError.self) { try coder.decode(data, from: 300) }
        #expect(throws: ABIError.self) { try coder.decode(data, from: -1) }
    }

    @Test("encodes no arguments as nothing")
    func nothing() throws {
        #expect(try ABI.encode([], as: []) == [])
        #expect(try ABI.decode([], as: []) == [])
        #expect(try ABI.decode([1, 2, 3], as: []) == [])
        #expect(throws: ABIError.self) { try ABI.decode([1], as: [], options: .canonical) }
    }
}
