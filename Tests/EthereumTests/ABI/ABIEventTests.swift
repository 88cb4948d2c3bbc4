import Ethereum
import Primitives
import Testing

@Suite("ABI events")
struct ABIEventTests {
    let transfer = "event Transfer(address indexed from, address indexed to, uint256 value)"
    let alice = Address(truncating: UInt256(0xa11ce).bytes32)
    let bob = Address(truncating: UInt256(0xb0b).bytes32)

    @Test("knows the first topic")
    func topics() throws {
        let hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
        #expect(try ABI.topic(of: "Transfer(address,address,uint256)").prefixedHex == hash)
        let event = try ABIEvent(parsing: transfer)
        #expect(event.topic0?.prefixedHex == hash)
        #expect(event.description == transfer)
        #expect(event.topicCount == 3)
    }

    @Test("decodes what it encodes, in the parameters' order")
    func logs() throws {
        let event = try ABIEvent(parsing: "event E(string a, uint8 indexed b, bool[] c, address indexed d)")
        let values: [ABIValue] = ["text", 7, [true, false], .address(bob)]
        let log = try event.encode(values)
        #expect(log.topics.count == 3)
        #expect(log.topics[1] == UInt256(7).bytes32)
        let decoded = try event.decode(log)
        #expect(decoded.values == values)
        #expect(decoded["d"] == .address(bob))
    }

    @Test("hashes indexed values of reference types in place")
    func indexedReferences() throws {
        for (type, value, hash) in [
            ("string", "hello", "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8"),
            (
                "bytes", .bytes(Array("hello".utf8)),
                "1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8"
            ),
            ("uint256[]", [1, 2], "e90b7bceb6e7df5418fb78d8ee546e97c83a08bbccc01a0644d599ccd2a7c2e0"),
            ("uint8[2]", [1, 2], "e90b7bceb6e7df5418fb78d8ee546e97c83a08bbccc01a0644d599ccd2a7c2e0"),
            (
                "(uint256,string)", [7, "hello"],
                "2919104b27111a00427dc5719d616be7497d87822aa864c58817a818e17032b4"
            ),
            (
                "string[]", ["one", "three"],
                "2364ab65fda45daaf783584983c61cf13b14337134b3078861c0242f5103db4f"
            ),
        ] as [(String, ABIValue, String)] {
            let event = try ABIEvent(parsing: "E(\(type) indexed x, bool y)")
            let hash = try Bytes32(hex: hash)
            #expect(try event.topics(matching: [value]) == [event.topic0, hash], "\(type)")
            #expect(try event.topics(matching: [.hash(hash)]) == [event.topic0, hash])
            let decoded = try event.decode(event.encode([value, true]))
            #expect(decoded.values == [.hash(hash), true])
            #expect(decoded["x"]?.hash == hash)
        }
        #expect(throws: ABIError.self) {
            try ABIEvent(parsing: "E(uint8[2] indexed x)").topics(matching: [[1]])
        }
    }

    @Test("makes filters, nil meaning any")
    func filters() throws {
        let event = try ABIEvent(parsing: transfer)
        #expect(try event.topics() == [event.topic0])
        #expect(try event.topics(matching: [nil, .address(bob)]) == [event.topic0, nil, bob.word])
        #expect(try event.topics(matching: [.address(alice), nil, nil]) == [event.topic0, alice.word])
        #expect(try event.topics(matching: ["to": .address(bob)]) == [event.topic0, nil, bob.word])
        #expect(throws: ABIError.self) { try event.topics(matching: [nil, nil, 5]) }
        #expect(throws: ABIError.self) { try event.topics(matching: ["value": 5]) }
        #expect(throws: ABIError.self) { try event.topics(matching: ["other": 5]) }
        #expect(throws: ABIError.self) { try event.topics(matching: [nil, nil, nil, nil]) }
        let wrong = #expect(throws: ABIError.self) { try event.topics(matching: [nil, true]) }
        #expect(wrong?.pathText == "argument 1 (to)")
    }

    @Test("leaves the signature out of anonymous events")
    func anonymous() throws {
        let event = try ABIEvent(
            parsing:
                "event A(uint8 indexed a, uint8 indexed b, bool indexed c, bool indexed d, string e)"
                + " anonymous"
        )
        #expect(event.topic0 == nil)
        let log = try event.encode([1, 2, true, false, "x"])
        #expect(log.topics.count == 4)
        #expect(try event.decode(log)["e"] == "x")
        #expect(try event.topics(matching: [nil, 2]) == [nil, UInt256(2).bytes32])
    }

    @Test("refuses foreign topics, wrong counts and dirty topics")
    func refusals() throws {
        let event = try ABIEvent(parsing: transfer)
        let log = try event.encode([.address(alice), .address(bob), 5])
        func code(_ topics: [Bytes32], _ data: [UInt8]) -> ABIError.Code? {
            do {
                _ = try event.decode(ABILog(topics: topics, data: data))
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code(log.topics, log.data) == nil)
        #expect(code([], log.data) == .wrongTopicCount(expected: 3, actual: 0))
        #expect(code(Array(log.topics.prefix(2)), log.data) == .wrongTopicCount(expected: 3, actual: 2))
        #expect(code(log.topics + [.zero], log.data) == .wrongTopicCount(expected: 3, actual: 4))
        #expect(
            code([.zero] + log.topics.dropFirst(), log.data) == .wrongTopic(expected: event.signatureHash))
        #expect(code(log.topics, []) == .truncated(needed: 32, available: 0))
        let dirty = UInt256.max.bytes32
        #expect(code([log.topics[0], log.topics[1], dirty], log.data) == .dirtyPadding(type: "address"))
        do {
            _ = try event.decode(ABILog(topics: [log.topics[0], log.topics[1], dirty], data: log.data))
        } catch {
            #expect(error.pathText == "argument 1 (to)")
        }
        let short = #expect(throws: ABIError.self) { try event.decode(ABILog(topics: log.topics, data: [])) }
        #expect(short?.offset == 0)
        let value = #expect(throws: ABIError.self) {
            try event.encode([.address(alice), .address(bob), true])
        }
        #expect(value?.pathText == "argument 2 (value)")
        #expect(throws: ABIError.self) { try event.encode([.address(alice)]) }
    }

    @Test(
        "refuses what is no event",
        arguments: [
            "event", "event E", "event E(uint256 indexed indexed a)", "event E() view",
            "event E() anonymous anonymous",
            "event E(bool indexed, bool indexed, bool indexed, bool indexed)",
            "event E(bool indexed, bool indexed, bool indexed, bool indexed, bool indexed) anonymous",
        ])
    func badSignatures(text: String) {
        #expect(throws: ABIError.self) { try ABIEvent(parsing: text) }
    }
}
