import Ethereum
import Primitives
import Testing

@Suite("Typed data")
struct TypedDataTests {
    private func data(
        _ members: [TypedData.Member], _ message: JSON, more: [String: [TypedData.Member]] = [:],
        domain: JSON = ["name": "n"]
    ) throws(TypedDataError) -> TypedData {
        var types = more
        types["T"] = members
        return try TypedData(types: types, primaryType: "T", domain: domain, message: message)
    }

    private func fault(
        _ members: [TypedData.Member], _ message: JSON, more: [String: [TypedData.Member]] = [:],
        domain: JSON = ["name": "n"]
    ) -> TypedDataError? {
        do {
            _ = try data(members, message, more: more, domain: domain)
            return nil
        } catch {
            #expect(error.description.hasPrefix("typed data: \(error.path): "))
            return error
        }
    }

    private func fault(_ type: String, _ value: JSON) -> TypedDataError.Code? {
        fault([.init("a", type)], ["a": value])?.code
    }

    @Test("hashes the example of the standard, and gives its intermediate values")
    func mail() throws {
        let person: [TypedData.Member] = [.init("name", "string"), .init("wallet", "address")]
        let mail: [TypedData.Member] = [
            .init("from", "Person"), .init("to", "Person"), .init("contents", "string"),
        ]
        let data = try TypedData(
            types: ["Person": person, "Mail": mail], primaryType: "Mail",
            domain: [
                "name": "Ether Mail", "version": "1", "chainId": 1,
                "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC",
            ],
            message: [
                "from": ["name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"],
                "to": ["name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"],
                "contents": "Hello, Bob!",
            ])
        #expect(
            try data.encodeType("Mail")
                == "Mail(Person from,Person to,string contents)Person(string name,address wallet)")
        #expect(
            try data.typeHash("Mail").hex
                == "a0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2")
        #expect(
            try data.encodeType("EIP712Domain")
                == "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
        #expect(
            try data.hashStruct(
                "Person", ["name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"]
            ).hex
                == "fc71e5fa27ff56c350aa531bc129ebdf613b772b6604664f5d8dbe21b85eb0c8")
        #expect(
            data.domainSeparator.hex == "f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f")
        #expect(data.structHash.hex == "c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e")
        #expect(data.digest.hex == "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2")
        #expect(try TypedData(data.json) == data)
    }

    @Test("encodes vectors and refuses those that are to be refused, for the reason given")
    func vectors() throws {
        let cases = try SIWESupport.cases("eip712")
        #expect(cases.count == 16)
        for vector in cases {
            let name = Comment(rawValue: vector["name"]?.string ?? "")
            let input = try #require(vector["input"]?["typedData"])
            let expected = try #require(vector["expect"])
            do {
                let data = try TypedData(parsing: input.text)
                #expect(data.domainSeparator.hex == expected["domainSeparator"]?.string, name)
                #expect(data.structHash.hex == expected["structHash"]?.string, name)
                #expect(data.digest.hex == expected["digest"]?.string, name)
            } catch {
                let reason =
                    switch error.code {
                    case .unknownType: "unknownType"
                    case .unknownPrimaryType: "unknownPrimaryType"
                    case .outOfRange: "outOfRange"
                    case .invalidAddress: "invalidAddress"
                    default: error.description
                    }
                #expect(reason == expected["error"]?.string, name)
            }
        }
    }

    @Test("reads integers as numbers, decimal and hexadecimal texts alike")
    func integers() throws {
        let member = [TypedData.Member("a", "int256")]
        let digest = try data(member, ["a": 255]).digest
        #expect(try data(member, ["a": "255"]).digest == digest)
        #expect(try data(member, ["a": "0xff"]).digest == digest)
        #expect(try data(member, ["a": "000255"]).digest == digest)
        #expect(try data(member, ["a": -1]).digest == data(member, ["a": "-1"]).digest)
        #expect(try data(member, ["a": "-0"]).digest == data(member, ["a": 0]).digest)
    }

    @Test(
        "accepts the ends of a range and refuses what is beyond",
        arguments: [
            ("uint8", "0", "255", "-1", "256"), ("int8", "-128", "127", "-129", "128"),
            (
                "uint", "0", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "-1",
                "0x10000000000000000000000000000000000000000000000000000000000000000"
            ),
            (
                "int", "-57896044618658097711785492504343953926634992332820282019728792003956564819968",
                "57896044618658097711785492504343953926634992332820282019728792003956564819967",
                "-57896044618658097711785492504343953926634992332820282019728792003956564819969",
                "57896044618658097711785492504343953926634992332820282019728792003956564819968"
            ),
            ("uint64", "0", "18446744073709551615", "-5", "18446744073709551616"),
        ])
    func ranges(type: String, low: String, high: String, below: String, above: String) {
        #expect(fault(type, .string(low)) == nil)
        #expect(fault(type, .string(high)) == nil)
        #expect(fault(type, .string(below)) == .outOfRange(type: type))
        #expect(fault(type, .string(above)) == .outOfRange(type: type))
    }

    @Test("refuses what is no integer")
    func badIntegers() throws {
        for text in ["", "-", "0x", "+1", " 1", "1 ", "1.0", "1e3", "-0x1", "0xg", "0X1", "--1", "１"] {
            #expect(fault("uint256", .string(text)) == .invalidInteger(text), "\(text)")
        }
        for text in ["1.5", "1e3", "1.0"] {
            #expect(fault("uint256", .number(try #require(JSON.Number(text)))) == .invalidInteger(text))
        }
        #expect(fault("uint256", true) == .wrongKind(expected: "a number", actual: "a boolean"))
        #expect(fault("uint256", [1]) != nil)
    }

    @Test("takes booleans, bytes, addresses and texts only as such")
    func kinds() {
        for value: JSON in ["true", 1, 0, "", nil, [:]] { #expect(fault("bool", value) != nil) }
        for value: JSON in ["", "00", "0x0", "0xzz", 1, [0]] { #expect(fault("bytes", value) != nil) }
        for value: JSON in ["0x", "0x0000000001", "0x000000"] {
            if case .wrongLength(4, _) = fault("bytes4", value) {} else { Issue.record("accepted \(value)") }
        }
        #expect(fault("bytes", "0x") == nil)
        #expect(fault("address", "0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826") == nil)
        if case .invalidAddress = fault("address", "0xcD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826") {
        } else {
            Issue.record("accepted a wrong checksum")
        }
        #expect(fault("address", 1) != nil)
        for value: JSON in [1, true, nil, ["a"]] { #expect(fault("string", value) != nil) }
        #expect(fault("string", "\u{e9}\u{1f600}") == nil)
    }

    @Test("enforces the lengths of fixed arrays")
    func arrays() {
        #expect(fault("uint8[2][3]", [[1, 2], [3, 4], [5, 6]]) == nil)
        #expect(fault("uint8[2][3]", [[1, 2], [3, 4]]) == .wrongLength(expected: 3, actual: 2))
        #expect(fault("uint8[2][3]", [[1, 2], [3, 4, 5], [6]]) == .wrongLength(expected: 2, actual: 3))
        #expect(fault("uint8[]", []) == nil)
        #expect(fault("uint8[]", [nil]) == .missing)
        #expect(fault("uint8[]", ["0": 1]) != nil)
    }

    @Test("names the place of a fault")
    func paths() {
        let more = ["P": [TypedData.Member("w", "address[]")]]
        let bad: JSON = ["p": [["w": []], ["w": ["0x00"]]]]
        #expect(fault([.init("p", "P[]")], bad, more: more)?.path == "message.p[1].w[0]")
        #expect(fault([.init("p", "P[]")], ["p": [[:]]], more: more)?.path == "message.p[0].w")
        #expect(fault([.init("a", "string")], ["a": "x"], domain: ["chainId": "x"])?.path == "domain.chainId")
    }

    @Test("refuses missing and null members, ignores those that the type does not have")
    func members() throws {
        let member = [TypedData.Member("a", "uint8")]
        #expect(fault(member, [:])?.code == .missing)
        #expect(fault(member, ["a": nil])?.code == .missing)
        #expect(try data(member, ["a": 1, "b": 2]).digest == data(member, ["a": 1]).digest)
    }

    @Test("permits types that refer to themselves, as long as the data ends")
    func recursion() throws {
        let node: [TypedData.Member] = [.init("v", "uint8"), .init("next", "T[]")]
        let data = try data(node, ["v": 1, "next": [["v": 2, "next": []]]])
        #expect(try data.encodeType("T") == "T(uint8 v,T[] next)")
        var deep: JSON = ["v": 1, "next": []]
        for _ in 0..<100 { deep = ["v": 1, "next": [deep]] }
        #expect(fault(node, deep)?.code == .tooDeep(limit: TypedData.depthLimit))
        #expect(fault([.init("t", "T")], ["t": ["t": [:]]])?.code == .missing)
    }

    @Test("sorts the types that a type uses by name, each once")
    func dependencies() throws {
        let data = try data(
            [.init("z", "Z[2]"), .init("a", "a"), .init("b", "B")],
            ["z": [["b": [:]], ["b": [:]]], "a": [:], "b": [:]],
            more: ["Z": [.init("b", "B")], "a": [], "B": [], "Unused": [.init("x", "T")]])
        #expect(try data.encodeType("T") == "T(Z[2] z,a a,B b)B()Z(B b)a()")
        #expect(throws: TypedDataError.self) { try data.encodeType("Nope") }
    }

    @Test(
        "refuses types that are none",
        arguments: [
            "", "uint7", "uint0", "uint264", "uint08", "int1", "bytes0", "bytes33", "bytes01", "uint8[",
            "uint8]", "uint8[0]", "uint8[01]", "uint8[-1]", "uint8[+1]", "uint8[1][", "uint8 []", "uint8[]x",
            "[]", "1a", "a b", "a,b", "a(b)", "uint8[99999999999999999999]", "\u{e9}",
            "uint8" + String(repeating: "[]", count: 17),
        ])
    func badTypes(type: String) {
        #expect(fault([.init("a", type)], ["a": 1])?.code == .invalidType(type))
    }

    @Test("refuses names that are none, stand twice or hide a type")
    func badNames() {
        for name in ["", "1a", "a b", "a-b", "a)", "\u{e9}"] {
            #expect(fault([.init(name, "uint8")], [:])?.code == .invalidName(name))
        }
        #expect(fault([.init("a", "uint8"), .init("a", "uint8")], ["a": 1])?.code == .invalidName("a"))
        for name in ["uint8", "uint", "uint7", "bytes99", "string", "bool", "T[]", "", "a b", ":a"] {
            #expect(fault([], [:], more: [name: []])?.code == .invalidName(name))
        }
        #expect(fault([.init("a", "X:Y")], ["a": [:]], more: ["X:Y": []]) == nil)
        #expect(fault([], [:], more: ["U": [.init("a", "Nope[]")]])?.code == .unknownType("Nope"))
    }

    @Test("derives the domain's type, and holds a declared one to it")
    func domains() throws {
        let name = TypedData.Member("name", "string")
        let version = TypedData.Member("version", "string")
        let domain: JSON = ["version": "1", "name": "n"]
        let derived = try data([], [:], domain: domain)
        #expect(try derived.encodeType("EIP712Domain") == "EIP712Domain(string name,string version)")
        let declared = try data([], [:], more: ["EIP712Domain": [name, version]], domain: domain)
        #expect(declared == derived)
        #expect(try data([], [:], domain: [:]).encodeType("EIP712Domain") == "EIP712Domain()")
        func fault(_ members: [TypedData.Member]) -> TypedDataError.Code? {
            self.fault([], [:], more: ["EIP712Domain": members], domain: domain)?.code
        }
        #expect(fault([version, name]) == .invalidType("EIP712Domain"))
        #expect(fault([name]) == .unexpectedDomainMember("version"))
        #expect(fault([name, version, .init("chainId", "uint256")]) == .missing)
        #expect(fault([name, .init("version", "uint256")]) == .invalidType("uint256 version"))
        #expect(fault([name, version, .init("x", "string")]) == .invalidType("string x"))
        #expect(self.fault([], [:], domain: ["x": 1])?.code == .unexpectedDomainMember("x"))
        #expect(self.fault([], [:], domain: ["name": nil])?.code == .missing)
    }

    @Test("refuses a primary type that is absent or the domain's")
    func primaryTypes() {
        for name in ["Nope", "EIP712Domain", ""] {
            #expect(throws: TypedDataError.self) {
                try TypedData(types: ["T": []], primaryType: name, domain: [:], message: [:])
            }
        }
    }

    @Test("refuses JSON of another shape, and too many or too long types")
    func shapes() {
        for text in [
            "", "1", "{}", #"{"types":{},"primaryType":"T","domain":{}}"#,
            #"{"types":{"T":[]},"primaryType":"T","domain":{},"message":[]}"#,
            #"{"types":{"T":{}},"primaryType":"T","domain":{},"message":{}}"#,
            #"{"types":{"T":[{"name":"a"}]},"primaryType":"T","domain":{},"message":{"a":1}}"#,
            #"{"types":{"T":[1]},"primaryType":"T","domain":{},"message":{}}"#,
            String(repeating: "[", count: 1000), String(repeating: " ", count: TypedData.lengthLimit + 1),
        ] {
            #expect(throws: TypedDataError.self) { try TypedData(parsing: text) }
        }
        var more: [String: [TypedData.Member]] = [:]
        for index in 0..<300 { more["X\(index)"] = [] }
        #expect(fault([], [:], more: more)?.code == .tooLarge(limit: 256))
        let wide = (0..<10_000).map { TypedData.Member("a\($0)", "string") }
        var values = JSON.Object()
        for member in wide { values[member.name] = "" }
        #expect(fault(wide, .object(values))?.code == .tooLarge(limit: 1 << 16))
    }
}
