import DevChain
import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("The pool of transactions")
struct TransactionPoolTests {
    private static func transaction(
        _ sender: UInt64, _ nonce: UInt64, maxFee: UInt256 = 100, tip: UInt256 = 10, data: [UInt8] = []
    ) -> ChainTransaction {
        ChainTransaction(
            impersonating: Address(truncating: UInt256(sender).bytes32),
            Transaction(
                chainID: 1, nonce: nonce, gasLimit: 21_000, to: .zero, data: data,
                fees: .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: tip)))
    }

    private static func pool(_ adjust: (inout PoolLimits) -> Void = { _ in }) -> TransactionPool {
        var limits = PoolLimits()
        adjust(&limits)
        return TransactionPool(limits: limits)
    }

    private static func order(_ pool: TransactionPool, baseFee: UInt256 = 1) -> [ChainTransaction] {
        var order = PoolOrder(pool, baseFee: baseFee)
        var all: [ChainTransaction] = []
        while let next = order.first {
            all.append(next)
            order.takeFirst(from: pool)
        }
        return all
    }

    @Test("Replacing takes a tenth more of both fee limits, and nothing less")
    func replacement() throws {
        var pool = Self.pool()
        let old = Self.transaction(1, 0, maxFee: 105, tip: 10)
        try pool.insert(old, accountNonce: 0)
        for (maxFee, tip) in [(114, 11), (115, 10), (105, 10), (200, 10), (114, 100)] as [(UInt256, UInt256)]
        {
            let cheap = Self.transaction(1, 0, maxFee: maxFee, tip: tip, data: [1])
            let error = #expect(throws: ChainError.self) { try pool.insert(cheap, accountNonce: 0) }
            #expect(error?.code == .replacementUnderpriced)
            #expect(error?.description.hasPrefix("replacement transaction underpriced") == true)
        }
        #expect(pool.contains(old.hash))
        let known = #expect(throws: ChainError.self) { try pool.insert(old, accountNonce: 0) }
        #expect(known?.code == .alreadyKnown)
        #expect(known?.description == "already known")
        let new = Self.transaction(1, 0, maxFee: 115, tip: 11)
        try pool.insert(new, accountNonce: 0)
        #expect(pool.count == 1)
        #expect(!pool.contains(old.hash))
        #expect(Self.order(pool) == [new])
        let huge = Self.transaction(2, 0, maxFee: .max, tip: .max)
        try pool.insert(huge, accountNonce: 0)
        #expect(throws: ChainError.self) {
            try pool.insert(Self.transaction(2, 0, maxFee: .max, tip: .max, data: [1]), accountNonce: 0)
        }
        let changes = pool.takeChanges()
        #expect(changes.count == 4)
        let rest = pool.takeChanges()
        #expect(rest.isEmpty)
    }

    @Test("The best tip goes first, then the earliest; each sender's by nonce")
    func ordering() throws {
        var pool = Self.pool()
        let a0 = Self.transaction(1, 0, tip: 1)
        let a1 = Self.transaction(1, 1, tip: 50)
        let b0 = Self.transaction(2, 0, tip: 5)
        let c0 = Self.transaction(3, 0, tip: 5)
        // Its limit leaves a tip of 2 only.
        let d0 = Self.transaction(4, 0, maxFee: 12, tip: 12)
        let poor = Self.transaction(5, 0, maxFee: 9, tip: 9)
        for transaction in [a1, b0, poor, c0, d0, a0] { try pool.insert(transaction, accountNonce: 0) }
        #expect(Self.order(pool, baseFee: 10) == [b0, c0, d0, a0, a1])
        #expect(pool.inOrderOfArrival == [a1, b0, poor, c0, d0, a0])
    }

    @Test("Above a gap everything waits, and a removal makes one")
    func gaps() throws {
        var pool = Self.pool()
        let all = (0..<5 as Range<UInt64>).map { Self.transaction(1, $0) }
        let sender = all[0].sender
        for transaction in [all[4], all[0], all[1]] { try pool.insert(transaction, accountNonce: 0) }
        #expect(pool.content.pending[sender] == [all[0], all[1]])
        #expect(pool.content.queued[sender] == [all[4]])
        #expect(pool.nextNonce(of: sender, accountNonce: 0) == 2)
        for transaction in [all[3], all[2]] { try pool.insert(transaction, accountNonce: 0) }
        #expect(pool.nextNonce(of: sender, accountNonce: 0) == 5)
        let removals = [pool.remove(all[1].hash), pool.remove(all[1].hash)]
        #expect(removals == [true, false])
        #expect(pool.nextNonce(of: sender, accountNonce: 0) == 1)
        #expect(Self.order(pool) == [all[0]])
        pool.setNonce(2, of: sender)
        #expect(Self.order(pool) == [all[2], all[3], all[4]])
        pool.setNonce(0, of: sender)
        #expect(Self.order(pool).isEmpty)
        #expect(!pool.isReady(sender))
        pool.setNonce(9, of: sender)
        #expect(pool.count == 0)
        #expect(pool.nextNonce(of: sender, accountNonce: 9) == 9)
    }

    @Test("Limits on number, size and bytes hold; what goes makes room")
    func limits() throws {
        var pool = Self.pool {
            $0.transactions = 3
            $0.transactionsPerSender = 2
            $0.bytesPerTransaction = 200
            $0.bytes = 220
        }
        try pool.insert(Self.transaction(1, 0), accountNonce: 0)
        try pool.insert(Self.transaction(1, 1), accountNonce: 0)
        func refused(_ transaction: ChainTransaction) {
            let error = #expect(throws: ChainError.self) { try pool.insert(transaction, accountNonce: 0) }
            #expect(error?.code == .poolFull)
        }
        refused(Self.transaction(1, 2))
        refused(Self.transaction(2, 0, data: [UInt8](repeating: 1, count: 180)))
        refused(Self.transaction(2, 0, data: [UInt8](repeating: 1, count: 120)))
        try pool.insert(Self.transaction(2, 0), accountNonce: 0)
        refused(Self.transaction(3, 0))
        // A replacement needs no room.
        try pool.insert(Self.transaction(2, 0, maxFee: 200, tip: 20), accountNonce: 0)
        pool.removeAll(from: Self.transaction(1, 0).sender)
        try pool.insert(Self.transaction(3, 0), accountNonce: 0)
        pool.removeAll()
        #expect(pool.count == 0)
        #expect(pool.transactions.isEmpty)
    }

    @Test("Whatever is done to it, it agrees with a pool that is only a list (fuzz)")
    func fuzzModel() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 11)
        var pool = Self.pool()
        var model: [ChainTransaction] = []
        var nonces: [Address: UInt64] = [:]
        for _ in 0..<min(fuzzIterations, 5_000) {
            let sender = random.next() % 4
            let address = Address(truncating: UInt256(sender).bytes32)
            switch random.next() % 8 {
            case 0:
                let nonce = random.next() % 12
                nonces[address] = nonce
                pool.setNonce(nonce, of: address)
                model.removeAll { $0.sender == address && $0.transaction.nonce < nonce }
            case 1:
                guard let victim = random.pick(model) else { continue }
                let isRemoved = pool.remove(victim.hash)
                #expect(isRemoved)
                model.removeAll { $0 == victim }
            default:
                let new = Self.transaction(
                    sender, random.next() % 12, maxFee: UInt256(random.next() % 300 + 1),
                    tip: UInt256(random.next() % 30))
                let account = nonces[address] ?? 0
                guard new.transaction.nonce >= account else { continue }
                guard (try? pool.insert(new, accountNonce: account)) != nil else { continue }
                model.removeAll { $0.sender == new.sender && $0.transaction.nonce == new.transaction.nonce }
                model.append(new)
            }
            #expect(Set(pool.transactions.values) == Set(model))
            var expected: Set<ChainTransaction> = []
            for index in 0..<4 as Range<UInt64> {
                let address = Address(truncating: UInt256(index).bytes32)
                var nonce = nonces[address] ?? 0
                while let next = model.first(where: {
                    $0.sender == address && $0.transaction.nonce == nonce
                }) {
                    expected.insert(next)
                    nonce += 1
                }
                #expect(pool.nextNonce(of: address, accountNonce: nonces[address] ?? 0) == nonce)
            }
            let order = Self.order(pool, baseFee: 0)
            #expect(Set(order) == expected && order.count == expected.count)
        }
    }
}
