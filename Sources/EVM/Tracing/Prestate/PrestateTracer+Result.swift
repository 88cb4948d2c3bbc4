public import Ethereum
import Primitives

extension PrestateTracer {
    /// Every account that was touched, as it was before, with the slots that were touched; without those
    /// that were absent or empty.
    ///
    /// - Parameter before: the state on which the transaction was executed.
    public func accounts(before: any StateReader) throws(StateError) -> [Address: AccountImage] {
        var images: [Address: AccountImage] = [:]
        for (address, keys) in touched {
            guard let account = try before.account(address), !account.isEmpty else { continue }
            images[address] = try image(of: account, address, keys, in: before)
        }
        return images
    }

    /// What is different, of the accounts and slots that were touched.
    ///
    /// - Parameters:
    ///   - before: the state on which the transaction was executed.
    ///   - changes: what it left different from `before`, and nothing else.
    public func difference(
        before: any StateReader, changes: StateChanges
    ) throws(StateError) -> StateDifferenceTrace {
        var trace = StateDifferenceTrace()
        for (address, keys) in touched {
            guard let change = changes.accounts[address] else { continue }
            let old = try before.account(address) ?? Account()
            var pre = try image(of: old, address, keys, in: before)
            guard let new = change.account else {
                if !old.isEmpty { trace.pre[address] = pre }
                continue
            }
            var post = AccountImage()
            if new.balance != old.balance { post.balance = new.balance }
            if new.nonce != old.nonce { post.nonce = new.nonce }
            if !options.disableCode, new.codeHash != old.codeHash {
                let code = if let code = change.code { code } else { try before.code(new.codeHash) }
                post.code = code.bytes
            }
            var isChanged = post != AccountImage()
            for (key, word) in pre.storage {
                let now = change.storage[key] ?? (change.clearsStorage ? .zero : word)
                if now == word || word.isZero { pre.storage[key] = nil }
                if now == word { continue }
                isChanged = true
                if !now.isZero { post.storage[key] = now }
            }
            guard isChanged else { continue }
            trace.post[address] = post
            if !old.isEmpty { trace.pre[address] = pre }
        }
        return trace
    }

    private func image(
        of account: Account, _ address: Address, _ keys: Set<UInt256>, in state: any StateReader
    ) throws(StateError) -> AccountImage {
        var image = AccountImage(balance: account.balance, nonce: account.nonce)
        if !options.disableCode, account.hasCode { image.code = try state.code(account.codeHash).bytes }
        for key in keys { image.storage[key] = try state.storage(address, key) }
        return image
    }
}
