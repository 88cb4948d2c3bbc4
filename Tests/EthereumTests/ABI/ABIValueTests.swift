import Ethereum
import Primitives
import Testing

@Suite("ABI values")
struct ABIValueTests {
    @Test("reads JSON as a type asks")
    func fromJSON() throws {
        let address = try Address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", checksumRequired: true)
        for (json, type, value) in [
            (5, "uint8", 5), ("5", "uint8", 5), ("0x05", "uint8", 5), ("-5", "int8", -5),
            (-128, "int8", -128),
            ("0x7f", "int8", .signed(127)), ("007", "uint8", 7), (true, "bool", true),
            (.string(address.checksummed), "address", .address(address)),
            (.string(address.prefixedHex), "address", .address(address)),
            ("0x", "bytes", .bytes([])), ("0x0aFf", "bytes2", .fixedBytes([10, 255])), ("é", "string", "é"),
            ([1, "2"], "uint8[]", [1, 2]), ([1, "a"], "(uint8,string)", .tuple([1, "a"])),
            ([], "()", .tuple([])),
            (
                "115792089237316195423570985008687907853269984665640564039457584007913129639935", "uint256",
                .uint(.max)
            ),
        ] as [(JSON, String, ABIValue)] {
            #expect(try ABIValue(json: json, as: ABIType(parsing: type)) == value, "\(json) as \(type)")
        }
        let named = try ABIParameter(parsing: "tuple(uint8 a, tuple(bool b)[] c) x").type
        let value = ABIValue.tuple([1, [.tuple([true])]])
        let json = try JSON(parsing: #"{"c": [{"b": true}], "a": "1"}"#)
        #expect(try ABIValue(json: json, as: named) == value)
        #expect(value.json(named: named) == json)
        #expect(value.json == ["1", [[true]]])
    }

    @Test("refuses JSON that does not spell the type")
    func jsonRefusals() throws {
        for (json, type) in [
            (256, "uint8"), (-1, "uint8"), ("-1", "uint256"), (128, "int8"), ("-129", "int8"),
            ("1e3", "uint256"),
            ("", "uint8"), ("0x", "uint8"), ("-", "int8"), ("-0x1", "int8"), ("0xg", "uint8"),
            (" 1", "uint8"),
            ("1.0", "uint8"), (true, "uint8"), (nil, "uint8"), (1, "bool"), ("true", "bool"), (1, "string"),
            ("0x0", "bytes"), ("00", "bytes"), ("0x00", "bytes2"), ([0], "bytes"), ("0x00", "address"),
            ("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "address"), ("5", "uint8[]"), ([1], "uint8[2]"),
            ([1, 2], "(uint8)"), (["a": 1], "(uint8)"), ([[1], ["x"]], "uint8[][]"),
            (.string(String(repeating: "9", count: 78)), "uint256"), (["": 1, "b": 2], "(uint8)"),
        ] as [(JSON, String)] {
            #expect(throws: ABIError.self, "\(json) as \(type)") {
                try ABIValue(json: json, as: ABIType(parsing: type))
            }
        }
        let twins = try ABIParameter(parsing: "tuple(uint8 a, bool a)").type
        #expect(throws: ABIError.self) { try ABIValue(json: ["a": 1], as: twins) }
        #expect(try ABIValue(json: [1, true], as: twins) == .tuple([1, true]))
        let fraction = try JSON(parsing: "1.5")
        #expect(throws: ABIError.self) { try ABIValue(json: fraction, as: .uint256) }
        let exponent = try JSON(parsing: "1e18")
        #expect(throws: ABIError.self) { try ABIValue(json: exponent, as: .uint256) }
    }

    struct Version: ABIConvertible, Equatable {
        var major: UInt8
        var owners: [Address]
        var key: [UInt8]

        var abiValue: ABIValue { .tuple([ABIValue(major), ABIValue(owners), ABIValue(key)]) }

        init(major: UInt8, owners: [Address], key: [UInt8]) {
            (self.major, self.owners, self.key) = (major, owners, key)
        }

        init(abiValue: ABIValue) throws(ABIError) {
            let parts = try abiValue.components(3)
            self.init(major: try parts[0].as(), owners: try parts[1].as(), key: try parts[2].as())
        }
    }

    @Test("carries Swift types there and back")
    func convertible() throws {
        let version = Version(
            major: 3, owners: [.zero, Address(truncating: UInt256.max.bytes32)], key: [1, 2])
        let function = try ABIFunction(
            parsing:
                "f((uint8 major, address[] owners, bytes key)[] all) "
                + "returns (int64, uint128, uint8[], bytes32)"
        )
        let data = try function.encodeCall(with: [version, version])
        #expect(try function.decodeCall(data).get("all", as: [Version].self) == [version, version])

        let word = UInt256(77).bytes32
        let result = try function.encodeResult([
            ABIValue(-5), ABIValue(UInt128.max), ABIValue([UInt8]([9])), ABIValue(word),
        ])
        let results = try function.decodeResult(result)
        #expect(try results.get(0, as: Int.self) == -5)
        #expect(try results.get(1, as: UInt128.self) == .max)
        #expect(try results.get(2, as: [UInt8].self) == [9])
        #expect(try results.get(3, as: Bytes32.self) == word)
        #expect(try results.get(3, as: [UInt8].self) == word.bytes)
        #expect(throws: ABIError.self) { try results.get(0, as: UInt256.self) }
        #expect(throws: ABIError.self) { try results.get(1, as: UInt64.self) }
        #expect(throws: ABIError.self) { try results.get(0, as: [Int].self) }
        #expect(throws: ABIError.self) { try ABIValue(300).as(UInt8.self) }
        #expect(throws: ABIError.self) { try ABIValue(.max as UInt256).as(Int.self) }
        #expect(throws: ABIError.self) { try ABIValue.array([1, 2]).as([String].self) }
        #expect(throws: ABIError.self) { try ABIValue.tuple([1]).components(2) }
    }

    @Test("gives its content only as what it is")
    func accessors() {
        #expect(ABIValue.uint(5).uint == 5 && ABIValue.uint(5).int == 5 && ABIValue.uint(.max).int == nil)
        #expect(ABIValue(-1 as Int).uint == nil && ABIValue.signed(-1).int == .max)
        #expect(ABIValue.string("a").string == "a" && ABIValue.string("a").bytes == nil)
        #expect(ABIValue.fixedBytes([1]).bytes == [1] && ABIValue.fixedBytes([1]).bytes32 == nil)
        #expect(ABIValue.array([1])[0] == 1 && ABIValue.tuple([1])[1] == nil && ABIValue.bool(true)[0] == nil)
        #expect(ABIValue.array([1]).tuple == nil && ABIValue.tuple([1]).array == nil)
        #expect(ABIValue.hash(.zero).hash == .zero && ABIValue.bytes([]).hash == nil)
        #expect(ABIValue.tuple([-2, "q\"", [true]]).description == #"(-2, "q\"", [true])"#)
    }
}
