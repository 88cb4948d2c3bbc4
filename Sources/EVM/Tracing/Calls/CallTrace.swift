public import Ethereum
public import Primitives

/// A call with all that it made: the answer of go-ethereum's `callTracer`.
///
/// The names in its JSON are those of the members; what is nil or empty there is left out, except
/// ``input``.
public struct CallTrace: Hashable, Sendable {
    /// `type`, such as `CALL`; ``CallDescription/Kind``'s raw value.
    public let kind: CallDescription.Kind
    /// `from`: the account that calls. For DELEGATECALL, the contract whose code has that instruction.
    public let from: Address
    /// `to`: the account whose code runs, the new contract, or the heir. Nil for a creation that failed.
    public internal(set) var to: Address?
    /// `value`, a quantity; of DELEGATECALL, that of the call around it. Nil for STATICCALL.
    public let value: UInt256?
    /// `gas`, a quantity: what it was given, with a stipend; outermost, the transaction's limit.
    public internal(set) var gas: UInt64
    /// `gasUsed`, a quantity; outermost, the receipt's.
    public internal(set) var gasUsed: UInt64 = 0
    /// `input`: the call's data, or the init code.
    public let input: [UInt8]
    /// `output`: what was returned, the data of a revert, or a new contract's code.
    public internal(set) var output: [UInt8] = []
    /// `error`: why it failed, in go-ethereum's words; nil when it succeeded.
    public internal(set) var error: String?
    /// `revertReason`: what the data of a revert says, if it is an `Error(string)` or a `Panic(uint256)`.
    public internal(set) var revertReason: String?
    /// `calls`: what it called and created, in order.
    public internal(set) var calls: [CallTrace] = []
    /// `logs`: its own, if they were asked for; none if it, or a call around it, failed.
    public internal(set) var logs: [CallTraceLog] = []
}

/// A log within a ``CallTrace``.
public struct CallTraceLog: Hashable, Sendable {
    /// `address`, `topics` and `data`.
    public let log: Log
    /// `index`, a quantity: its place among the logs of the block, as far as the traced transaction's
    /// first is known.
    public let index: Int
    /// `position`, a quantity: how many calls its frame had made before.
    public let position: Int
}
