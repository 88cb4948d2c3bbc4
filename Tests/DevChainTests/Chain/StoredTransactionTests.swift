import DevChain
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("Transactions as a store gives them back")
struct StoredTransactionTests {
    private static func all() throws -> [ChainTransaction] {
        let list: Transaction.AccessList = [.init(address: TestChain.receiver, storageKeys: [.zero])]
        let fees: [Transaction.Fees] = [
            .legacy(gasPrice: 7), .accessList(gasPrice: 7, list),
            .dynamic(maxFeePerGas: 9, maxPriorityFeePerGas: 3, list),
        ]
        var all = [try RefusedTransaction.blob(), try TestChain.signed(nonce: 3, chainID: nil)]
        for fees in fees {
            for to in [nil, TestChain.receiver] {
                let transaction = Transaction(
                    chainID: 31337, nonce: 300, gasLimit: 100_000, to: to, value: 5, data: [1, 2, 3],
                    fees: fees)
                all.append(ChainTransaction(try TestChain.wallets[0].sign(transaction)))
                all.append(ChainTransaction(impersonating: TestChain.receiver, transaction))
            }
        }
        return all
    }

    @Test("Every type comes back with all that it had, signed or impersonated")
    func roundTrip() throws {
        for transaction in try Self.all() {
            let back = try ChainTransaction(
                decoding: transaction.encoded, sender: transaction.sender,
                isImpersonated: transaction.isImpersonated)
            #expect(back.transaction == transaction.transaction)
            #expect(back.hash == transaction.hash)
            #expect([back.v, back.r, back.s] == [transaction.v, transaction.r, transaction.s])
            #expect(back.yParity == transaction.yParity)
            #expect(back.isImpersonated == transaction.isImpersonated)
        }
    }

    @Test("Damaged bytes are an error or another transaction, never a crash (fuzz)")
    func fuzzDamaged() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 5)
        let all = try Self.all()
        for _ in 0..<fuzzIterations {
            guard let transaction = random.pick(all) else { break }
            let bytes = random.mutated(transaction.encoded)
            guard
                let back = try? ChainTransaction(
                    decoding: bytes, sender: transaction.sender, isImpersonated: false)
            else { continue }
            #expect(back.encoded == bytes)
            #expect(back.hash == transaction.hash || bytes != transaction.encoded)
        }
        for broken in [[], [0x04], [0xc0], [0x02, 0xc0]] as [[UInt8]] {
            #expect(throws: StoreError.self) {
                try ChainTransaction(decoding: broken, sender: .zero, isImpersonated: false)
            }
        }
    }
}
