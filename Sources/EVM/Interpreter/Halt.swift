/// Why a frame ended in failure: everything that consumes all of its gas.
public enum Halt: UInt8, Error, Hashable, Sendable, CaseIterable {
    case outOfGas
    case stackUnderflow
    case stackOverflow
    case invalidJump
    case undefinedInstruction
    /// The designated INVALID, 0xfe.
    case invalidInstruction
    /// A write inside a static call (EIP-214).
    case staticViolation
    /// RETURNDATACOPY beyond the end (EIP-211).
    case returnDataOutOfBounds
    /// The address of a creation has code, nonce or storage (EIP-684, EIP-7610).
    case addressCollision
    /// Code beyond 24,576 bytes (EIP-170).
    case codeTooLarge
    /// Code that begins with 0xEF (EIP-3541).
    case codeBeginsWithEF
    /// Init code beyond 49,152 bytes (EIP-3860).
    case initCodeTooLarge
    /// A creator's nonce at its limit (EIP-2681).
    case nonceOverflow
    case insufficientBalance
    case callTooDeep
    /// A precompile refused its input.
    case precompileFailure
    /// The state could not be read; the whole execution is void.
    case stateUnavailable

    /// In the words that go-ethereum's users know.
    public var message: String {
        switch self {
        case .outOfGas: "out of gas"
        case .stackUnderflow: "stack underflow"
        case .stackOverflow: "stack limit reached 1024"
        case .invalidJump: "invalid jump destination"
        case .undefinedInstruction: "invalid opcode"
        case .invalidInstruction: "invalid opcode: INVALID"
        case .staticViolation: "write protection"
        case .returnDataOutOfBounds: "return data out of bounds"
        case .addressCollision: "contract address collision"
        case .codeTooLarge: "max code size exceeded"
        case .codeBeginsWithEF: "invalid code: must not begin with 0xef"
        case .initCodeTooLarge: "max initcode size exceeded"
        case .nonceOverflow: "nonce uint64 overflow"
        case .insufficientBalance: "insufficient balance for transfer"
        case .callTooDeep: "max call depth exceeded"
        case .precompileFailure: "precompiled contract refused its input"
        case .stateUnavailable: "the state could not be read"
        }
    }
}
