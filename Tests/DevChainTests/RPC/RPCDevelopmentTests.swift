import DevChain
import Primitives
import Testing

@Suite("JSON-RPC: a developer's own methods")
struct RPCDevelopmentTests {
    @Test("Snapshots are used up with all later ones")
    func snapshots() async throws {
        let fixture = try await RPCFixture()
        let first = try await fixture.call("evm_snapshot")
        try await fixture.send("\"to\":\(fixture.account(1)),\"value\":\"0x1\"")
        let second = try await fixture.call("anvil_snapshot")
        #expect(first == "0x1" && second == "0x2")
        #expect(try await fixture.call("evm_revert", "[\(first)]") == true)
        #expect(try await fixture.call("eth_blockNumber") == "0x0")
        #expect(
            try await fixture.call("eth_getBalance", "[\(fixture.account(1))]") == "0x21e19e0c9bab2400000")
        for id in [first, second] { #expect(try await fixture.call("anvil_revert", "[\(id)]") == false) }
        #expect(try await fixture.call("evm_revert", "[99]") == false)
    }

    @Test(
        "Numbers may be hexadecimal, decimal or JSON's own",
        arguments: ["\"0x64\"", "\"100\"", "100", "\"0x0064\""])
    func numbers(_ number: String) async throws {
        let fixture = try await RPCFixture()
        let account = fixture.account(5)
        #expect(try await fixture.call("anvil_setBalance", "[\(account),\(number)]") == .null)
        #expect(try await fixture.call("eth_getBalance", "[\(account)]") == "0x64")
        #expect(try await fixture.call("hardhat_setNonce", "[\(account),\(number)]") == true)
        #expect(try await fixture.call("eth_getTransactionCount", "[\(account)]") == "0x64")
        _ = try await fixture.call("anvil_mine", "[\(number)]")
        #expect(try await fixture.call("eth_blockNumber") == "0x64")
    }

    @Test("What is no number is refused", arguments: ["\"ten\"", "-1", "1.5", "1e3", "true", "null", "\"\""])
    func noNumbers(_ number: String) async throws {
        let fixture = try await RPCFixture()
        let error = try await fixture.error("anvil_setBalance", "[\(fixture.account(5)),\(number)]")
        #expect(error?.code == -32602 && error?.message.contains("argument 1: balance") == true)
    }

