public import Ethereum
import Primitives

/// Collects the access list that a transaction would have (EIP-2930): what `eth_createAccessList` gives.
///
/// Since the list itself changes what gas there is, and thereby perhaps the way the code takes, it is
/// collected again until it stays the same:
/// ```swift
/// var list: Transaction.AccessList = []
/// while true {
///     let tracer = AccessListTracer(sender: sender, to: to, list: list)
///     // execute the transaction with `list`
///     if tracer.accessList == list { break }
///     list = tracer.accessList
/// }
/// ```
/// A tracer begins with what was found before, so that the list only grows and this ends.
public final class AccessListTracer: ExecutionTracer {
    private let excluded: Set<Address>
    private var slots: [Address: Set<UInt256>] = [:]

    /// - Parameters:
    ///   - sender: of the transaction; warm anyway.
    ///   - to: the account that is called, or the one that is created; warm anyway.
    ///   - list: to which more is added.
    public init(sender: Address, to: Address, list: Transaction.AccessList = []) {
        excluded = Set([sender, to] + Precompile.addresses)
        for entry in list {
            if !excluded.contains(entry.address) || !entry.storageKeys.isEmpty {
                slots[entry.address, default: []].formUnion(entry.storageKeys.map { UInt256($0) })
            }
        }
    }

    /// Accounts and slots that were touched, each once, in ascending order. The sender, the account that
    /// is called, and precompiles are named only with slots.
    public var accessList: Transaction.AccessList {
        slots.sorted { $0.key < $1.key }
            .map { address, keys in
                Transaction.AccessListEntry(address: address, storageKeys: keys.sorted().map(\.bytes32))
            }
    }

    public func willExecute(_ step: borrowing ExecutionStep) {
        switch step.opcode {
        case Opcode.sload, Opcode.sstore:
            if let key = step.peek(0) { slots[step.address, default: []].insert(key) }
        case Opcode.balance, Opcode.extcodesize, Opcode.extcodecopy, Opcode.extcodehash,
            Opcode.selfdestruct:
            touch(step.peek(0))
        case Opcode.call, Opcode.callcode, Opcode.delegatecall, Opcode.staticcall:
            touch(step.peek(1))
        default: break
        }
    }

    public func didExecute(cost: UInt64, halt: Halt?) {}

    public func willEnter(_ call: CallDescription) {}

    public func didExit(_ outcome: CallOutcome) {}

    public func didLog(_ log: Log) {}

    private func touch(_ word: UInt256?) {
        guard let word else { return }
        let address = Address(truncating: word.bytes32)
        if !excluded.contains(address), slots[address] == nil { slots[address] = [] }
    }
}
