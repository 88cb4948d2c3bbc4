public import Primitives

/// One instruction of a trace, as it found the machine.
///
/// The names in go-ethereum's JSON follow each member; those that are nil or empty there are left out.
public struct StructLog: Hashable, Sendable {
    /// Where it stands in the code; `pc`, a number.
    public let pc: Int
    /// The byte; ``name`` is what JSON has.
    public let opcode: UInt8
    /// Before it was paid; `gas`, a number.
    public let gas: UInt64
    /// `gasCost`, a number: what it cost. A call's includes the gas handed on, without the stipend; a
    /// creation's does not. Of an instruction that ran out of gas, what it needed, as far as that was
    /// computed; of one that failed otherwise, its fixed part.
    public internal(set) var gasCost: UInt64 = 0
    /// 1 in the outermost frame; `depth`, a number.
    public let depth: Int
    /// The refund counter, with what an SSTORE itself adds; `refund`, a number, left out if zero.
    public internal(set) var refund: Int
    /// The top last; `stack`, quantities with 0x; nil if not asked for.
    public let stack: [UInt256]?
    /// Word by word, before the instruction enlarges it; `memory`, thirty-two bytes each; nil if not
    /// asked for.
    public let memory: [Bytes32]?
    /// What the frame's last call returned; `returnData`, with 0x, left out if empty; nil if not asked for.
    public let returnData: [UInt8]?
    /// Every slot of the contract that was read or written so far, with this one; `storage`, words of 64
    /// digits without 0x. Only for SLOAD and SSTORE that succeeded.
    public internal(set) var storage: [UInt256: UInt256]?
    /// Why it failed, in go-ethereum's words; `error`. Failures that go-ethereum finds only after payment,
    /// such as a bad jump, are named here too.
    public internal(set) var error: String?

    /// The mnemonic; `op`.
    public var name: String { Opcode.traceName(opcode) }
}

/// The instructions of one transaction: the answer of `debug_traceTransaction` without a named tracer.
public struct StructLogTrace: Hashable, Sendable {
    /// The receipt's gas; `gas`, a number.
    public let gas: UInt64
    /// `failed`.
    public let failed: Bool
    /// What was returned, or the data of a revert; `returnValue`, hexadecimal.
    public let returnValue: [UInt8]
    /// `structLogs`.
    public let structLogs: [StructLog]
}