    @Test("Code and storage")
    func codeAndStorage() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.load, at: 1)
        let word = "0x" + String(repeating: "0", count: 62) + "2a"
        for slot in ["\"0x0\"", "0", "\"0\"", "\"0x" + String(repeating: "0", count: 64) + "\""] {
            let set = try await fixture.call("anvil_setStorageAt", "[\(contract),\(slot),\"\(word)\"]")
            #expect(set == true)
        }
        #expect(try await fixture.call("eth_call", "[{\"to\":\(contract)}]") == .string(word))
        #expect(try await fixture.call("eth_getStorageAt", "[\(contract),\"0x0\"]") == .string(word))
    }

    @Test("Mining: one block, many, at a time, with an interval")
    func mining() async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.call("evm_mine") == "0x0")
        #expect(try await fixture.call("evm_mine", #"[{"timestamp":1800000000,"blocks":2}]"#) == "0x0")
        #expect(try await fixture.call("eth_blockNumber") == "0x3")
        #expect(try await fixture.call("anvil_mine", #"["0x3e8","0xa"]"#) == .null)
        #expect(try await fixture.call("hardhat_mine", "[0]") == .null)
        let head = try await fixture.call("eth_getBlockByNumber", #"["latest"]"#)
        #expect(head["number"] == "0x3eb")
        let before = try await fixture.call("eth_getBlockByNumber", #"["0x3ea"]"#)
        let times = [before, head].compactMap { $0["timestamp"]?.string.flatMap { UInt256($0) } }
        #expect(times.count == 2 && times.last == times.first.map { $0 + 10 })
        let detailed = try await fixture.call("evm_mine_detailed", #"[{"blocks":2}]"#)
        #expect(detailed.array?.map { $0["number"] } == ["0x3ec", "0x3ed"])
        #expect(try await fixture.error("anvil_mine", "[1000001]")?.code == -32005)
        #expect(try await fixture.error("evm_mine", "[5]")?.code == -32602)
    }

    @Test("Time: set for the next block, moved for good, in steps")
    func time() async throws {
        let fixture = try await RPCFixture()
        func mined() async throws -> UInt256? {
            _ = try await fixture.call("evm_mine")
            let head = try await fixture.call("eth_getBlockByNumber", #"["latest"]"#)
            return head["timestamp"]?.string.flatMap { UInt256($0) }
        }
        #expect(try await fixture.call("evm_setNextBlockTimestamp", #"["1700000100"]"#) == .null)
        #expect(try await mined() == 1_700_000_100)
        #expect(try await mined() == 1_700_000_101)
        #expect(try await fixture.error("evm_setNextBlockTimestamp", "[1]")?.code == -32602)
        let offset = try await fixture.call("evm_increaseTime", #"["0xe10"]"#)
        #expect(offset.int == 3700)
        #expect(try await mined() == 1_700_003_700)
        #expect(try await fixture.call("anvil_setBlockTimestampInterval", "[7]") == .null)
        #expect(try await mined() == 1_700_003_707)
        #expect(try await fixture.call("anvil_removeBlockTimestampInterval") == true)
        #expect(try await fixture.call("anvil_removeBlockTimestampInterval") == false)
        #expect(try await fixture.call("evm_setTime", "[1700009000000]").int == 9000)
        #expect(try await mined() == 1_700_009_000)
    }

    @Test("What the next block has: base fee, coinbase, randomness, gas limit; and the chain's id")
    func nextBlock() async throws {
        let fixture = try await RPCFixture()
        let random = "0x" + String(repeating: "ab", count: 32)
        _ = try await fixture.call("anvil_setNextBlockBaseFeePerGas", "[5]")
        _ = try await fixture.call("hardhat_setCoinbase", "[\(fixture.account(3))]")
        _ = try await fixture.call("hardhat_setPrevRandao", "[\"\(random)\"]")
        #expect(try await fixture.call("evm_setBlockGasLimit", "[25000000]") == true)
        _ = try await fixture.call("evm_mine")
        let head = try await fixture.call("eth_getBlockByNumber", #"["latest"]"#)
        #expect(head["baseFeePerGas"] == "0x5" && head["mixHash"] == .string(random))
        #expect(head["miner"]?.text == fixture.account(3) && head["gasLimit"] == "0x17d7840")
        #expect(try await fixture.call("eth_coinbase").text == fixture.account(3))
        _ = try await fixture.call("anvil_setChainId", "[7]")
        #expect(try await fixture.call("eth_chainId") == "0x7")
        #expect(try await fixture.call("net_version") == "7")
    }

    @Test("Automatic and interval mining")
    func modes() async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.call("anvil_getAutomine") == true)
        _ = try await fixture.call("evm_setAutomine", "[false]")
        #expect(try await fixture.call("hardhat_getAutomine") == false)
        #expect(try await fixture.call("anvil_getIntervalMining") == .null)
        _ = try await fixture.call("evm_setIntervalMining", "[5]")
        #expect(try await fixture.call("anvil_getIntervalMining") == 5)
    }

    @Test("A dump of the state brings it into another chain; a reset begins again")
    func dumps() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.echo, at: 1)
        let dump = try await fixture.call("anvil_dumpState")
        let other = try await RPCFixture()
        #expect(try await other.call("anvil_loadState", "[\(dump)]") == true)
        #expect(try await other.call("eth_getCode", "[\(contract)]") == .string(TestCode.echo))
        for bad in ["0x", "0x7b7d", "0xff", "7"] {
            #expect(try await other.error("anvil_loadState", "[\"\(bad)\"]")?.code == -32602)
        }
        #expect(try await other.call("hardhat_reset") == true)
        #expect(try await other.call("eth_getCode", "[\(contract)]") == "0x")
    }

    @Test("What kind of node it is")
    func node() async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.call("web3_clientVersion") == "test/v1")
        #expect(try await fixture.call("web3_sha3", #"["0x"]"#) == .string(Keccak256.hash([]).prefixedHex))
        #expect(try await fixture.call("net_version") == "31337")
        #expect(try await fixture.call("net_listening") == true)
        #expect(try await fixture.call("eth_syncing") == false)
        #expect(try await fixture.call("eth_requestAccounts").array?.count == 10)
        #expect(try await fixture.call("anvil_nodeInfo")["environment"]?["chainId"] == 31337)
        #expect(try await fixture.call("hardhat_metadata")["latestBlockNumber"] == 0)
    }

    @Test("A proof of an account that is not there shows its absence")
    func proof() async throws {
        let fixture = try await RPCFixture()
        let stranger = "\"0x" + String(repeating: "12", count: 20) + "\""
        let key = "0x" + String(repeating: "0", count: 63) + "1"
        let proof = try await fixture.call("eth_getProof", "[\(stranger),[\"0x1\",\"\(key)\"],\"latest\"]")
        #expect(proof["balance"] == "0x0" && proof["nonce"] == "0x0")
        #expect(proof["codeHash"] == .string(Keccak256.hash([]).prefixedHex))
        #expect(proof["accountProof"]?.array?.isEmpty == false)
        #expect(proof["storageProof"]?.array?.map { $0["key"] } == ["0x1", .string(key)])
        let many = "[" + Array(repeating: "\"0x1\"", count: 1025).joined(separator: ",") + "]"
        #expect(try await fixture.error("eth_getProof", "[\(stranger),\(many)]")?.code == -32005)
    }
}
