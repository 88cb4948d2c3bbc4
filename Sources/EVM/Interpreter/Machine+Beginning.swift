internal import Ethereum
internal import Primitives

extension Machine {
    /// Makes the transaction's own call or creation and runs it to its end.
    func begin(_ transaction: Transaction, sender: Int, gas: UInt64) throws(StateError) -> Outcome {
        let from = state.entries[sender].address
        let entry: Entry
        if let to = transaction.to {
            let place = try state.place(of: to)
            let input = transaction.data
            memory.extend(from: 0, to: input.count)
            input.withUnsafeBytes { bytes in
                if let start = bytes.baseAddress {
                    memory.base.copyMemory(from: start, byteCount: bytes.count)
                }
            }
            topInputEnd = (input.count + 31) / 32 * 32
            entry = try enter(
                Call(
                    kind: .call, gas: gas, caller: from, address: to, place: place, codeAddress: to,
                    codePlace: place, value: transaction.value,
                    payer: transaction.value.isZero ? nil : sender, isStatic: false, inputOffset: 0,
                    inputCount: input.count))
        } else {
            let nonce = state.entries[sender].nonce
            state.setNonce(sender, nonce &+ 1)
            entry = try enter(
                Creation(
                    kind: .create, gas: gas, creator: from, creatorPlace: sender,
                    address: Address.created(by: from, nonce: nonce), value: transaction.value,
                    initCode: transaction.data))
        }
        switch entry {
        case .running: return runToEnd()
        case .ended(let gasLeft, let failure):
            return Outcome(gasLeft: gasLeft, output: returned.bytes, failure: failure)
        }
    }
}
