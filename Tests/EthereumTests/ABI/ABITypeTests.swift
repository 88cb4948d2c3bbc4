import Ethereum
import Primitives
import Testing

@Suite("ABI types")
struct ABITypeTests {
    @Test(
        "reads canonical texts and writes them back",
        arguments: [
            "uint8", "uint256", "int24", "address", "bool", "bytes1", "bytes32", "bytes", "string",
            "function", "uint256[]", "bytes3[2]", "string[][3][]", "()", "(address,uint256)[]",
            "((bool,(string[2],bytes))[],int8)", "uint256[0]",
        ])
    func roundTrip(text: String) throws {
        #expect(try ABIType(parsing: text).canonical == text)
    }

    @Test("takes uint and int for the types of 256 bits")
    func aliases() throws {
        #expect(try ABIType(parsing: "uint") == .uint256)
        #expect(try ABIType(parsing: "(int[],uint)").canonical == "(int256[],uint256)")
    }

    @Test(
        "refuses what is no type",
        arguments: [
            "", " ", "uint7", "uint0", "uint08", "uint264", "int512", "int-8", "bytes0", "bytes33",
            "bytes032",
            "byte", "uint256 ", " uint256", "uint256[", "uint256]", "uint256[-1]", "uint256[01]",
            "uint256[ 1]",
            "uint256[1", "uint256[99999999999999999999]", "(uint256", "uint256)", "(,)", "(uint256,)",
            "(uint256 a)", "(uint256, bool)", "tuple(uint256)", "tuple", "Token", "uint256[]x",
            "mapping(uint256)",
            "fixed", "ufixed128x18", "fixed128x18[]", "uint２５６", "address payable", "string\0",
        ])
    func refusals(text: String) {
        #expect(throws: ABIError.self) { try ABIType(parsing: text) }
    }

    @Test("says why fixed-point types are refused, and where a text goes wrong")
    func reasons() {
        let error = #expect(throws: ABIError.self) { try ABIType(parsing: "(address,uint7)") }
        #expect(error?.offset == 9)
        #expect(error?.description == "ABI: uint7 does not exist; uint8 to uint256 at offset 9")
        let fixed = #expect(throws: ABIError.self) { try ABIType(parsing: "ufixed128x18[]") }
        #expect(fixed?.code == .unsupportedType("ufixed128x18"))
    }

    @Test("takes 64 levels of nesting and refuses 65")
    func depth() throws {
        let arrays = "bool" + String(repeating: "[]", count: 63)
        #expect(try ABIType(parsing: arrays).depth == 64)
        let tuples = String(repeating: "(", count: 63) + "bool" + String(repeating: ")", count: 63)
        #expect(try ABIType(parsing: tuples).depth == 64)
        for text in [arrays + "[]", "(\(tuples))", "(\(arrays))", tuples + "[1]"] {
            #expect(throws: ABIError.self) { try ABIType(parsing: text) }
        }
        for count in [1000, 100_000] {
            #expect(throws: ABIError.self) { try ABIType(parsing: String(repeating: "(", count: count)) }
            #expect(throws: ABIError.self) {
                try ABIType(parsing: "bool" + String(repeating: "[]", count: count))
            }
        }
    }

    @Test("knows which types are dynamic and which are references")
    func classes() throws {
        for (text, isDynamic) in [
            ("uint256", false), ("bytes", true), ("string", true), ("bytes32", false), ("bool[]", true),
            ("bool[2]", false), ("string[2]", true), ("(bool,uint8)", false), ("(bool,string)", true),
            ("(bool,(string[1])[2])", true), ("string[0]", true),
        ] {
            #expect(try ABIType(parsing: text).isDynamic == isDynamic, "\(text)")
        }
        #expect(ABIType.tuple([.bool]).isReference)
        #expect(!ABIType.function.isReference)
    }

    @Test("refuses built types that do not exist or are too large")
    func builtTypes() {
        let deep = (0..<64).reduce(ABIType.bool) { type, _ in .array(of: type) }
        for type: ABIType in [
            .uint(bits: 7), .uint(bits: 0), .int(bits: 264), .fixedBytes(0), .fixedBytes(33),
            .fixedArray(of: .bool, count: -1), .fixedArray(of: .bool, count: .max), deep,
            .fixedArray(of: .fixedArray(of: .bool, count: 1 << 40), count: 1 << 40),
            .tuple([.fixedArray(of: .bool, count: 1 << 57), .fixedArray(of: .bool, count: 1 << 57)]),
        ] {
            #expect(throws: ABIError.self) { try ABICoder([type]) }
        }
    }

    @Test("reads parameters with names, locations and tuples, and writes them back")
    func parameters() throws {
        let parameter = try ABIParameter(
            parsing: " tuple( uint id , (bytes data,address to)[2] parts )[]  calldata items ")
        #expect(parameter.name == "items")
        #expect(parameter.type.canonical == "(uint256,(bytes,address)[2])[]")
        #expect(parameter.description == "tuple(uint256 id, tuple(bytes data, address to)[2] parts)[] items")
        #expect(try ABIParameter(parsing: parameter.description) == parameter)
        #expect(try ABIParameter(parsing: "address payable to").name == "to")
        #expect(try ABIParameter(parsing: "address indexed owner").isIndexed)
        for text in [
            "uint256 memory x", "bytes memory calldata x", "uint256 payable", "bytes a b",
            "uint256 indexed indexed x",
            "tuple x", "tuple(uint256 indexed a) x", "(bytes memory a) x", "uint256 1a",
        ] {
            #expect(throws: ABIError.self, "\(text)") { try ABIParameter(parsing: text) }
        }
    }
}
