public import Ethereum
public import Primitives

/// Watches an execution, instruction by instruction and call by call.
///
/// Called on the executing thread, between instructions; what it is handed is valid only during the
/// call. An execution without a tracer is compiled without these calls.
public protocol ExecutionTracer: AnyObject {
    /// An instruction is about to run.
    func willExecute(_ step: borrowing ExecutionStep)

    /// It ran, or failed, or is about to make its call; `cost` is what it charged, and for a call
    /// includes what the callee is given. Out of gas, it is what was needed, as far as that was known.
    func didExecute(cost: UInt64, halt: Halt?)

    /// A call, a creation, or the destruction of a contract begins; also one that is refused at once,
    /// for its depth or for want of balance.
    func willEnter(_ call: CallDescription)

    /// The innermost call that is under way ends.
    func didExit(_ outcome: CallOutcome)

    /// The innermost call wrote a log; it is gone if the call fails.
    func didLog(_ log: Log)
}

/// An instruction with everything that it can see.
public struct ExecutionStep: ~Copyable {
    /// Where it stands in the code.
    public let pc: Int
    public let opcode: UInt8
    /// Before the instruction is paid.
    public let gas: UInt64
    /// 1 in the outermost frame.
    public let depth: Int
    /// Whose storage it works on.
    public let address: Address
    /// The refunds counted so far.
    public let refund: Int
    let stackBase: UnsafePointer<UInt256>
    /// How many words the stack has.
    public let stackCount: Int
    let memory: UnsafeRawBufferPointer
    let returned: UnsafeRawBufferPointer

    /// The stack, the top last.
    public var stack: [UInt256] { Array(UnsafeBufferPointer(start: stackBase, count: stackCount)) }

    /// The word so far below the top; nil beyond the bottom.
    public func peek(_ place: Int) -> UInt256? {
        place >= 0 && place < stackCount ? stackBase[stackCount - 1 - place] : nil
    }

    /// The whole memory.
    public var memoryBytes: [UInt8] { Array(memory) }

    /// How many bytes the memory has.
    public var memoryCount: Int { memory.count }

    /// A part of the memory, zeros beyond its end.
    public func memoryBytes(_ offset: Int, _ count: Int) -> [UInt8] {
        (0..<max(0, count)).map { index in
            let (place, overflow) = offset.addingReportingOverflow(index)
            return !overflow && place >= 0 && place < memory.count ? memory[place] : 0
        }
    }

    /// What the frame's last call returned.
    public var returnData: [UInt8] { Array(returned) }
}

/// A call or creation as it begins.
public struct CallDescription: Sendable {
    /// By which instruction it began; the outermost has the one that fits.
    public enum Kind: String, Sendable {
        case call = "CALL"
        case callCode = "CALLCODE"
        case delegateCall = "DELEGATECALL"
        case staticCall = "STATICCALL"
        case create = "CREATE"
        case create2 = "CREATE2"
        case selfDestruct = "SELFDESTRUCT"
    }

    public let kind: Kind
    public let from: Address
    /// The account whose code runs, the new account, or the heir.
    public let to: Address
    public let value: UInt256
    public let gas: UInt64
    /// The call's data, or the init code.
    public let input: [UInt8]
}

/// A call or creation as it ended.
public struct CallOutcome: Sendable {
    public let gasUsed: UInt64
    /// What was returned, the reason of a revert, or the code of a new contract.
    public let output: [UInt8]
    /// Nil when it succeeded.
    public let failure: Failure?

    /// How a call fails.
    public enum Failure: Hashable, Sendable {
        /// By REVERT: unused gas comes back.
        case revert
        /// By anything else: all its gas is gone.
        case halt(Halt)
    }
}
