internal import Primitives

/// Encodes values as EIP-712 has it ("Definition of encodeData"), knowing where it is.
struct TypedDataEncoder {
    private let schema: TypedDataSchema
    private var typeHashes: [String: Bytes32] = [:]
    private var path: [Step] = []

    private enum Step {
        case member(String)
        case element(Int)
    }

    init(_ schema: TypedDataSchema) { self.schema = schema }

    /// hashStruct of `value`, which stands in the member `root` of the whole.
    mutating func hash(_ structure: String, _ value: JSON, root: String) throws(TypedDataError) -> Bytes32 {
        path = [.member(root)]
        return try hash(structure, value)
    }

    private func error(_ code: TypedDataError.Code) -> TypedDataError {
        var text = ""
        for step in path {
            switch step {
            case .member(let name): text += text.isEmpty ? name : ".\(name)"
            case .element(let index): text += "[\(index)]"
            }
        }
        return TypedDataError(code, path: text)
    }

    private mutating func hash(_ structure: String, _ value: JSON) throws(TypedDataError) -> Bytes32 {
        guard let object = value.object else { throw wrongKind("an object", value) }
        var data = try typeHash(structure).bytes
        for member in schema.members(of: structure) ?? [] {
            path.append(.member(member.name))
            // Null would be a second way to say nothing, and what it should hash to is disputed.
            guard let value = object[member.name], !value.isNull else { throw error(.missing) }
            data += try encode(value, as: member.type, member.text).bytes
            path.removeLast()
        }
        return Keccak256.hash(data)
    }

    private mutating func typeHash(_ structure: String) throws(TypedDataError) -> Bytes32 {
        if let hash = typeHashes[structure] { return hash }
        let hash = Keccak256.hash(Array(try schema.encodeType(structure).utf8))
        typeHashes[structure] = hash
        return hash
    }

    /// The thirty-two bytes that stand for a value in the structure around it.
    private mutating func encode(
        _ value: JSON, as type: TypedData.MemberType, _ text: String
    ) throws(TypedDataError) -> Bytes32 {
        guard path.count <= TypedData.depthLimit else { throw error(.tooDeep(limit: TypedData.depthLimit)) }
        switch type {
        case .uint(let bits):
            let number = try integer(value, outOfRange: text)
            guard !number.negative, number.bits.fitsUnsigned(bits: bits) else {
                throw error(.outOfRange(type: text))
            }
            return number.bits.bytes32
        case .int(let bits):
            let number = try integer(value, outOfRange: text)
            guard number.negative == number.bits.isNegative, number.bits.fitsSigned(bits: bits) else {
                throw error(.outOfRange(type: text))
            }
            return number.bits.bytes32
        case .bool:
            guard let bool = value.bool else { throw wrongKind("a boolean", value) }
            return UInt256(bool ? UInt64(1) : 0).bytes32
        case .address:
            guard let string = value.string else { throw wrongKind("an address in a string", value) }
            do {
                return try Address(string).word
            } catch {
                throw self.error(.invalidAddress(error))
            }
        case .fixedBytes(let count):
            let bytes = try bytes(value)
            guard bytes.count == count else {
                throw error(.wrongLength(expected: count, actual: bytes.count))
            }
            return Bytes32(bytes + [UInt8](repeating: 0, count: 32 - count)) ?? .zero
        case .bytes: return Keccak256.hash(try bytes(value))
        case .string:
            guard let string = value.string else { throw wrongKind("a string", value) }
            return Keccak256.hash(Array(string.utf8))
        case .structure(let name): return try hash(name, value)
        case .array(let element, let count): return try array(value, of: element, count: count, text)
        }
    }

    private mutating func array(
        _ value: JSON, of element: TypedData.MemberType, count: Int?, _ text: String
    ) throws(TypedDataError) -> Bytes32 {
        guard let values = value.array else { throw wrongKind("an array", value) }
        if let count, values.count != count {
            throw error(.wrongLength(expected: count, actual: values.count))
        }
        var data: [UInt8] = []
        data.reserveCapacity(values.count * 32)
        for (index, value) in values.enumerated() {
            path.append(.element(index))
            guard !value.isNull else { throw error(.missing) }
            data += try encode(value, as: element, text).bytes
            path.removeLast()
        }
        return Keccak256.hash(data)
    }

    private func wrongKind(_ expected: String, _ value: JSON) -> TypedDataError {
        error(.wrongKind(expected: expected, actual: value.kind))
    }

    private func bytes(_ value: JSON) throws(TypedDataError) -> [UInt8] {
        guard let string = value.string else {
            throw wrongKind("0x and hexadecimal digits in a string", value)
        }
        do {
            return try Hex.decode(string, prefix: .required)
        } catch {
            throw self.error(.invalidHex(error))
        }
    }

    /// A number of JSON without fraction and exponent, decimal digits in a string, perhaps after a
    /// minus, or hexadecimal digits after `0x`. Negative ones come in two's complement.
    private func integer(
        _ value: JSON, outOfRange type: String
    ) throws(TypedDataError) -> (bits: UInt256, negative: Bool) {
        let text: String
        switch value {
        case .number(let number): text = number.text
        case .string(let string): text = string
        default: throw wrongKind("a number", value)
        }
        let negative = text.utf8.first == 0x2d
        let hexadecimal = text.utf8.starts(with: [0x30, 0x78])
        let digits = text.utf8.dropFirst(hexadecimal ? 2 : negative ? 1 : 0)
        guard !digits.isEmpty, digits.allSatisfy(hexadecimal ? URISyntax.isHexDigit : URISyntax.isDigit)
        else {
            throw error(.invalidInteger(String(text.prefix(100))))
        }
        let magnitude = hexadecimal ? UInt256(hexadecimal: text) : UInt256(decimal: Substring(digits))
        guard let magnitude, !negative || magnitude <= UInt256.one << 255 else {
            throw error(.outOfRange(type: type))
        }
        return negative ? (magnitude.negated, !magnitude.isZero) : (magnitude, false)
    }
}
