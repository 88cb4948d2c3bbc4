import EVM
import Ethereum
import Primitives
import Testing

@Suite("Creations and destructions")
struct CreationTests {
    @Test("give the address of sender and nonce, the code, and nonce 1 (EIP-161)")
    func create() throws {
        let code = Program().push(5).returningTop().bytes
        let scene = try Scene()
        let result = try scene.send(to: nil, value: 3, data: Program.deploying(code))
        let address = try #require(result.createdAddress)
        #expect(address == Address.created(by: Scene.sender, nonce: 0))
        #expect(result.output == code)
        let after = try scene.after()
        let account = try #require(try after.account(address))
        #expect(account.nonce == 1 && account.balance == 3)
        #expect(try after.code(account.codeHash).bytes == code)
        // Usable by the next transaction of the same block.
        #expect(try scene.send(to: address).output == UInt256(5).bytes32.bytes)
    }

    @Test("fail with all gas where code begins with 0xEF (EIP-3541)")
    func forbiddenCode() throws {
        let scene = try Scene()
        let result = try scene.send(to: nil, data: Program.deploying([0xef, 0]))
        #expect(result.failure == .halt(.codeBeginsWithEF))
        #expect(result.gasUsed == 1_000_000)
        #expect(try scene.after().account(Address.created(by: Scene.sender, nonce: 0)) == nil)
        #expect(try scene.after().account(Scene.sender)?.nonce == 1)
    }

    @Test("fail where something stands already, even storage alone (EIP-7610)")
    func collision() throws {
        let target = Address.created(by: Scene.sender, nonce: 0)
        var changes = StateChanges()
        changes.accounts[Scene.sender] = .init(account: Account(balance: Scene.ether))
        changes.accounts[target] = .init(account: Account(balance: 1), storage: [1: 1])
        let world = try WorldState().applying(changes)
        let executor = TransactionExecutor(state: JournaledState(over: world), block: BlockEnvironment())
        let result = try executor.execute(
            Scene.transaction(to: nil, data: Program.deploying([0])), from: Scene.sender)
        #expect(result.failure == .halt(.addressCollision))
        #expect(result.gasUsed == 1_000_000)
    }

    @Test("follow EIP-1014's address with a salt")
    func create2() {
        #expect(
            Address.created(by: .zero, salt: .zero, initCodeHash: Keccak256.hash([0])).checksummed
                == "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38")
    }

    @Test("destroy only contracts of the same transaction (EIP-6780)")
    func selfDestruct() throws {
        let destroy = Program().push(Scene.other.number).op("SELFDESTRUCT").bytes
        let scene = try Scene(code: [Scene.contract: destroy], balances: [Scene.contract: 8])
        _ = try scene.send()
        let after = try scene.after()
        #expect(try after.account(Scene.contract)?.hasCode == true)
        #expect(try after.account(Scene.contract)?.balance == 0)
        #expect(try after.account(Scene.other)?.balance == 8)

        let created = try scene.send(to: nil, value: 4, data: destroy)
        #expect(created.succeeded)
        let address = try #require(created.createdAddress)
        #expect(try scene.after().account(address) == nil)
        #expect(try scene.after().account(Scene.other)?.balance == 12)
    }
}
