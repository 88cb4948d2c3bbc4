internal import Ethereum
internal import Primitives

extension TransactionExecutor {
    /// A call that no transaction makes: free, and without effect if there is no code (EIP-4788).
    func systemCall(to address: Address, from caller: Address, data: [UInt8]) throws(StateError) {
        let place = try state.place(of: address)
        guard state.entries[place].hasCode else { return }
        let machine = Machine(
            state: state, block: block, origin: caller, gasPrice: .zero, blobHashes: [], hooks: NoHooks(),
            arena: arena)
        let call = Transaction(
            chainID: nil, nonce: 0, gasLimit: 30_000_000, to: address, value: .zero, data: data,
            fees: .legacy(gasPrice: .zero))
        _ = try machine.begin(call, sender: try state.place(of: caller), gas: call.gasLimit)
        _ = state.endTransaction()
        if let failure = machine.failure { throw failure }
    }
}
