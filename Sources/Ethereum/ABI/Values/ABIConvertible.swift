public import Primitives

/// A Swift type that can be passed as an argument.
public protocol ABIEncodable {
    var abiValue: ABIValue { get }

    /// The value of a whole array; the default is an `array` of the elements' values.
    static func abiValue(ofArray elements: [Self]) -> ABIValue
}

/// A Swift type that can be read from a decoded value.
public protocol ABIDecodable {
    /// - Throws: ``ABIError`` if the value is of another kind or does not fit.
    init(abiValue: ABIValue) throws(ABIError)

    /// The elements of a whole array; the default reads each element of an `array`.
    static func elements(ofArray value: ABIValue) throws(ABIError) -> [Self]
}

/// A Swift type that goes both ways.
///
/// `UInt8…UInt128`, `UInt256`, `Int8…Int64`, `Bool`, `String`, ``Address``, `Bytes32`, arrays of
/// these and ``ABIValue`` itself conform; `[UInt8]` stands for `bytes` and `bytesN`.
public typealias ABIConvertible = ABIEncodable & ABIDecodable

extension ABIEncodable {
    /// An `array` of the elements' values.
    public static func abiValue(ofArray elements: [Self]) -> ABIValue {
        .array(elements.map(\.abiValue))
    }
}

extension ABIDecodable {
    /// The elements of an `array`, read one by one; an error's path names the one refused.
    public static func elements(ofArray value: ABIValue) throws(ABIError) -> [Self] {
        guard case .array(let values) = value else {
            throw ABIError.wrongKind(expected: "an array", actual: value)
        }
        var elements: [Self] = []
        elements.reserveCapacity(values.count)
        for value in values {
            do {
                elements.append(try Self(abiValue: value))
            } catch {
                throw error.inside(.element(elements.count))
            }
        }
        return elements
    }
}

extension ABIValue {
    /// From a Swift value, whose type decides the kind.
    public init(_ value: some ABIEncodable) { self = value.abiValue }

    /// The value as a Swift type, such as `try value.as([Address].self)`.
    public func `as`<T: ABIDecodable>(_ type: T.Type = T.self) throws(ABIError) -> T {
        try T(abiValue: self)
    }

    /// The components of a tuple that has exactly `count`: for the initialisers of structs.
    public func components(_ count: Int) throws(ABIError) -> [ABIValue] {
        guard case .tuple(let values) = self else {
            throw ABIError.wrongKind(expected: "a tuple", actual: self)
        }
        guard values.count == count else {
            throw ABIError(.wrongCount(expected: count, actual: values.count))
        }
        return values
    }
}

extension ABIValue: ABIConvertible {
    /// The value itself.
    public var abiValue: ABIValue { self }
    /// The value as it is; nothing is refused.
    public init(abiValue: ABIValue) { self = abiValue }
}

extension ABIEncodable where Self: FixedWidthInteger & UnsignedInteger {
    /// As a `uint`; encoding checks that it fits the parameter.
    public var abiValue: ABIValue { .uint(UInt256(UInt128(truncatingIfNeeded: self))) }
}

extension ABIDecodable where Self: FixedWidthInteger & UnsignedInteger {
    /// From a `uint`, or an `int` that is not negative; throws if it does not fit.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard let number = abiValue.uint else {
            throw ABIError.wrongKind(expected: "an unsigned integer", actual: abiValue)
        }
        let (l0, l1, l2, l3) = number.limbs
        guard l2 | l3 == 0, let value = Self(exactly: UInt128(l1) << 64 | UInt128(l0)) else {
            throw ABIError(.outOfRange(type: "\(Self.self)", value: number.description))
        }
        self = value
    }
}

extension ABIEncodable where Self: FixedWidthInteger & SignedInteger {
    /// As an `int`, sign extended to 256 bits; encoding checks that it fits the parameter.
    public var abiValue: ABIValue { .signed(Int64(truncatingIfNeeded: self)) }
}

