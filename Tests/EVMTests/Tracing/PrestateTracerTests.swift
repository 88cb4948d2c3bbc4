import EVM
import Ethereum
import Primitives
import Testing

@Suite("A trace of the state before a transaction")
final class PrestateTracerTests {
    private let a = Scenario.address(0xa0)
    private let b = Scenario.address(0xb0)
    private let c = Scenario.address(0xc0)
    private var scenario = Scenario()

    private func traced(
        _ transaction: Transaction, _ options: PrestateTracer.Options = PrestateTracer.Options()
    ) throws -> (pre: [Address: AccountImage], difference: StateDifferenceTrace, result: ExecutionResult) {
        let tracer = PrestateTracer(coinbase: Scenario.coinbase, options: options)
        let (result, changes) = try scenario.run(transaction, tracer)
        let world = try scenario.world()
        return (
            try tracer.accounts(before: world), try tracer.difference(before: world, changes: changes), result
        )
    }

    @Test("shows both sides of a transfer, and not what was empty")
    func transfer() throws {
        let (pre, difference, _) = try traced(Scenario.transaction(to: a, value: 3, price: 2))
        #expect(pre == [Scenario.sender: AccountImage(balance: Scenario.funds, nonce: 0)])
        #expect(difference.pre == pre)
        #expect(
            difference.post == [
                Scenario.sender: AccountImage(balance: Scenario.funds - 42_003, nonce: 1),
                a: AccountImage(balance: 3), Scenario.coinbase: AccountImage(balance: 42_000),
            ])
    }

    @Test("has every account and slot that was touched, and as different only what is")
    func storage() throws {
        let source = """
            PUSH1 0x01 SLOAD PUSH1 0x09 PUSH1 0x02 SSTORE PUSH0 PUSH1 0x03 SSTORE PUSH1 0x08 PUSH1 0x04 SSTORE
            PUSH1 0x05 PUSH1 0x05 SSTORE PUSH1 0x06 SLOAD PUSH20 \(b.prefixedHex) BALANCE
            """
        scenario.put(a, source, balance: 1, storage: [1: 11, 2: 12, 3: 13, 5: 5])
        scenario.put(b, "STOP", balance: 8)
        let (pre, difference, _) = try traced(Scenario.transaction(to: a))
        let code = assemble(source)
        #expect(
            pre[a]
                == AccountImage(
                    balance: 1, nonce: 1, code: code, storage: [1: 11, 2: 12, 3: 13, 4: 0, 5: 5, 6: 0]))
        #expect(pre[b] == AccountImage(balance: 8, nonce: 1, code: [0]))
        #expect(Set(pre.keys) == [Scenario.sender, a, b])
        #expect(
            difference.pre[a]
                == AccountImage(balance: 1, nonce: 1, code: code, storage: [2: 12, 3: 13]))
        #expect(difference.post[a] == AccountImage(storage: [2: 9, 4: 8]))
        #expect(Set(difference.pre.keys) == [Scenario.sender, a])

        var options = PrestateTracer.Options()
        options.disableCode = true
        options.disableStorage = true
        let (bare, without, _) = try traced(Scenario.transaction(to: a), options)
        #expect(bare[a] == AccountImage(balance: 1, nonce: 1))
        #expect(bare[b] == AccountImage(balance: 8, nonce: 1))
        #expect(without.post.keys.contains(a) == false)
    }

    @Test("has new contracts only after, and deleted ones only before")
    func lifecycle() throws {
        // Init code that writes a slot and returns one byte; and one that destroys itself at once.
        let stays = assemble("PUSH1 0x07 PUSH1 0x01 SSTORE PUSH1 0x01 PUSH0 RETURN")
        let goes = assemble("CALLER SELFDESTRUCT")
        scenario.put(
            a,
            "\(storing(stays)) PUSH1 \([UInt8(stays.count)].prefixedHex) PUSH0 PUSH1 0x02 CREATE "
                + "\(storing(goes)) PUSH1 0x02 PUSH0 PUSH0 CREATE", balance: 10)
        let kept = Address.created(by: a, nonce: 1)
        let gone = Address.created(by: a, nonce: 2)
        // Someone has sent it something before.
        scenario.accounts[gone] = StateChanges.AccountChange(account: Account(balance: 5))
        let (pre, difference, result) = try traced(Scenario.transaction(to: a))
        #expect(result.succeeded)
        #expect(pre[kept] == nil && pre[gone] == AccountImage(balance: 5, nonce: 0))
        #expect(difference.pre[kept] == nil)
        #expect(
            difference.post[kept]
                == AccountImage(balance: 2, nonce: 1, code: [0], storage: [1: 7]))
        #expect(difference.pre[gone] == AccountImage(balance: 5, nonce: 0))
        #expect(difference.post[gone] == nil)
        #expect(difference.post[a] == AccountImage(balance: 13, nonce: 3))
    }

    @Test("has what a failed transaction touched, but of it only gas and nonce as different")
    func failure() throws {
        scenario.put(a, "PUSH1 0x07 PUSH1 0x01 SSTORE \(calling("CALL", b)) PUSH0 PUSH0 REVERT")
        scenario.put(b, "PUSH1 0x01 SLOAD", storage: [1: 4])
        let (pre, difference, result) = try traced(Scenario.transaction(to: a, price: 1))
        #expect(result.failure == .revert)
        #expect(pre[a]?.storage == [1: 0] && pre[b]?.storage == [1: 4])
        #expect(Set(difference.post.keys) == [Scenario.sender, Scenario.coinbase])
        #expect(difference.post[Scenario.sender]?.nonce == 1)
    }

    @Test("does not have what an instruction could not pay for")
    func unpaid() throws {
        scenario.put(a, "PUSH1 0x01 SLOAD")
        scenario.put(b, "STOP")
        let (pre, _, result) = try traced(Scenario.transaction(to: a, gas: 22_000))
        #expect(result.failure == .halt(.outOfGas))
        #expect(pre[a]?.storage == [:])
    }
}
