import DevChain
import Ethereum
import EthereumRPC
import Primitives
import Testing

@Suite struct RecoveryTests {
    private func transfer(_ account: EthereumAccount, _ text: String) async throws -> PendingTransaction {
        try await account.send(to: account.address, data: Array(text.utf8))
    }

    private func fees(_ gwei: Int) throws -> Transaction.Fees {
        let price = try UInt256.gwei(String(gwei))
        return .dynamic(maxFeePerGas: price, maxPriorityFeePerGas: price)
    }

    @Test("goes on after the chain was rewound, and after it was reset")
    func rewound() async throws {
        try await LiveChain.run { live in
            let account = try live.account()
            let provider = account.provider
            let snapshot = try await provider.request("evm_snapshot")
            for index in 0..<4 { try await transfer(account, "before \(index)").receipt(deadline: .patience) }
            // Nobody awaits this one.
            _ = try await transfer(account, "forgotten")
            let reverted = try await provider.request("evm_revert", [snapshot])
            #expect(reverted == true)
            for index in 0..<3 { try await transfer(account, "after \(index)").receipt(deadline: .patience) }
            let mined = try await live.mined(by: account.address)
            #expect(
                mined.map { String(decoding: $0.data, as: UTF8.self) } == ["after 0", "after 1", "after 2"])
            _ = try await provider.request("anvil_reset")
            try await transfer(account, "anew").receipt(deadline: .patience)
            let anew = try await live.mined(by: account.address)
            #expect(anew.map(\.nonce) == [0])
        }
    }

    @Test("leaves no gap behind what is refused")
    func refused() async throws {
        try await LiveChain.run { live in
            let account = try live.account()
            let poor = await failure { () throws(EthereumRPCError) in
                try await account.send(
                    to: account.address, value: .max, overrides: TransactionOverrides(gasLimit: 21_000))
            }
            #expect(poor?.code == .insufficientFunds)
            let cheap = await failure { () throws(EthereumRPCError) in
                try await account.send(
                    to: account.address,
                    overrides: TransactionOverrides(maxFeePerGas: .one, maxPriorityFeePerGas: .one))
            }
            #expect(cheap?.code == .feeTooLow)
            try await transfer(account, "fine").receipt(deadline: .patience)
            let used = await failure { () throws(EthereumRPCError) in
                try await account.send(to: account.address, overrides: TransactionOverrides(nonce: 0))
            }
            #expect(used?.code == .nonceTooLow)
            let mined = try await live.mined(by: account.address)
            #expect(mined.map(\.nonce) == [0])
        }
    }

    @Test("signs a wish anew when another transaction has replaced it and is mined")
    func replaced() async throws {
        try await LiveChain.run(mining: .manual) { live in
            let account = try live.account()
            let pending = try await transfer(account, "wish")
            let first = pending.hash
            let other = try live.wallets[0].sign(
                Transaction(
                    chainID: 31337, nonce: 0, gasLimit: 50_000, to: account.address, data: [1, 2, 3],
                    fees: fees(500)))
            _ = try await account.provider.sendRawTransaction(other)
            let waiting = Task { try await pending.receipt(deadline: .patience) }
            _ = try await account.provider.request("evm_mine")
            while pending.history.count < 2 || !pending.isAccepted { await Task.yield() }
            _ = try await account.provider.request("evm_mine")
            let receipt = try await waiting.value
            #expect(receipt.transactionHash == pending.hash)
            #expect(pending.hash != first)
            let mined = try await live.mined(by: account.address)
            #expect(mined.map(\.data) == [[1, 2, 3], Array("wish".utf8)])
        }
    }

    @Test(
        "takes a replacement with the same content for the wish, and an empty one to itself for a cancellation"
    )
    func walletReplacements() async throws {
        try await LiveChain.run(mining: .manual) { live in
            let account = try live.account()
            let pending = try await transfer(account, "wish")
            let faster = try live.wallets[0].sign(
                Transaction(
                    chainID: 31337, nonce: 0, gasLimit: 50_000, to: account.address, data: Array("wish".utf8),
                    fees: fees(500)))
            _ = try await account.provider.sendRawTransaction(faster)
            _ = try await account.provider.request("evm_mine")
            let receipt = try await pending.receipt(deadline: .patience)
            #expect(receipt.transactionHash == faster.hash)
            #expect(pending.hash == faster.hash)

            let second = try await transfer(account, "second")
            let cancel = try live.wallets[0].sign(
                Transaction(
                    chainID: 31337, nonce: 1, gasLimit: 21_000, to: account.address, fees: fees(900)))
            _ = try await account.provider.sendRawTransaction(cancel)
            _ = try await account.provider.request("evm_mine")
            let error = await failure { () throws(EthereumRPCError) in
                try await second.receipt(deadline: .patience)
            }
            #expect(error?.code == .transactionReplaced)
            #expect(error?.message.contains("\(cancel.hash)") == true)
        }
    }

    @Test("sends again what the pool has dropped, even if only a later one is awaited")
    func dropped() async throws {
        try await LiveChain.run(mining: .manual) { live in
            let account = try live.account()
            let first = try await transfer(account, "first")
            let second = try await transfer(account, "second")
            let provider = account.provider
            _ = try await provider.request("anvil_dropTransaction", [.string(first.hash.bytes.prefixedHex)])
            let waiting = Task { try await second.receipt(deadline: .patience) }
            while try await provider.transaction(first.hash) == nil { await Task.yield() }
            _ = try await provider.request("evm_mine")
            let receipt = try await waiting.value
            #expect(receipt.transactionHash == second.hash)
            let mined = try await live.mined(by: account.address)
            #expect(mined.map(\.hash) == [first.hash, second.hash])
        }
    }

    @Test("waits for depth, and brings back what an undone block has taken with it")
    func confirmations() async throws {
        try await LiveChain.run { live in
            let account = try live.account()
            let provider = account.provider
            let snapshot = try await provider.request("evm_snapshot")
            let pending = try await transfer(account, "deep")
            let waiting = Task { try await pending.receipt(confirmations: 3, deadline: .patience) }
            while try await provider.receipt(pending.hash) == nil { await Task.yield() }
            _ = try await provider.request("evm_revert", [snapshot])
            while try await provider.receipt(pending.hash) == nil { await Task.yield() }
            for _ in 0..<2 { _ = try await provider.request("evm_mine") }
            let receipt = try await waiting.value
            #expect(receipt.transactionHash == pending.hash)
            let mined = try await live.mined(by: account.address)
            #expect(mined.count == 1)
        }
    }

    @Test("sends nothing once it is cancelled before, and ends a wait without losing the transaction")
    func cancellation() async throws {
        try await LiveChain.run(mining: .manual) { live in
            let account = try live.account()
            let early = Task {
                while !Task.isCancelled { await Task.yield() }
                return await failure { () throws(EthereumRPCError) in
                    try await account.send(to: account.address)
                }
            }
            early.cancel()
            let refused = await early.value
            #expect(refused?.code == .cancelled)

            let pending = try await transfer(account, "kept")
            let waiting = Task {
                await failure { () throws(EthereumRPCError) in try await pending.receipt() }
            }
            waiting.cancel()
            let ended = await waiting.value
            #expect(ended?.code == .cancelled)
            _ = try await account.provider.request("evm_mine")
            let receipt = try await pending.receipt(deadline: .patience)
            #expect(receipt.transactionHash == pending.hash)
        }
    }
}
