import Ethereum
import LitContracts
import Primitives
import Testing

@Suite struct FactoryTests {
    @Test("the made-up transaction is valid, comes from the known sender, and creates the known address")
    func theMadeUpTransactionIsValidComes() throws {
        let signed = try SignedTransaction(decoding: Create2Factory.transaction)
        #expect(signed.sender == Create2Factory.deployer)
        #expect(signed.transaction.chainID == nil)
        #expect(signed.transaction.to == nil)
        #expect(signed.transaction.data == Create2Factory.creationCode)
        #expect(signed.encoded == Create2Factory.transaction)
        let created = Create2Factory.address(createdBy: signed.sender, nonce: signed.transaction.nonce)
        #expect(created == Create2Factory.address)
        #expect("\(Create2Factory.address)" == "0x4e59b44847b379578588920cA78FbF26c0B4956C")
        let most = signed.transaction.maxFeePerGas * UInt256(signed.transaction.gasLimit)
        #expect(most == Create2Factory.deployerFunds)
    }

    @Test("its address of a contract is that of EIP-1014")
    func itsAddressOfAContractIsThat() throws {
        // EIP-1014, example 5.
        let factory = try Address("0x00000000000000000000000000000000deadbeef")
        let salt = try Bytes32(hex: "00000000000000000000000000000000000000000000000000000000cafebabe")
        let code = try [UInt8](hex: "deadbeef")
        #expect(
            Create2Factory.address(of: code, salt: salt, factory: factory)
                == (try Address("0x60f3f640a8508fC6a86d45DF051962668E1e8AC7")))
    }

    @Test("an account's contract is at the address of its nonce")
    func anAccountsContractIsAtTheAddress() throws {
        let account = try Address("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0")
        #expect(
            Create2Factory.address(createdBy: account, nonce: 0)
                == (try Address("0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d")))
        #expect(
            Create2Factory.address(createdBy: account, nonce: 1)
                == (try Address("0x343c43a37d37dff08ae8c4a11544c718abb4fcf8")))
    }
}
