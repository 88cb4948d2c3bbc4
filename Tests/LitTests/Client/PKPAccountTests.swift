import Lit
import Testing

@Suite struct PKPAccountTests {
    @Test func `It signs as wallets do`() async throws {
        let test = try TestClient()
        let account = test.lit.account(test.pkp, session: try await test.session(.sign(with: test.pkp)))
        let text = try await account.sign(message: "hello")
        #expect(try Address(text.recover(PersonalMessage.hash("hello"))) == test.pkp.address)
        let signer: any EthereumSigner = account
        #expect(try await signer.sign(message: Array("hello".utf8)) == text)
        #expect(signer.address == test.pkp.address)
        let data = try TypedData(
            types: ["Mail": [.init("to", "address")]], primaryType: "Mail", domain: ["name": "Post"],
            message: ["to": .string(test.pkp.address.checksummed)])
        #expect(try await Address(account.sign(data).recover(data.digest)) == test.pkp.address)
        let transaction = Transaction(
            chainID: 31337, nonce: 0, gasLimit: 21_000, to: test.wallet.address, value: 1, data: [],
            fees: .dynamic(maxFeePerGas: 2, maxPriorityFeePerGas: 1))
        let signed = try await account.sign(transaction)
        #expect(signed.sender == test.pkp.address)
        #expect(signed.transaction == transaction)
    }

    @Test func `A transaction that nobody may sign is refused, with the reason`() async throws {
        let test = try TestClient()
        let account = test.lit.account(test.pkp, session: try await test.session(.sign(with: test.pkp)))
        let transaction = Transaction(
            chainID: 0, nonce: 0, gasLimit: 21_000, to: test.wallet.address, value: 1, data: [],
            fees: .dynamic(maxFeePerGas: 2, maxPriorityFeePerGas: 1))
        let error = await #expect(throws: LitError.self) { try await account.sign(transaction) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.cause?.contains("chainID") == true)
    }

    @Test func `Without ether the error has the sums and the way out`() async throws {
        let test = try TestClient(chain: [
            "eth_chainId": "0x7a69", "eth_getBalance": "0x2386f26fc10000",  // 0.01
            "eth_getBlockByNumber": Self.block, "eth_maxPriorityFeePerGas": "0x3b9aca00",
            "eth_feeHistory": ["oldestBlock": "0x1", "baseFeePerGas": [], "gasUsedRatio": [], "reward": []],
        ])
        let account = test.lit.account(test.pkp, session: try await test.session(.sign(with: test.pkp)))
        let error = await #expect(throws: LitError.self) {
            try await account.send(to: test.wallet.address, value: .ether("1"))
        }
        #expect(error?.code == .insufficientFunds)
        // 21 000 gas at up to twice the base fee of 1 gwei and the priority fee.
        let text = try #require(error?.message)
        #expect(text.hasPrefix("\(test.pkp.address) has 0.01 ether and needs 1.0000"), "\(text)")
        #expect(text.contains(": 1 to send and 0.0000"), "\(text)")
        #expect(text.contains("At least 0.9900"), "\(text)")
        #expect(error?.hint?.contains("lit wallet fund \(test.pkp.address)") == true)
        #expect(error?.context.operation == "send")
    }

    @Test func `A chain that does not tell the balance still tells what is wrong`() async throws {
        let test = try TestClient(chain: [
            "eth_chainId": "0x7a69", "eth_getBlockByNumber": Self.block, "eth_maxPriorityFeePerGas": "0x1",
        ])
        let account = test.lit.account(test.pkp, session: try await test.session(.sign(with: test.pkp)))
        let error = await #expect(throws: LitError.self) {
            try await account.send(to: test.wallet.address, value: .ether("1"))
        }
        #expect(error?.code == .insufficientFunds)
        #expect(error?.hint?.contains("lit wallet fund") == true)
    }

    private static let block: JSON = [
        "number": "0x1", "hash": .string(Bytes32.zero.prefixedHex),
        "parentHash": .string(Bytes32.zero.prefixedHex),
        "timestamp": "0x1", "gasLimit": "0x1c9c380", "gasUsed": "0x0", "baseFeePerGas": "0x3b9aca00",
        "miner": "0x0000000000000000000000000000000000000000", "transactions": [],
    ]
}
