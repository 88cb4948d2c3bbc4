internal import Ethereum
internal import Primitives

/// One running call or creation: what its code sees, and where it stands.
final class Frame {
    enum Kind {
        case call
        /// Code that came back becomes the code of the account at this place.
        case create(place: Int)
    }

    var kind: Kind = .call
    var code: Bytecode = .empty
    /// Whose storage and balance the code works on.
    var address = Address.zero
    var place = 0
    var caller = Address.zero
    var value = UInt256.zero
    var isStatic = false
    /// To where the state goes back if the frame fails.
    var checkpoint = Checkpoint(journal: 0, logs: 0, refund: 0)

    /// Where the next instruction stands in the code.
    var pc = 0
    var stackBase: UnsafeMutablePointer<UInt256>
    var stackTop: UnsafeMutablePointer<UInt256>
    var gas: UInt64 = 0

    /// The input, as a place in the arena that holds its caller's memory.
    var inputOffset = 0
    var inputCount = 0
    /// Its own memory in the arena; the size is a multiple of 32.
    var memoryOffset = 0
    var memorySize = 0

    /// Where the caller's memory wants the output.
    var outputOffset = 0
    var outputCount = 0

    init(stack: UnsafeMutablePointer<UInt256>) {
        stackBase = stack
        stackTop = stack
    }
}

/// How a run of instructions came to its end.
enum Exit {
    /// The output stands in the frame's memory.
    case success(offset: Int, count: Int)
    case revert(offset: Int, count: Int)
    case halt(Halt)
    /// A frame has been pushed and wants to run.
    case descend
}
