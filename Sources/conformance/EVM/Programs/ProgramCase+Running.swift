import EVM
import Ethereum
import Primitives

/// Programs run by another engine: everything that one transaction leaves must be equal.
func programKind(coverage: OpcodeCoverage?) -> Kind {
    Kind(name: "evm-program") { aCase in
        let counter = coverage.map { _ in OpcodeCounter() }
        defer { if let counter { coverage?.add(counter.counts) } }
        return try ProgramCase(aCase.input).run(tracer: counter)
    }
}

extension ProgramCase {
    /// The outcome in the form of a case's `expect`.
    func run(tracer: (any ExecutionTracer)?) throws -> [String: JSON] {
        let world = try WorldState(accounts)
        let state = JournaledState(over: world)
        let executor = TransactionExecutor(state: state, block: block)
        let result: ExecutionResult
        do throws(ExecutionError) {
            result = try executor.execute(
                transaction, from: sender, checks: [.rules, .nonce, .baseFee, .funds, .blockGas],
                tracer: tracer)
        } catch {
            guard case .state = error else {
                return ["status": "invalid", "accounts": [:]]
            }
            throw error
        }
        var outcome: [String: JSON] = [
            "status": result.failure == nil ? "success" : result.failure == .revert ? "revert" : "halt",
            "gasUsed": .string(result.gasUsed.quantity),
            "output": .string(output(of: result).prefixedHex),
            "logs": .array(result.logs.map(Self.json)),
            "accounts": try changed(state.changes(), in: world),
        ]
        if let address = result.createdAddress { outcome["created"] = .string(address.prefixedHex) }
        return outcome
    }

    /// Only what was returned or the reason of a revert; a creation has an address instead.
    private func output(of result: ExecutionResult) -> [UInt8] {
        switch result.failure {
        case nil: transaction.to == nil ? [] : result.output
        case .revert: result.output
        case .halt: []
        }
    }

    private static func json(_ log: Log) -> JSON {
        [
            "address": .string(log.address.prefixedHex),
            "topics": .array(log.topics.map { .string($0.prefixedHex) }),
            "data": .string(log.data.prefixedHex),
        ]
    }

    /// The accounts that are different afterwards, whole; null for those that are gone.
    private func changed(_ changes: StateChanges, in world: WorldState) throws -> JSON {
        let after = try world.applying(changes)
        var object = JSON.Object()
        for address in changes.accounts.keys.sorted() {
            guard let account = try after.account(address) else {
                object[address.prefixedHex] = .null
                continue
            }
            var storage: [UInt256: UInt256] = [:]
            for slot in accounts.first(where: { $0.address == address })?.storage ?? [] {
                storage[slot.slot] = try after.storage(address, slot.slot)
            }
            for (slot, word) in changes.accounts[address]?.storage ?? [:] { storage[slot] = word }
            var slots = JSON.Object()
            for (slot, word) in storage.sorted(by: { $0.key < $1.key }) where !word.isZero {
                slots[slot.quantityHex] = .string(word.quantityHex)
            }
            let code = account.hasCode ? try after.code(account.codeHash).bytes : []
            object[address.prefixedHex] = [
                "balance": .string(account.balance.quantityHex), "nonce": .string(account.nonce.quantity),
                "code": .string(code.prefixedHex), "storage": .object(slots),
            ]
        }
        return .object(object)
    }
}

extension UInt64 {
    fileprivate var quantity: String { "0x" + String(self, radix: 16) }
}
