import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Wallet") struct WalletTests {
    @Test("signs messages that recover to its address") func messages() throws {
        let wallet = EthereumWallet.random()
        let signature = try wallet.sign(message: "Hello")
        #expect(
            try PersonalMessage.recoverAddress(Array("Hello".utf8), signature: signature) == wallet.address)
        #expect(
            try PersonalMessage.recoverAddress(Array("hello".utf8), signature: signature) != wallet.address)
    }

    @Test("signs typed data that recovers to its address") func typedData() throws {
        let wallet = EthereumWallet.random()
        let data = try TypedData(
            parsing: """
                {"types": {"Note": [{"name": "text", "type": "string"}]}, "primaryType": "Note", \
                "domain": {"name": "Test", "chainId": 31337}, "message": {"text": "Hello"}}
                """)
        let signature = try wallet.sign(data)
        #expect(try Address(signature.recover(data.digest)) == wallet.address)
        #expect(try Address(signature.recover(data.structHash)) != wallet.address)
    }

    @Test("knows the address of a familiar key") func address() throws {
        // The first account of the public mnemonic of local development chains.
        let wallet = try EthereumWallet(
            privateKey: "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
        #expect(wallet.address.checksummed == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
        #expect("\(wallet)" == "EthereumWallet(0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266)")
    }

    @Test("refuses keys that are none") func refusals() {
        for hex in ["", "00", String(repeating: "0", count: 64), String(repeating: "f", count: 64), "zz"] {
            #expect(throws: (any Error).self) { try EthereumWallet(privateKey: hex) }
        }
    }

    @Test("hashes messages for a validating contract (EIP-191 version 0)") func validator() throws {
        let address = try Address("0x1111111111111111111111111111111111111111")
        #expect(
            PersonalMessage.hash([1, 2, 3] as [UInt8], validator: address)
                == Keccak256.hash([0x19, 0] + [UInt8](repeating: 0x11, count: 20) + [1, 2, 3]))
    }

    @Test("never prints its key") func printing() throws {
        let secret = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
        let wallet = try EthereumWallet(privateKey: secret)
        var text = ""
        dump(wallet, to: &text)
        for form in ["\(wallet)", String(reflecting: wallet), text, "\(wallet.privateKey)"] {
            #expect(!form.lowercased().contains("ac0974bec"))
            #expect(!form.contains("172, 9, 116"))
        }
    }
}
