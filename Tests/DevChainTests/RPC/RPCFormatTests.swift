import DevChain
import Ethereum
import Primitives
import Testing

@Suite("JSON-RPC: how values are written and read")
struct RPCFormatTests {
    @Test(
        "Quantities may have leading zeros and digits of any case",
        arguments: [
            "0x0", "0x00", "0x0000000000000000000000000000000000000000000000000000000000000000000", "0X0",
        ])
    func tolerantQuantities(_ text: String) async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.call("eth_getBlockByNumber", "[\"\(text)\"]")["number"] == "0x0")
    }

    @Test(
        "Quantities that are none are refused, and the argument is named",
        arguments: [
            (#""0""#, "without 0x"), (#""""#, "empty"), (#""0x""#, "not a number"),
            (#""0xg""#, "invalid hex"),
            (#""0x10000000000000000""#, "64 bits"), (#""-0x1""#, "without 0x"), ("1", "a number"),
            ("true", "a boolean"), ("[]", "an array"), ("null", "missing"), (#"" 0x1""#, "without 0x"),
            (#""0x1 ""#, "invalid hex"), (#""0xß1""#, "invalid hex"), ("{}", "neither"),
        ])
    func badQuantities(_ text: String, _ reason: String) async throws {
        let fixture = try await RPCFixture()
        let error = try #require(try await fixture.error("eth_getBlockByNumber", "[\(text)]"))
        #expect(error.code == -32602)
        #expect(error.message.hasPrefix("invalid argument 0: block"))
        #expect(error.message.contains(reason), "\(error.message)")
    }

    @Test("A missing parameter is named")
    func missing() async throws {
        let fixture = try await RPCFixture()
        for method in ["eth_getBalance", "eth_getCode", "eth_getStorageAt", "eth_getTransactionCount"] {
            let error = try #require(try await fixture.error(method))
            #expect(error.code == -32602 && error.message.contains("invalid argument 0: address"))
        }
        let error = try await fixture.error("eth_getStorageAt", "[\(fixture.account(0))]")
        #expect(error?.message.contains("invalid argument 1: slot") == true)
    }

    @Test(
        "Data of an odd length, without 0x, of another width or with other digits is refused",
        arguments: [
            ("0xabc", "odd length"), ("abcd", "without 0x"), ("0xzz", "invalid hex"), ("", "empty"),
        ])
    func badData(_ text: String, _ reason: String) async throws {
        let fixture = try await RPCFixture()
        let error = try #require(try await fixture.error("web3_sha3", "[\"\(text)\"]"))
        #expect(error.code == -32602 && error.message.contains(reason), "\(error.message)")
        for length in [38, 42] {
            let address = "0x" + String(repeating: "0", count: length)
            let error = try #require(try await fixture.error("eth_getBalance", "[\"\(address)\"]"))
            #expect(error.code == -32602 && error.message.contains("want 40"), "\(error.message)")
        }
    }

    @Test("Addresses may have letters of any case, whatever their checksum, and are answered in lower case")
    func addresses() async throws {
        let fixture = try await RPCFixture()
        let address = fixture.accounts[0].address.prefixedHex
        let upper = "0x" + address.dropFirst(2).uppercased()
        let mixed = "0x" + address.dropFirst(2).prefix(20).uppercased() + address.suffix(20)
        for text in [address, upper, mixed] {
            #expect(try await fixture.call("eth_getBalance", "[\"\(text)\"]") == "0x21e19e0c9bab2400000")
        }
        #expect(try await fixture.call("eth_accounts").array?.first == .string(address))
    }

    @Test("Storage keys may be short, but no longer than a word")
    func storageKeys() async throws {
        let fixture = try await RPCFixture()
        let zero = JSON.string("0x" + String(repeating: "0", count: 64))
        for key in ["0x0", "0x", "0x00", "0x" + String(repeating: "0", count: 64)] {
            #expect(try await fixture.call("eth_getStorageAt", "[\(fixture.account(0)),\"\(key)\"]") == zero)
        }
        for key in ["0x" + String(repeating: "0", count: 65), "0xasdf", "0"] {
            let error = try await fixture.error("eth_getStorageAt", "[\(fixture.account(0)),\"\(key)\"]")
            #expect(error?.code == -32602)
        }
    }

    @Test("A block is named by word, number, hash or object (EIP-1898)")
    func blocks() async throws {
        let fixture = try await RPCFixture()
        _ = try await fixture.call("anvil_mine", "[3]")
        let hash = try await fixture.call("eth_getBlockByNumber", #"["0x2"]"#)["hash"]?.string ?? ""
        let account = fixture.account(0)
        let names = [
            #""latest""#, #""pending""#, #""earliest""#, #""safe""#, #""finalized""#, #""0x1""#, "null",
            "\"\(hash)\"", "{\"blockHash\":\"\(hash)\"}", #"{"blockNumber":"0x2"}"#,
            "{\"blockHash\":\"\(hash)\",\"requireCanonical\":true}", #"{"blockNumber":"latest"}"#,
        ]
        for name in names {
            #expect(try await fixture.call("eth_getTransactionCount", "[\(account),\(name)]") == "0x0")
        }
        for bad in ["{\"blockHash\":\"\(hash)\",\"blockNumber\":\"0x2\"}", "{}", #""newest""#, "[]", "2"] {
            #expect(try await fixture.error("eth_getTransactionCount", "[\(account),\(bad)]")?.code == -32602)
        }
        #expect(try await fixture.error("eth_getBlockByNumber", "[\"\(hash)\"]")?.code == -32602)
    }

    @Test("An unknown method is -32601 and names it")
    func unknownMethod() async throws {
        let fixture = try await RPCFixture()
        let error = try await fixture.error("eth_nothing")
        #expect(error == .methodNotFound("eth_nothing"))
    }
}
