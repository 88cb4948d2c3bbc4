/// A type of the contract ABI (Solidity documentation, "Contract ABI Specification", Types).
///
/// Cases can be built freely; sizes that do not exist, such as `uint(bits: 7)`, are refused when
/// the type is used.
public indirect enum ABIType: Hashable, Sendable {
    /// `uint8` to `uint256`, in steps of eight bits.
    case uint(bits: Int)
    /// `int8` to `int256`, two's complement, in steps of eight bits.
    case int(bits: Int)
    case address
    case bool
    /// `bytes1` to `bytes32`.
    case fixedBytes(Int)
    case bytes
    case string
    /// An address and a selector, together twenty-four bytes.
    case function
    /// `T[]`.
    case array(of: ABIType)
    /// `T[count]`.
    case fixedArray(of: ABIType, count: Int)
    /// A struct; its components' names are no part of the canonical text.
    case tuple([ABIParameter])

    /// The whole width: 0 to 2^256 - 1.
    public static let uint256 = ABIType.uint(bits: 256)
    /// The whole width, signed: -2^255 to 2^255 - 1.
    public static let int256 = ABIType.int(bits: 256)
    /// A whole word, such as a hash.
    public static let bytes32 = ABIType.fixedBytes(32)

    /// A struct of unnamed components.
    public static func tuple(_ types: [ABIType]) -> ABIType {
        .tuple(types.map { ABIParameter($0) })
    }

    /// How many types may be nested in one another: `uint256[]` is two levels.
    public static let depthLimit = 64
}

extension ABIType {
    /// Whether values are encoded out of line, at an offset.
    public var isDynamic: Bool {
        switch self {
        case .bytes, .string, .array: true
        case .fixedArray(let element, _): element.isDynamic
        case .tuple(let components): components.contains { $0.type.isDynamic }
        default: false
        }
    }

    /// Whether the type is an array, a struct, `bytes` or `string`: a reference type in Solidity,
    /// which takes a data location and of which an event's topic holds only the hash.
    public var isReference: Bool {
        switch self {
        case .bytes, .string, .array, .fixedArray, .tuple: true
        default: false
        }
    }

    /// The levels of nesting; 1 for elementary types.
    public var depth: Int {
        switch self {
        case .array(let element), .fixedArray(let element, _): element.depth + 1
        case .tuple(let components): (components.lazy.map(\.type.depth).max() ?? 0) + 1
        default: 1
        }
    }

    /// The canonical text that goes into signatures, such as `(address,uint256)[]`.
    public var canonical: String {
        var text = ""
        write(to: &text, named: false)
        return text
    }

    /// Writes the canonical text or, `named`, the form with `tuple` and the components' names.
    func write(to text: inout String, named: Bool) {
        switch self {
        case .uint(let bits): text += "uint\(bits)"
        case .int(let bits): text += "int\(bits)"
        case .address: text += "address"
        case .bool: text += "bool"
        case .fixedBytes(let count): text += "bytes\(count)"
        case .bytes: text += "bytes"
        case .string: text += "string"
        case .function: text += "function"
        case .array(let element):
            element.write(to: &text, named: named)
            text += "[]"
        case .fixedArray(let element, let count):
            element.write(to: &text, named: named)
            text += "[\(count)]"
        case .tuple(let components):
            text += named ? "tuple(" : "("
            for (index, component) in components.enumerated() {
                if index > 0 { text += named ? ", " : "," }
                component.type.write(to: &text, named: named)
                if named, !component.name.isEmpty { text += " \(component.name)" }
            }
            text += ")"
        }
    }
}

extension ABIType: CustomStringConvertible {
    /// The canonical text.
    public var description: String { canonical }
}
