package import EVM
import Ethereum
import Primitives

extension StateChanges {
    /// What leads from the state after these changes back to `base`, on which they were made.
    package func undo(on base: WorldState) throws(StateError) -> StateChanges {
        var undo = StateChanges()
        undo.accounts.reserveCapacity(accounts.count)
        for (address, change) in accounts {
            guard let old = try base.account(address) else {
                undo.accounts[address] = AccountChange(account: nil)
                continue
            }
            var back = AccountChange(account: old)
            if change.account == nil || change.clearsStorage {
                back.clearsStorage = true
                back.storage = try base.listed(address)?.slots() ?? [:]
            } else {
                for slot in change.storage.keys { back.storage[slot] = try base.storage(address, slot) }
            }
            if old.hasCode, change.account?.codeHash != old.codeHash {
                // The store may never have been given it.
                back.code = try base.code(old.codeHash)
            }
            undo.accounts[address] = back
        }
        return undo
    }

    /// Adds what happened after these changes.
    package mutating func merge(_ later: StateChanges) {
        for (address, change) in later.accounts {
            guard let earlier = accounts[address], let account = change.account else {
                accounts[address] = change
                continue
            }
            var merged = change
            if merged.code == nil, let code = earlier.code, code.hash == account.codeHash {
                merged.code = code
            }
            if !change.clearsStorage {
                let wasGone = earlier.account == nil
                merged.clearsStorage = earlier.clearsStorage || wasGone
                if !wasGone { merged.storage = earlier.storage.merging(change.storage) { $1 } }
            }
            accounts[address] = merged
        }
    }
}
