public import Ethereum
public import Primitives

extension JournaledState {
    /// What is different from the state below, after the transactions that have ended.
    public func changes() -> StateChanges {
        var changes = StateChanges()
        for entry in entries {
            let account = entry.isEmpty ? nil : entry.account
            var storage: [UInt256: UInt256] = [:]
            if account != nil {
                for slot in entry.slots where slot.current != slot.base || entry.hidesBaseStorage {
                    storage[slot.key] = slot.current
                }
            }
            let clears = entry.hidesBaseStorage && entry.base != nil
            guard account != entry.base || !storage.isEmpty || clears else { continue }
            let hasNewCode = account.map { $0.hasCode && $0.codeHash != entry.base?.codeHash } ?? false
            changes.accounts[entry.address] = StateChanges.AccountChange(
                account: account, clearsStorage: clears, storage: storage,
                code: hasNewCode ? entry.code : nil)
        }
        return changes
    }
}

/// Changes from outside of any transaction: withdrawals, overrides of a call, a developer's settings.
extension JournaledState {
    /// Adds to a balance without a transaction, as a withdrawal does (EIP-4895).
    public func credit(_ address: Address, _ amount: UInt256) throws(StateError) {
        addBalance(try place(of: address), amount)
        settle()
    }

    /// Sets an account's nonce.
    public func setNonce(of address: Address, to nonce: UInt64) throws(StateError) {
        setNonce(try place(of: address), nonce)
        settle()
    }

    /// Sets an account's balance.
    public func setBalance(of address: Address, to balance: UInt256) throws(StateError) {
        setBalance(try place(of: address), balance)
        settle()
    }

    /// Sets an account's code.
    public func setCode(of address: Address, to code: Bytecode) throws(StateError) {
        setCode(try place(of: address), code)
        settle()
    }

    /// Sets the word in a storage slot.
    public func setStorage(of address: Address, at key: UInt256, to word: UInt256) throws(StateError) {
        let place = try place(of: address)
        setStorage(place, slot: try slot(key, of: entries[place]), word)
        settle()
    }

    /// Makes every slot of an account zero.
    public func clearStorage(of address: Address) throws(StateError) {
        // In two steps: finding the place may lengthen the list.
        let place = try place(of: address)
        let entry = entries[place]
        entry.hidesBaseStorage = true
        for index in entry.slots.indices {
            entry.update(index) { slot in
                slot.current = .zero
                slot.original = .zero
            }
        }
    }

    /// What was set counts as having been there before the next transaction.
    private func settle() { _ = endTransaction() }
}
