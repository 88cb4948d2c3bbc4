public import Ethereum

/// What the compiler has made of a contract of this project, as it is embedded in the library.
///
/// There is one static member for each contract, such as ``pkpNFT``; the files that hold them are made from
/// `Contracts/` by `make contracts`.
public struct ContractArtifact: Sendable {
    /// A value that the constructor writes behind the runtime code.
    public struct Immutable: Hashable, Sendable {
        /// As in the source, such as `RESOLVER`.
        public let name: String
        /// Of one word, such as `address`.
        public let type: ABIType
        /// Where its word begins, in bytes from the end of ``ContractArtifact/runtimeCode``.
        public let offset: Int

        /// From its parts.
        public init(_ name: String, _ type: ABIType, at offset: Int) {
            (self.name, self.type, self.offset) = (name, type, offset)
        }
    }

    /// Of the contract, such as `PKPNFT`.
    public let name: String
    /// With version and settings, such as `vyper 0.4.3+commit.bff19ea2, cancun, gas`.
    public let compiler: String
    /// The constructor's arguments, in order.
    public let constructor: [ABIParameter]
    /// In the order of their offsets.
    public let immutables: [Immutable]
    /// The part of the creation code that stays on chain.
    let runtime: Range<Int>
    private let hex: StaticString

    /// - Parameters:
    ///   - runtime: the place of the runtime code, without immutables, in the creation code.
    ///   - creationCode: in hexadecimal without `0x`; line ends do not count.
    init(
        name: String, compiler: String, constructor: [ABIParameter] = [], immutables: [Immutable] = [],
        runtime: Range<Int>, creationCode: StaticString
    ) {
        self.name = name
        self.compiler = compiler
        self.constructor = constructor
        self.immutables = immutables
        self.runtime = runtime
        hex = creationCode
    }

    /// The bytes that a creating transaction begins with; the encoded arguments follow them.
    public var creationCode: [UInt8] {
        hex.withUTF8Buffer { digits in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(digits.count / 2)
            var high: UInt8?
            for digit in digits {
                guard let nibble = Self.nibble(digit) else { continue }
                if let first = high {
                    bytes.append(first << 4 | nibble)
                    high = nil
                } else {
                    high = nibble
                }
            }
            return bytes
        }
    }

    /// The bytes on chain without those of the immutables, which follow them.
    public var runtimeCode: [UInt8] {
        Array(creationCode.dropFirst(runtime.lowerBound).prefix(runtime.count))
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
