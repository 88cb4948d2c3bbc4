import EVM
public import Primitives

extension Chain {
    /// All accounts of the head's state with codes and storage: `{"version", "block", "accounts"}`.
    public func dump() async throws(ChainError) -> JSON {
        let head = head
        var changes = StateChanges()
        do {
            try head.state.forEachAccount { entry in
                try Task.checkCancellation()
                var change = StateChanges.AccountChange(
                    account: entry.account, clearsStorage: true, storage: try entry.slots())
                if entry.account.hasCode { change.code = try head.state.code(entry.account.codeHash) }
                changes.accounts[entry.address] = change
            }
        } catch let error as StateError {
            throw ChainError(error)
        } catch {
            throw .cancelled
        }
        var object = JSON.Object()
        object["version"] = 1
        object["block"] = .number(JSON.Number(head.block.number))
        object["accounts"] = changes.json
        return .object(object)
    }

    /// Puts the accounts of a dump into the state, in place of those that have the same addresses.
    public func load(_ dump: JSON) async throws(ChainError) {
        guard dump["version"]?.int == 1 else {
            throw ChainError(.invalidDump, "the dump has no version, or another than 1")
        }
        var changes = try StateChanges(json: dump["accounts"] ?? .null)
        for (address, change) in changes.accounts {
            guard let account = change.account else { continue }
            guard account.hasCode == (change.code != nil) else {
                throw ChainError(.invalidDump, "accounts: \(address): the code is missing")
            }
            changes.accounts[address]?.clearsStorage = true
        }
        try await publisher.wait(for: try await engine.load(changes))
    }
}
