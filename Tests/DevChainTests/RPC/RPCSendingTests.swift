import DevChain
import Ethereum
import Primitives
import Secp256k1
import Testing

@Suite("JSON-RPC: sending transactions and reading them again")
struct RPCSendingTests {
    @Test("What is left out is filled in, and the receipt is there when the hash is answered")
    func filling() async throws {
        let fixture = try await RPCFixture()
        let receipt = try await fixture.send("\"to\":\(fixture.account(1)),\"value\":\"0x5\"")
        #expect(receipt["status"] == "0x1" && receipt["gasUsed"] == "0x5208" && receipt["type"] == "0x2")
        let hash = try #require(receipt["transactionHash"])
        let sent = try await fixture.call("eth_getTransactionByHash", "[\(hash)]")
        #expect(sent["nonce"] == "0x0" && sent["gas"] == "0x5208" && sent["chainId"] == "0x7a69")
        #expect(sent["maxPriorityFeePerGas"] == "0x3b9aca00" && sent["blockNumber"] == "0x1")
        #expect(sent["gasPrice"] == receipt["effectiveGasPrice"])
        #expect(try await fixture.call("eth_getTransactionCount", "[\(fixture.account(0))]") == "0x1")
    }

    @Test(
        "The fees that are given decide the type",
        arguments: [
            ("\"gasPrice\":\"0x77359400\"", "0x0"), ("\"type\":\"0x0\"", "0x0"),
            ("\"gasPrice\":\"0x77359400\",\"accessList\":[]", "0x1"), ("\"type\":\"0x1\"", "0x1"),
            ("\"maxFeePerGas\":\"0x77359400\"", "0x2"), ("\"maxPriorityFeePerGas\":\"0x1\"", "0x2"),
            ("\"accessList\":[]", "0x2"), ("\"type\":\"0x2\",\"gasPrice\":\"0x77359400\"", "0x2"),
        ])
    func types(_ fees: String, _ type: String) async throws {
        let fixture = try await RPCFixture()
        let receipt = try await fixture.send("\"to\":\(fixture.account(1)),\(fees)")
        #expect(receipt["type"] == .string(type) && receipt["status"] == "0x1")
    }

    @Test("A deployment has an address, and a failed transaction a receipt with status 0")
    func deployment() async throws {
        let fixture = try await RPCFixture()
        let receipt = try await fixture.send("\"data\":\"0x60fe5f5360015ff3\"")
        let contract = try #require(receipt["contractAddress"])
        #expect(try await fixture.call("eth_getCode", "[\(contract)]") == "0xfe")
        #expect(receipt["to"] == .null)
        let failed = try await fixture.send("\"to\":\(contract),\"gas\":\"0x10000\"")
        #expect(failed["status"] == "0x0" && failed["gasUsed"] == "0x10000")
        let empty = try await fixture.error("eth_sendTransaction", "[{\"from\":\(fixture.account(0))}]")
        #expect(empty == .server("contract creation without any data provided"))
    }

    @Test("Transactions of one sender that are sent at once get nonces one after the other")
    func concurrent() async throws {
        let fixture = try await RPCFixture()
        let transfer = "[{\"from\":\(fixture.account(0)),\"to\":\(fixture.account(1)),\"value\":\"0x1\"}]"
        try await withThrowingTaskGroup(of: JSON.self) { group in
            for _ in 0..<20 { group.addTask { try await fixture.call("eth_sendTransaction", transfer) } }
            var hashes: Set<JSON> = []
            for try await hash in group { hashes.insert(hash) }
            #expect(hashes.count == 20)
        }
        #expect(try await fixture.call("eth_getTransactionCount", "[\(fixture.account(0))]") == "0x14")
        #expect(try await fixture.call("txpool_status")["pending"] == "0x0")
    }