extension ABIDecodable where Self: FixedWidthInteger & SignedInteger {
    /// From an `int`, or a `uint` below 2^255; throws if it does not fit.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard let number = abiValue.int else {
            throw ABIError.wrongKind(expected: "a signed integer", actual: abiValue)
        }
        guard number.fitsSigned(bits: 64),
            let value = Self(exactly: Int64(bitPattern: number.limbs.0))
        else { throw ABIError(.outOfRange(type: "\(Self.self)", value: number.signedDescription)) }
        self = value
    }
}

extension UInt16: ABIConvertible {}
extension UInt32: ABIConvertible {}
extension UInt64: ABIConvertible {}
extension UInt128: ABIConvertible {}
extension UInt: ABIConvertible {}
extension Int8: ABIConvertible {}
extension Int16: ABIConvertible {}
extension Int32: ABIConvertible {}
extension Int64: ABIConvertible {}
extension Int: ABIConvertible {}

extension UInt8: ABIConvertible {
    /// As `bytes`, which encoding also takes for `bytesN` and `uint8[]`.
    public static func abiValue(ofArray elements: [UInt8]) -> ABIValue { .bytes(elements) }

    /// From `bytes`, `bytesN`, or an `array` of numbers below 256.
    public static func elements(ofArray value: ABIValue) throws(ABIError) -> [UInt8] {
        if let bytes = value.bytes { return bytes }
        guard case .array(let values) = value else {
            throw ABIError.wrongKind(expected: "bytes", actual: value)
        }
        var bytes: [UInt8] = []
        for value in values { bytes.append(try UInt8(abiValue: value)) }
        return bytes
    }
}

extension UInt256: ABIConvertible {
    /// As a `uint`; encoding checks that it fits the parameter.
    public var abiValue: ABIValue { .uint(self) }

    /// From a `uint`, or an `int` that is not negative.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard let number = abiValue.uint else {
            throw ABIError.wrongKind(expected: "an unsigned integer", actual: abiValue)
        }
        self = number
    }
}

extension Bool: ABIConvertible {
    /// As a `bool`.
    public var abiValue: ABIValue { .bool(self) }

    /// From a `bool`; throws for every other kind.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard case .bool(let value) = abiValue else {
            throw ABIError.wrongKind(expected: "a bool", actual: abiValue)
        }
        self = value
    }
}

extension String: ABIConvertible {
    /// As a `string`.
    public var abiValue: ABIValue { .string(self) }

    /// From a `string`; throws for every other kind.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard case .string(let value) = abiValue else {
            throw ABIError.wrongKind(expected: "a string", actual: abiValue)
        }
        self = value
    }
}

extension Address: ABIConvertible {
    /// As an `address`.
    public var abiValue: ABIValue { .address(self) }

    /// From an `address`; throws for every other kind.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard case .address(let value) = abiValue else {
            throw ABIError.wrongKind(expected: "an address", actual: abiValue)
        }
        self = value
    }
}

extension Bytes32: ABIConvertible {
    /// As `bytes32`.
    public var abiValue: ABIValue { .fixedBytes(bytes) }

    /// From `bytes32`, `bytes` of that length, or an indexed value's hash.
    public init(abiValue: ABIValue) throws(ABIError) {
        guard let value = abiValue.bytes32 else {
            throw ABIError.wrongKind(expected: "bytes32", actual: abiValue)
        }
        self = value
    }
}

extension Array: ABIEncodable where Element: ABIEncodable {
    /// An `array` of the elements' values, or `bytes` if the elements are bytes.
    public var abiValue: ABIValue { Element.abiValue(ofArray: self) }
}

extension Array: ABIDecodable where Element: ABIDecodable {
    /// From an `array`; where the elements are bytes, also from `bytes` and `bytesN`.
    public init(abiValue: ABIValue) throws(ABIError) {
        self = try Element.elements(ofArray: abiValue)
    }
}
