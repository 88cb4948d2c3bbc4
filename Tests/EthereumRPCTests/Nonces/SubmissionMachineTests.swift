import EthereumRPC
import Primitives
import Testing

@Suite struct SubmissionMachineTests {
    private let first = Bytes32(words: 0, 0, 0, 1)
    private let second = Bytes32(words: 0, 0, 0, 2)

    private func machine(fixed: Bool = false, fees: Bool = false) -> SubmissionMachine {
        var machine = SubmissionMachine(nonceIsFixed: fixed, feesAreFixed: fees)
        machine.signed(nonce: 7, hash: first)
        return machine
    }

    @Test("sends what is signed, and waits once it is accepted")
    func accepts() {
        var machine = machine()
        #expect(machine.action == .send)
        machine.sent(.accepted)
        #expect(machine.action == .wait)
        #expect(machine.isAccepted)
    }

    @Test("takes a transaction that is already known for its own")
    func known() {
        var machine = machine()
        machine.sent(.known)
        #expect(machine.isAccepted)
    }

    @Test("gives up what was refused and never delivered otherwise")
    func refused() {
        var machine = machine()
        machine.sent(.refused)
        #expect(machine.action == .done(.refused))
    }

    @Test("keeps looking for what was refused after an unknown outcome")
    func refusedAfterUnknown() {
        var machine = machine()
        machine.sent(.unknown)
        #expect(machine.action == .look)
        machine.looked(count: 7, mined: nil, known: false)
        #expect(machine.action == .send)
        machine.sent(.refused)
        #expect(machine.action == .look)
    }

    @Test("signs nothing new while the nonce is not used up")
    func parks() {
        var machine = machine()
        for _ in 0..<20 {
            machine.sent(.nonceTaken)
            #expect(machine.action == .look)
            machine.looked(count: 7, mined: nil, known: false)
            #expect(machine.action == .send)
        }
        #expect(machine.attempts.count == 1)
    }

    @Test("takes another nonce only after another transaction is seen to have used up the first")
    func replaces() {
        var machine = machine()
        machine.sent(.nonceTaken)
        machine.looked(count: 8, mined: nil, known: false)
        #expect(machine.action == .identify)
        machine.identified(.unclear)
        #expect(machine.action == .wait)
        machine.waited()
        machine.looked(count: 8, mined: nil, known: false)
        machine.identified(.other(second, sameContent: false, cancels: false))
        #expect(machine.action == .place)
        machine.signed(nonce: 8, hash: Bytes32(words: 0, 0, 0, 3))
        #expect(machine.exposure == .none)
    }

    @Test("takes a receipt that appears between the count and the search for its own")
    func ownReceipt() {
        var machine = machine()
        machine.sent(.unknown)
        machine.looked(count: 8, mined: nil, known: false)
        machine.identified(.other(first, sameContent: true, cancels: false))
        #expect(machine.action == .done(.mined(first)))
    }

    @Test("takes a copy with other fees for the fulfilled wish, if its own was seen")
    func repriced() {
        var seen = machine()
        seen.sent(.accepted)
        seen.waited()
        seen.looked(count: 8, mined: nil, known: false)
        seen.identified(.other(second, sameContent: true, cancels: false))
        #expect(seen.action == .done(.mined(second)))

        var unseen = machine()
        unseen.sent(.nonceTaken)
        unseen.looked(count: 8, mined: nil, known: false)
        unseen.identified(.other(second, sameContent: true, cancels: false))
        #expect(unseen.action == .place)
    }

    @Test("respects a cancellation")
    func cancelled() {
        var machine = machine()
        machine.sent(.accepted)
        machine.waited()
        machine.looked(count: 8, mined: nil, known: false)
        machine.identified(.other(second, sameContent: false, cancels: true))
        #expect(machine.action == .done(.replaced(second)))
    }

    @Test("never leaves a nonce that the caller has chosen")
    func fixedNonce() {
        var taken = machine(fixed: true)
        taken.sent(.nonceTaken)
        taken.looked(count: 7, mined: nil, known: false)
        #expect(taken.action == .done(.refused))

        var used = machine(fixed: true)
        used.sent(.accepted)
        used.waited()
        used.looked(count: 8, mined: nil, known: false)
        used.identified(.other(second, sameContent: false, cancels: false))
        #expect(used.action == .done(.replaced(second)))
    }

    @Test("raises the fee of what pools have dropped, unless the caller has chosen it")
    func reprices() {
        for fixed in [false, true] {
            var machine = machine(fees: fixed)
            machine.sent(.accepted)
            machine.waited()
            machine.looked(count: 7, mined: nil, known: false)
            machine.sent(.feeTooLow)
            machine.looked(count: 7, mined: nil, known: false)
            #expect(machine.action == (fixed ? .send : .reprice))
        }
    }

    @Test("looks again when its block is undone")
    func vanishes() {
        var machine = machine()
        machine.sent(.accepted)
        machine.waited()
        machine.looked(count: 8, mined: first, known: false)
        #expect(machine.action == .done(.mined(first)))
        machine.vanished()
        #expect(machine.action == .look)
    }

    @Test("gives out the node's next nonce, leaving out what this process holds")
    func ledger() {
        var ledger = NonceLedger()
        let one = ledger.reserve(pending: 5)
        #expect(one == .nonce(5))
        let two = ledger.reserve(pending: 5)
        #expect(two == .nonce(6))
        ledger.release(5)
        let three = ledger.reserve(pending: 5)
        #expect(three == .nonce(5))
    }

    @Test("asks for a transaction that the node does not count, and gives its nonce out again if it is gone")
    func ledgerAfterLoss() {
        var ledger = NonceLedger()
        _ = ledger.reserve(pending: 5)
        ledger.sent(first, nonce: 5)
        let asked = ledger.reserve(pending: 5)
        #expect(asked == .askFor(first, nonce: 5))
        var lost = ledger
        let after = ledger.reserve(pending: 5, confirmed: first)
        #expect(after == .nonce(6))
        lost.forget(first, nonce: 5)
        let again = lost.reserve(pending: 5)
        #expect(again == .nonce(5))
    }
}
