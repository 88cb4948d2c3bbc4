import DevChain
import Primitives
import Testing

@Suite("JSON-RPC: subscriptions")
struct RPCSubscriptionTests {
    @Test("New heads come in their order, without those that were there before")
    func heads() async throws {
        let fixture = try await RPCFixture()
        _ = try await fixture.call("anvil_mine", "[3]")
        let sent = SentNotifications()
        let id = try await fixture.call("eth_subscribe", #"["newHeads"]"#, connection: sent.connection)
        _ = try await fixture.call("anvil_mine", "[3]")
        let messages = try await sent.next(3)
        #expect(messages.map { $0["params"]?["result"]?["number"] } == ["0x4", "0x5", "0x6"])
        for message in messages {
            #expect(message["jsonrpc"] == "2.0" && message["method"] == "eth_subscription")
            #expect(message["id"] == nil && message["params"]?["subscription"] == id)
            #expect(message["params"]?["result"]?["transactions"] == nil)
        }
        let block = try await fixture.call("eth_getBlockByNumber", #"["0x6"]"#)
        #expect(messages.last?["params"]?["result"]?["hash"] == block["hash"])
    }

    @Test("No head is left out where the chain makes blocks faster than it tells of them")
    func gaps() async throws {
        let fixture = try await RPCFixture { $0.eventLimit = 2 }
        let sent = SentNotifications()
        _ = try await fixture.call("eth_subscribe", #"["newHeads"]"#, connection: sent.connection)
        _ = try await fixture.call("anvil_mine", "[1000]")
        let numbers = try await sent.next(1000).map { $0["params"]?["result"]?["number"] }
        #expect(numbers == (1...1000).map { .string("0x" + String($0, radix: 16)) })
    }

    @Test("After going back, the heads of the new way are told")
    func reverting() async throws {
        let fixture = try await RPCFixture()
        let snapshot = try await fixture.call("evm_snapshot")
        let sent = SentNotifications()
        _ = try await fixture.call("eth_subscribe", #"["newHeads"]"#, connection: sent.connection)
        _ = try await fixture.call("anvil_mine", "[2]")
        #expect(try await sent.next(2).count == 2)
        _ = try await fixture.call("evm_revert", "[\(snapshot)]")
        _ = try await fixture.call("evm_mine", "[1800000000]")
        let head = try await sent.next(1).first?["params"]?["result"]
        #expect(head?["number"] == "0x1" && head?["timestamp"] == "0x6b49d200")
    }

    @Test("Logs are those that the filter wants, pending transactions come as hashes or whole")
    func logs() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.oneTopic, at: 1)
        let (logs, hashes, whole) = (SentNotifications(), SentNotifications(), SentNotifications())
        _ = try await fixture.call(
            "eth_subscribe", "[\"logs\",{\"address\":\(contract)}]", connection: logs.connection)
        _ = try await fixture.call(
            "eth_subscribe", #"["newPendingTransactions"]"#, connection: hashes.connection)
        _ = try await fixture.call(
            "eth_subscribe", #"["newPendingTransactions",true]"#, connection: whole.connection)
        try await fixture.send("\"to\":\(fixture.account(1))")
        let receipt = try await fixture.send("\"to\":\(contract)")
        #expect(try await logs.next(1).first?["params"]?["result"] == receipt["logs"]?[0])
        #expect(try await hashes.next(2).last?["params"]?["result"] == receipt["transactionHash"])
        let transaction = try await whole.next(2).last?["params"]?["result"]
        #expect(transaction?["hash"] == receipt["transactionHash"] && transaction?["blockHash"] == .null)
    }

    @Test("A subscription ends when its own connection says so, or leaves")
    func ending() async throws {
        let fixture = try await RPCFixture()
        let (first, second) = (SentNotifications(), SentNotifications())
        let id = try await fixture.call("eth_subscribe", #"["newHeads"]"#, connection: first.connection)
        _ = try await fixture.call("eth_subscribe", #"["newHeads"]"#, connection: second.connection)
        let stranger = try await fixture.error("eth_unsubscribe", "[\(id)]", connection: second.connection)
        #expect(stranger?.code == -32000)
        #expect(try await fixture.call("eth_unsubscribe", "[\(id)]", connection: first.connection) == true)
        let again = try await fixture.error("eth_unsubscribe", "[\(id)]", connection: first.connection)
        #expect(again?.code == -32000)
        let next = try await fixture.call("eth_subscribe", #"["newHeads"]"#, connection: first.connection)
        _ = try await fixture.call("evm_mine")
        #expect(try await first.next(1).first?["params"]?["subscription"] == next)
        #expect(try await second.next(1).count == 1)
        await fixture.rpc.connectionClosed(second.connection)
        let left = try await fixture.error("eth_unsubscribe", "[\"0x2\"]", connection: second.connection)
        #expect(left?.code == -32000)
    }

    @Test("A connection has a limited number of subscriptions")
    func limit() async throws {
        var limits = ChainRPCLimits()
        limits.subscriptionsPerConnection = 2
        let fixture = try await RPCFixture(limits: limits)
        let sent = SentNotifications()
        for _ in 0..<2 {
            _ = try await fixture.call("eth_subscribe", #"["syncing"]"#, connection: sent.connection)
        }
        let more = try await fixture.error("eth_subscribe", #"["newHeads"]"#, connection: sent.connection)
        #expect(more?.code == -32005)
    }
}
