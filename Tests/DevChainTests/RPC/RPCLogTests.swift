import DevChain
import Ethereum
import Primitives
import Testing

@Suite("JSON-RPC: logs and the filters that are polled")
struct RPCLogTests {
    private static func topic(_ value: Int) -> String {
        let digits = String(value, radix: 16)
        return "0x" + String(repeating: "0", count: 64 - digits.count) + digits
    }

    /// A chain with four blocks of one log each: topics 1 and 2 of one contract, 2 and 3 of another.
    private func chain() async throws -> (RPCFixture, String, String) {
        let fixture = try await RPCFixture()
        let one = try await fixture.deploy(TestCode.oneTopic, at: 1)
        let two = try await fixture.deploy(TestCode.twoTopics, at: 2)
        for (contract, value) in [(one, 1), (one, 2), (two, 2), (two, 3)] {
            let receipt = try await fixture.send("\"to\":\(contract),\"data\":\"\(Self.topic(value))\"")
            #expect(receipt["logs"]?.array?.count == 1)
        }
        return (fixture, one, two)
    }

    private func numbers(_ logs: JSON) -> [String] {
        (logs.array ?? []).compactMap { $0["blockNumber"]?.string }
    }

    @Test("Filters by contract, by topics in their places, and by alternatives")
    func filters() async throws {
        let (fixture, one, two) = try await chain()
        let caller = Self.topic(0).dropLast(40) + fixture.accounts[0].address.prefixedHex.dropFirst(2)
        let cases: [(String, [String])] = [
            ("", ["0x1", "0x2", "0x3", "0x4"]), (",\"address\":\(one)", ["0x1", "0x2"]),
            (",\"address\":[\(one),\(two)]", ["0x1", "0x2", "0x3", "0x4"]),
            (",\"address\":[]", ["0x1", "0x2", "0x3", "0x4"]),
            (",\"topics\":[\"\(Self.topic(2))\"]", ["0x2", "0x3"]),
            (",\"topics\":[[\"\(Self.topic(1))\",\"\(Self.topic(3))\"]]", ["0x1", "0x4"]),
            (",\"topics\":[null,\"\(caller)\"]", ["0x3", "0x4"]), (",\"topics\":[[],[]]", ["0x3", "0x4"]),
            (",\"topics\":[null,null,null]", []), (",\"topics\":[\"\(Self.topic(9))\"]", []),
            (",\"address\":\(one),\"topics\":[\"\(Self.topic(3))\"]", []),
        ]
        for (members, expected) in cases {
            let logs = try await fixture.call("eth_getLogs", "[{\"fromBlock\":\"0x0\"\(members)}]")
            #expect(numbers(logs) == expected, "\(members)")
        }
        #expect(numbers(try await fixture.call("eth_getLogs", "[{}]")) == ["0x4"])
        let range = try await fixture.call("eth_getLogs", #"[{"fromBlock":"0x2","toBlock":"0x3"}]"#)
        #expect(numbers(range) == ["0x2", "0x3"])
        let hash = try await fixture.call("eth_getBlockByNumber", #"["0x3"]"#)["hash"] ?? .null
        #expect(numbers(try await fixture.call("eth_getLogs", "[{\"blockHash\":\(hash)}]")) == ["0x3"])
    }

    @Test("Ranges that make no sense are refused")
    func ranges() async throws {
        let (fixture, _, _) = try await chain()
        let hash = try await fixture.call("eth_getBlockByNumber", #"["0x3"]"#)["hash"] ?? .null
        let cases: [(String, Int, String)] = [
            (#"{"fromBlock":"0x3","toBlock":"0x2"}"#, -32602, "invalid block range params"),
            (
                #"{"fromBlock":"0x3","toBlock":"0x9"}"#, -32602,
                "block range extends beyond current head block"
            ),
            ("{\"blockHash\":\(hash),\"fromBlock\":\"0x1\"}", -32602, "invalid argument 0: filter: cannot"),
            ("{\"blockHash\":\"\(Self.topic(1))\"}", -32000, "unknown block"),
            (#"{"topics":[null,null,null,null,null]}"#, -32602, "invalid argument 0: filter.topics: exceed"),
            (#"{"topics":["0x1"]}"#, -32602, "invalid argument 0: filter.topics[0]"),
            (#"{"address":"0x1"}"#, -32602, "invalid argument 0: filter.address"),
            ("[]", -32602, "invalid argument 0: filter"),
        ]
        for (filter, code, message) in cases {
            let error = try #require(try await fixture.error("eth_getLogs", "[\(filter)]"), "\(filter)")
            #expect(error.code == code && error.message.hasPrefix(message), "\(filter): \(error)")
        }
    }

    @Test("A filter tells each log, block and pending transaction once")
    func polling() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.oneTopic, at: 1)
        let logs = try await fixture.call("eth_newFilter", "[{\"address\":\(contract)}]")
        let blocks = try await fixture.call("eth_newBlockFilter")
        let pending = try await fixture.call("eth_newPendingTransactionFilter")
        #expect(try await fixture.call("eth_getFilterChanges", "[\(logs)]") == [])
        let receipt = try await fixture.send("\"to\":\(contract),\"data\":\"\(Self.topic(5))\"")
        _ = try await fixture.call("evm_mine")
        #expect(try await fixture.call("eth_getFilterChanges", "[\(logs)]") == receipt["logs"])
        let hashes = try await fixture.call("eth_getFilterChanges", "[\(blocks)]")
        #expect(hashes.array?.count == 2 && hashes[0] == receipt["blockHash"])
        #expect(
            try await fixture.call("eth_getFilterChanges", "[\(pending)]")
                == [receipt["transactionHash"] ?? .null])
        for filter in [logs, blocks, pending] {
            #expect(try await fixture.call("eth_getFilterChanges", "[\(filter)]") == [])
        }
        #expect(try await fixture.error("eth_getFilterLogs", "[\(blocks)]") == .server("filter not found"))
        #expect(try await fixture.call("eth_uninstallFilter", "[\(logs)]") == true)
        #expect(try await fixture.call("eth_uninstallFilter", "[\(logs)]") == false)
        #expect(try await fixture.error("eth_getFilterChanges", "[\(logs)]") == .server("filter not found"))
    }

    @Test("All logs of a filter can be asked for again")
    func filterLogs() async throws {
        let (fixture, one, _) = try await chain()
        let filter = try await fixture.call("eth_newFilter", "[{\"fromBlock\":\"0x0\",\"address\":\(one)}]")
        for _ in 0..<2 {
            #expect(numbers(try await fixture.call("eth_getFilterLogs", "[\(filter)]")) == ["0x1", "0x2"])
        }
    }

    @Test("After going back, filters continue from the new head")
    func reverting() async throws {
        let fixture = try await RPCFixture()
        let snapshot = try await fixture.call("evm_snapshot")
        let filter = try await fixture.call("eth_newBlockFilter")
        _ = try await fixture.call("anvil_mine", "[5]")
        #expect(try await fixture.call("evm_revert", "[\(snapshot)]") == true)
        #expect(try await fixture.call("eth_getFilterChanges", "[\(filter)]") == [])
        _ = try await fixture.call("evm_mine")
        #expect(try await fixture.call("eth_getFilterChanges", "[\(filter)]").array?.count == 1)
    }

    @Test("A filter that nobody polls for five minutes is gone; polling keeps it")
    func expiry() async throws {
        let fixture = try await RPCFixture()
        let kept = try await fixture.call("eth_newBlockFilter")
        let lost = try await fixture.call("eth_newBlockFilter")
        fixture.uptime.advance(.seconds(200))
        #expect(try await fixture.call("eth_getFilterChanges", "[\(kept)]") == [])
        fixture.uptime.advance(.seconds(200))
        #expect(try await fixture.call("eth_getFilterChanges", "[\(kept)]") == [])
        #expect(try await fixture.error("eth_getFilterChanges", "[\(lost)]") == .server("filter not found"))
    }

    @Test("Answers and filters are bounded")
    func bounds() async throws {
        var limits = ChainRPCLimits()
        limits.logsPerAnswer = 1
        limits.filters = 1
        let fixture = try await RPCFixture(limits: limits)
        let contract = try await fixture.deploy(TestCode.oneTopic, at: 1)
        for _ in 0..<2 { try await fixture.send("\"to\":\(contract)") }
        #expect(try await fixture.error("eth_getLogs", #"[{"fromBlock":"0x0"}]"#)?.code == -32005)
        _ = try await fixture.call("eth_newBlockFilter")
        #expect(try await fixture.error("eth_newBlockFilter")?.code == -32005)
    }
}
