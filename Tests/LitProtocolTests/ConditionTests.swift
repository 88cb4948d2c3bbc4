import Ethereum
import LitProtocol
import Primitives
import Testing

@Suite struct ConditionTests {
    private let user: Address
    private let evaluator: LocalConditionEvaluator

    init() throws {
        user = try Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")
        evaluator = LocalConditionEvaluator(
            user: user, actionCID: "QmCid", domain: "example.com",
            resources: ["litParam:color:Ymx1ZQ", "litParam:bad:_w", "https://a.example/"])
    }

    private func conditions(
        _ items: JSON..., form: AccessConditions.Form = .evmBasic
    ) throws -> AccessConditions {
        try AccessConditions(form: form, .array(items))
    }

    private func basic(
        _ parameter: String, _ comparator: String, _ value: String, type: String = "", method: String = ""
    ) -> JSON {
        [
            "contractAddress": "", "chain": "ethereum", "standardContractType": .string(type),
            "method": .string(method), "parameters": [.string(parameter)],
            "returnValueTest": ["comparator": .string(comparator), "value": .string(value)],
        ]
    }

    private var yes: JSON { basic(":userAddress", "=", user.checksummed) }
    private var no: JSON { basic(":userAddress", "=", Address.zero.checksummed) }
    private var chain: JSON { basic(":userAddress", ">", "0", method: "eth_getBalance") }
    private let and: JSON = ["operator": "and"], or: JSON = ["operator": "or"]

    @Test func `Canonical texts and hashes equal those of the JavaScript SDK`() throws {
        let samples = try #require(try Transcripts.file("client-offline-vectors")["conditions"]?.array)
        #expect(samples.count == 8)
        for sample in samples {
            let form = try #require(
                sample["kind"]?.string.flatMap(AccessConditions.Form.init(rawValue:)))
            for member in ["input", "formatted"] {
                let conditions = try AccessConditions(form: form, try #require(sample[member]))
                #expect(conditions.json.text == sample["canonicalText"]?.string)
                #expect(conditions.hash.bytes.hex == sample["sha256"]?.string)
            }
        }
    }