    @Test("An impersonated account needs no key, even if it is a contract")
    func impersonation() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.echo, at: 1)
        _ = try await fixture.call("anvil_setBalance", "[\(contract),\"0xde0b6b3a7640000\"]")
        let transfer = "[{\"from\":\(contract),\"to\":\(fixture.account(1)),\"value\":\"0x1\"}]"
        #expect(try await fixture.error("eth_sendTransaction", transfer) == .server("unknown account"))
        _ = try await fixture.call("hardhat_impersonateAccount", "[\(contract)]")
        let hash = try await fixture.call("eth_sendTransaction", transfer)
        let sent = try await fixture.call("eth_getTransactionByHash", "[\(hash)]")
        #expect(sent["from"]?.text == contract && sent["blockNumber"] == "0x1")
        _ = try await fixture.call("anvil_stopImpersonatingAccount", "[\(contract)]")
        #expect(try await fixture.error("eth_sendTransaction", transfer) == .server("unknown account"))
    }

    @Test("A pending transaction has no place, and the pending block has it")
    func pending() async throws {
        let fixture = try await RPCFixture(mining: .manual)
        let account = fixture.account(0)
        let hash = try await fixture.call(
            "eth_sendTransaction", "[{\"from\":\(account),\"to\":\(account),\"value\":\"0x1\"}]")
        let sent = try await fixture.call("eth_getTransactionByHash", "[\(hash)]")
        for member in ["blockHash", "blockNumber", "transactionIndex"] { #expect(sent[member] == .null) }
        #expect(sent["gasPrice"] == sent["maxFeePerGas"])
        #expect(try await fixture.call("eth_getTransactionReceipt", "[\(hash)]") == .null)
        let block = try await fixture.call("eth_getBlockByNumber", #"["pending",false]"#)
        #expect(block["transactions"] == [hash] && block["number"] == "0x1" && block["hash"] == .null)
        #expect(try await fixture.call("eth_getTransactionCount", "[\(account),\"pending\"]") == "0x1")
        #expect(try await fixture.call("eth_getTransactionCount", "[\(account)]") == "0x0")
        _ = try await fixture.call(
            "eth_sendTransaction", "[{\"from\":\(account),\"to\":\(account),\"nonce\":\"0x9\"}]")
        #expect(try await fixture.call("txpool_status") == ["pending": "0x1", "queued": "0x1"])
        let content = try await fixture.call("txpool_content")
        let checksummed = fixture.accounts[0].address.checksummed
        #expect(content["pending"]?[checksummed]?["0"]?["hash"] == hash)
        #expect(content["queued"]?[checksummed]?["9"] != nil)
        let line = try await fixture.call("txpool_inspect")["pending"]?[checksummed]?["0"]?.string
        #expect(line?.contains("1 wei + 21000 gas") == true)
        #expect(try await fixture.call("anvil_dropTransaction", "[\(hash)]") == hash)
        #expect(try await fixture.call("eth_getTransactionByHash", "[\(hash)]") == .null)
    }

    @Test("Places in blocks, counts, raw forms and uncles")
    func places() async throws {
        let fixture = try await RPCFixture()
        let receipt = try await fixture.send("\"to\":\(fixture.account(1))")
        let hash = try #require(receipt["transactionHash"])
        let block = try #require(receipt["blockHash"])
        let transaction = try await fixture.call("eth_getTransactionByHash", "[\(hash)]")
        let byNumber = try await fixture.call("eth_getTransactionByBlockNumberAndIndex", #"["0x1","0x0"]"#)
        #expect(byNumber == transaction)
        let byHash = try await fixture.call("eth_getTransactionByBlockHashAndIndex", "[\(block),\"0x0\"]")
        #expect(byHash == transaction)
        let beyond = try await fixture.call("eth_getTransactionByBlockHashAndIndex", "[\(block),\"0x1\"]")
        #expect(beyond == .null)
        #expect(try await fixture.call("eth_getBlockTransactionCountByHash", "[\(block)]") == "0x1")
        #expect(try await fixture.call("eth_getBlockTransactionCountByNumber", #"["0x7"]"#) == .null)
        #expect(try await fixture.call("eth_getUncleCountByBlockNumber", #"["latest"]"#) == "0x0")
        #expect(try await fixture.call("eth_getUncleByBlockHashAndIndex", "[\(block),\"0x0\"]") == .null)
        let raw = try await fixture.call("eth_getRawTransactionByHash", "[\(hash)]")
        let bytes = try Hex.decode(raw.string ?? "")
        #expect(JSON.string(try SignedTransaction(decoding: bytes).hash.prefixedHex) == hash)
        #expect(try await fixture.call("debug_getRawTransaction", "[\(hash)]") == raw)
        #expect(try await fixture.call("eth_getBlockReceipts", "[\(block)]") == [receipt])
        let full = try await fixture.call("eth_getBlockByHash", "[\(block),true]")
        #expect(full["transactions"] == [transaction])
    }

    @Test("Signatures by the accounts: messages, typed data and transactions")
    func signing() async throws {
        let fixture = try await RPCFixture()
        let account = fixture.account(0)
        let signed = try await fixture.call("eth_sign", "[\(account),\"0x6869\"]")
        #expect(try await fixture.call("personal_sign", "[\"0x6869\",\(account)]") == signed)
        let bytes = try Hex.decode(signed.string ?? "")
        #expect(bytes.count == 65 && (27...28).contains(bytes.last ?? 0))
        let signer = try PersonalMessage.recoverAddress(
            [0x68, 0x69], signature: Signature(recoverable: bytes))
        #expect(signer == fixture.accounts[0].address)

        let data = #"""
            {"types":{"EIP712Domain":[{"name":"name","type":"string"}],"A":[{"name":"b","type":"uint256"}]},
            "primaryType":"A","domain":{"name":"x"},"message":{"b":"7"}}
            """#
        let typed = try await fixture.call("eth_signTypedData_v4", "[\(account),\(data)]")
        let text = JSON.string(data).text
        #expect(try await fixture.call("eth_signTypedData_v4", "[\(account),\(text)]") == typed)
        let digest = try TypedData(parsing: data).digest
        let key = try Signature(recoverable: Hex.decode(typed.string ?? "")).recover(digest)
        #expect(Address(key) == fixture.accounts[0].address)
        let bad = try await fixture.error("eth_signTypedData_v4", "[\(account),\"{}\"]")
        #expect(bad?.code == -32602)

        let made = try await fixture.call(
            "eth_signTransaction", "[{\"from\":\(account),\"to\":\(account),\"value\":\"0x1\"}]")
        let hash = try await fixture.call("eth_sendRawTransaction", "[\(try #require(made["raw"]))]")
        #expect(made["tx"]?["hash"] == hash)
        let filled = try await fixture.call(
            "eth_fillTransaction", "[{\"from\":\(account),\"to\":\(account)}]")
        #expect(filled["tx"]?["nonce"] == "0x1" && filled["tx"]?["r"] == "0x0")
    }
}
