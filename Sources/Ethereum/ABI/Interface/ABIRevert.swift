public import Primitives

/// What a contract has said by reverting.
public enum ABIRevert: Hashable, Sendable {
    /// No data: `revert()`, a failed `require` without a reason, or an exceptional halt.
    case empty
    /// `Error(string)`: the reason of `require` and `revert`.
    case reason(String)
    /// `Panic(uint256)`: a check that the compiler put in.
    case panic(ABIPanic)
    /// An error that the contract declares.
    case custom(ABICustomError, ABIArguments)
    /// Anything else, or data that its selector's error does not decode.
    case unknown([UInt8])

    /// The selector of `Error(string)`.
    public static let reasonSelector = ABISelector(number: 0x08c3_79a0)
    /// The selector of `Panic(uint256)`.
    public static let panicSelector = ABISelector(number: 0x4e48_7b71)

    /// - Parameters:
    ///   - data: what the call has returned.
    ///   - contract: declares the errors that may come.
    public init(_ data: some Collection<UInt8>, in contract: ContractABI? = nil) {
        let data = Array(data)
        self = data.isEmpty ? .empty : Self.decoded(data, contract) ?? .unknown(data)
    }

    private static func decoded(_ data: [UInt8], _ contract: ContractABI?) -> ABIRevert? {
        guard let selector = ABISelector(data) else { return nil }
        switch selector {
        case reasonSelector:
            guard let coder = try? ABICoder([.string]),
                let reason = try? coder.decode(data, from: 4, options: .lenient)[0].string
            else { return nil }
            return .reason(reason)
        case panicSelector:
            guard let coder = try? ABICoder([.uint256]),
                let code = try? coder.decode(data, from: 4)[0].uint
            else { return nil }
            return .panic(ABIPanic(code))
        default:
            guard let error = contract?.error(selector: selector),
                let arguments = try? error.decode(data, options: .lenient)
            else { return nil }
            return .custom(error, arguments)
        }
    }
}

extension ABIRevert: CustomStringConvertible {
    /// For people, such as `InsufficientBalance(available: 1, required: 2)`.
    public var description: String {
        switch self {
        case .empty: "reverted without a reason"
        case .reason(let reason): reason
        case .panic(let panic): panic.description
        case .custom(let error, let arguments): error.name + arguments.description
        case .unknown(let data): "reverted with \(data.count) bytes of data: \(data.prefix(68).prefixedHex)"
        }
    }
}

extension ABI {
    /// What revert data says, for people; nil if it says nothing that can be read.
    public static func revertReason(
        _ data: some Collection<UInt8>, in contract: ContractABI? = nil
    ) -> String? {
        switch ABIRevert(data, in: contract) {
        case .empty, .unknown: nil
        case let revert: revert.description
        }
    }
}

/// The code of a `Panic(uint256)` (Solidity documentation, "Panic via assert and Error via require").
public struct ABIPanic: Hashable, Sendable, CustomStringConvertible {
    /// The number in the revert's data, such as 0x11.
    public let code: UInt256

    /// From the number in the revert's data; one without a defined meaning is kept too.
    public init(_ code: UInt256) { self.code = code }

    /// What the code means, nil if it has no defined meaning.
    public var reason: String? {
        switch UInt64(exactly: code) {
        case 0x00: "generic panic of the compiler"
        case 0x01: "an assertion failed"
        case 0x11: "arithmetic overflow or underflow"
        case 0x12: "division or modulo by zero"
        case 0x21: "conversion to an enum out of range"
        case 0x22: "a byte array in storage is encoded incorrectly"
        case 0x31: "pop on an empty array"
        case 0x32: "array index out of bounds"
        case 0x41: "too much memory or too large an array"
        case 0x51: "call of an internal function that is not set"
        default: nil
        }
    }

    public var description: String {
        let digits = code.quantityHex.dropFirst(2)
        return "panic 0x\(digits.count < 2 ? "0" : "")\(digits)" + (reason.map { ": \($0)" } ?? "")
    }
}