    @Test func `Canonical texts are read and hashed as all implementations do`() throws {
        let samples = try #require(try Transcripts.vectors("conditions/conditions").array)
        #expect(samples.count >= 10)
        for sample in samples {
            let form = try #require(
                sample["form"]?.string.flatMap(AccessConditions.Form.init(rawValue:)))
            let text = try #require(sample["text"]?.string)
            let conditions = try AccessConditions(form: form, JSON(parsing: text))
            #expect(conditions.json.text == text)
            #expect(conditions.hash.bytes.hex == sample["sha256"]?.string, "\(text)")
            #expect(conditions.resource.id == sample["sha256"]?.string)
        }
    }

    @Test func `Numbers in conditions are hashed as JavaScript writes them`() throws {
        let text = #"[{"method":"m","params":[1.0,1e2,{"b":0.50,"a":-0}],"chain":"solana","#
        let conditions = try AccessConditions(
            form: .solana,
            JSON(parsing: text + #""returnValueTest":{"key":"","comparator":"=","value":"1"}}]"#))
        #expect(conditions.json.text.contains(#""params":[1,100,{"b":0.5,"a":0}]"#))
    }

    @Test func `Conditions on the user's address hold for the user alone`() throws {
        #expect(try evaluator.evaluate(conditions(yes)))
        #expect(try !evaluator.evaluate(conditions(no)))
        #expect(try evaluator.evaluate(conditions(basic(":userAddress", "=", user.prefixedHex))))
        #expect(try evaluator.evaluate(conditions(basic(":userAddress", "=", ":userAddress"))))
        #expect(try evaluator.evaluate(conditions(basic(":userAddress", "!=", Address.zero.checksummed))))
        #expect(try evaluator.evaluate(conditions(basic(":userAddress", ">", Address.zero.checksummed))))
        #expect(try !evaluator.evaluate(conditions(basic(":userAddress", "==", user.checksummed))))
        var nobody = evaluator
        nobody.user = nil
        #expect(try !nobody.evaluate(conditions(yes)))
        #expect(try !nobody.evaluate(conditions(basic(":userAddress", "=", ":userAddress"))))
        #expect(try !nobody.evaluate(conditions(basic(":userAddress", "!=", Address.zero.checksummed))))
        let refused = #expect(throws: NodeError.self) { try evaluator.require(conditions(no)) }
        #expect(refused?.code == .accessControlConditionsReturnedNotAuthorized)
    }

    @Test(arguments: ["0x01", "", "0x", "zz", "2c7536E3605D9C16a7a3D7b1898e529396a65c2"])
    func `What is no address is an error, not false`(_ value: String) throws {
        let refused = #expect(throws: NodeError.self) {
            try evaluator.evaluate(conditions(basic(":userAddress", "=", value)))
        }
        #expect(refused?.code == .conditionAddressConversionError)
        #expect(refused?.status == 400)
    }

    @Test func `Texts are compared by their bytes`() throws {
        let samples: [(String, String, String, Bool)] = [
            ("b", "=", "b", true), ("b", "=", "B", false), ("b", "!=", "a", true), ("b", ">", "a", true),
            ("b", "<", "a", false), ("b", ">=", "b", true), ("b", "<=", "a", false),
            ("abc", "contains", "bc", true),
            ("abc", "contains", "", true), ("abc", "contains", "abcd", false),
            ("abc", "!contains", "x", true),
            ("abc", "!contains", "a", false), ("a", "like", "a", false), ("é", "=", "e\u{301}", false),
            (":currentActionIpfsId", "=", "QmCid", true), (":litParam:color", "=", "blue", true),
            (":litParam:none", "=", ":litParam:none", true), (":litParam:color", "=", "Ymx1ZQ", false),
        ]
        for (parameter, comparator, value, holds) in samples {
            let list = try conditions(basic(parameter, comparator, value))
            #expect(try evaluator.evaluate(list) == holds, "\(parameter) \(comparator) \(value)")
        }
        let refused = #expect(throws: NodeError.self) {
            try evaluator.evaluate(conditions(basic(":litParam:bad", "=", "x")))
        }
        #expect(refused?.code == .invalidSIWESpecialParam)
    }

    @Test func `Conditions on the sign-in message see its domain and resources`() throws {
        let list: [(JSON, Bool)] = [
            (basic(":domain", "=", "example.com", type: "SIWE"), true),
            (basic(":domain", "=", "example.org", type: "SIWE"), false),
            (basic(":resources", "contains", "https://a.example/", type: "SIWE"), true),
            (basic(":resources", "contains", "https://a", type: "SIWE"), false),
            (basic(":resources", "!contains", "https://b.example/", type: "SIWE"), true),
            (basic(":resources", "=", "https://a.example/", type: "SIWE"), false),
            (basic(":other", "=", ":other", type: "SIWE"), false),
            (basic("x", "=", "x", type: "ERC721MetadataName", method: "name"), false),
            (basic("x", "=", "x", type: "unheard of"), false), (basic("x", "=", "x", method: "m"), false),
        ]
        for (condition, holds) in list {
            #expect(try evaluator.evaluate(conditions(condition)) == holds, "\(condition)")
        }
    }

    @Test func `Operators bind from left to right, and groups before them`() throws {
        let lists: [([JSON], Bool)] = [
            ([yes, or, yes, and, no], false), ([yes, or, [yes, and, no]], true),
            ([no, and, yes, or, yes], true),
            ([no, and, [yes, or, yes]], false), ([[[yes]]], true), ([yes, yes], true), ([yes, no], false),
            ([yes, and, yes, and, yes], true), ([no, or, no, or, yes], true),
        ]
        for (items, holds) in lists {
            let list = try AccessConditions(form: .evmBasic, .array(items))
            #expect(try evaluator.evaluate(list) == holds, "\(list.json.text)")
        }
    }

    @Test func `Lists that make no sense are refused`() throws {
        let lists: [[JSON]] = [
            [], [and], [yes, and], [and, yes], [yes, and, or, yes], [yes, yes, and, yes], [[]],
            [yes, and, []],
            [[yes, yes]], [[yes, yes], and, yes],
        ]
        for items in lists {
            let list = try AccessConditions(form: .evmBasic, .array(items))
            let refused = #expect(throws: NodeError.self, "\(list.json.text)") {
                try evaluator.evaluate(list)
            }
            #expect(refused?.code == .invalidBooleanConditionType)
        }
        let unified = try conditions(yes, yes, form: .unified)
        let refused = #expect(throws: NodeError.self) { try evaluator.evaluate(unified) }
        #expect(refused?.details == ["Invalid boolean Unified Access Control Conditions"])
    }

    @Test func `What needs a chain is an error only if the outcome depends on it`() throws {
        let decided: [([JSON], Bool)] = [
            ([yes, or, chain], true), ([chain, or, yes], true), ([no, and, chain], false),
            ([chain, and, no], false),
            ([chain, and, no, or, yes], true), ([[chain, or, yes], and, yes], true),
        ]
        for (items, holds) in decided {
            #expect(try evaluator.evaluate(AccessConditions(form: .evmBasic, .array(items))) == holds)
        }
        for items in [[chain], [yes, and, chain], [chain, or, no], [no, or, chain], [chain, and, yes]] {
            let refused = #expect(throws: NodeError.self) {
                try evaluator.evaluate(AccessConditions(form: .evmBasic, .array(items)))
            }
            #expect(refused?.code == .chainNotSupported)
            #expect(refused?.details.first?.contains("ethereum") == true)
        }
    }

    @Test func `Kinds of conditions that need a chain say so`() throws {
        for type in ["ERC20", "ERC721", "ERC1155", "timestamp", "PKPPermissions", "POAP", "LitAction"] {
            let refused = #expect(throws: NodeError.self) {
                try evaluator.evaluate(conditions(basic("x", "=", "1", type: type, method: "balanceOf")))
            }
            #expect(refused?.code == .chainNotSupported)
        }
        let samples = try #require(try Transcripts.file("client-offline-vectors")["conditions"]?.array)
        for sample in samples where sample["kind"]?.string != "accessControlConditions" {
            let form = try #require(
                sample["kind"]?.string.flatMap(AccessConditions.Form.init(rawValue:)))
            let list = try AccessConditions(form: form, try #require(sample["input"]))
            let refused = #expect(throws: NodeError.self) {
                try LocalConditionEvaluator(user: nil).evaluate(list)
            }
            #expect(refused?.code == .chainNotSupported)
        }
    }

    @Test func `Thirty conditions are a list, and thirty-one too many`() throws {
        func list(_ count: Int) throws -> AccessConditions {
            let group = JSON.array(Array(Array(repeating: [yes], count: count / 2).joined(separator: [and])))
            let rest = Array(repeating: yes, count: count - count / 2)
            let items = [group] + rest.flatMap { [and, $0] }
            return try AccessConditions(form: .evmBasic, .array(items))
        }
        #expect(try evaluator.evaluate(list(30)))
        let refused = #expect(throws: NodeError.self) { try evaluator.evaluate(list(31)) }
        #expect(refused?.code == .tooManyConditions)
        #expect(refused?.details == ["Too many conditions, max is 30, got 31"])
    }

    @Test func `A condition of one kind is none of another`() throws {
        var wrong = try #require(yes.object)
        wrong["conditionType"] = "cosmos"
        for json in [.object(wrong), ["conditionType": "evmBasic"], [:], ["path": "p"]] as [JSON] {
            let refused = #expect(throws: NodeError.self) { try conditions(json, form: .unified) }
            #expect(refused?.code == .invalidUnifiedConditionType)
        }
        wrong["conditionType"] = "evmBasic"
        #expect(try conditions(.object(wrong), form: .unified).hash == conditions(yes).hash)
        for form in [AccessConditions.Form.evmContract, .solana] {
            let refused = #expect(throws: NodeError.self) { try conditions(yes, form: form) }
            #expect(refused?.code == .badInput)
        }
    }

    @Test func `Every member of a condition is needed, and named where it is missing`() throws {
        let samples = try #require(try Transcripts.file("client-offline-vectors")["conditions"]?.array)
        let optional: Set = ["constant", "extra", "internalType", "type", "pdaParams", "conditionType"]
        for sample in samples {
            let form = try #require(
                sample["kind"]?.string.flatMap(AccessConditions.Form.init(rawValue:)))
            guard form != .unified, let condition = sample["formatted"]?[0]?.object else { continue }
            for name in condition.keys where !optional.contains(name) {
                var less = condition
                less[name] = nil
                let refused = #expect(throws: NodeError.self, "\(name)") {
                    try AccessConditions(form: form, .array([.object(less)]))
                }
                #expect(refused?.code == .badInput)
                #expect(refused?.details.first?.contains(name) == true)
            }
        }
    }
}
