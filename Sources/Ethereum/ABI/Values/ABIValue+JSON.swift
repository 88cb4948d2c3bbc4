public import Primitives

extension ABIValue {
    /// The value of a type that JSON spells.
    ///
    /// - Integers: a number without fraction and exponent, or a string of decimal digits (after
    ///   a minus, for `int`) or of hexadecimal ones after `0x`.
    /// - `address`, `bytes`, `bytesN`, `function`: a string of hexadecimal digits after `0x`; an
    ///   address in mixed case must carry its checksum (EIP-55).
    /// - `bool`, `string`: as such. Arrays: arrays.
    /// - Tuples: arrays, or objects with exactly the components' names.
    public init(json: JSON, as type: ABIType) throws(ABIError) {
        switch type {
        case .uint(let bits):
            let (value, text) = try Self.integer(json, type)
            guard case .uint(let number) = value, number.fitsUnsigned(bits: bits) else {
                throw ABIError(.outOfRange(type: type.canonical, value: text))
            }
            self = value
        case .int(let bits):
            let (value, text) = try Self.integer(json, type)
            guard let number = value.int, number.fitsSigned(bits: bits) else {
                throw ABIError(.outOfRange(type: type.canonical, value: text))
            }
            self = .int(number)
        case .address:
            let text = try Self.string(json, type)
            do {
                self = .address(try Address(text, checksumRequired: false))
            } catch {
                throw ABIError(.invalidText(type: "address", reason: error.description))
            }
        case .bool:
            guard let value = json.bool else { throw Self.mismatch(json, type) }
            self = .bool(value)
        case .fixedBytes(let count): self = .fixedBytes(try Self.hex(json, type, count: count))
        case .function: self = .fixedBytes(try Self.hex(json, type, count: 24))
        case .bytes: self = .bytes(try Self.hex(json, type, count: nil))
        case .string: self = .string(try Self.string(json, type))
        case .array(let element):
            guard let elements = json.array else { throw Self.mismatch(json, type) }
            self = .array(try Self.array(elements, of: element))
        case .fixedArray(let element, let count):
            guard let elements = json.array else { throw Self.mismatch(json, type) }
            guard elements.count == count else {
                throw ABIError(.wrongCount(expected: count, actual: elements.count))
            }
            self = .array(try Self.array(elements, of: element))
        case .tuple(let components):
            self = .tuple(
                try Self.values(json: json, as: components) { .component($0, name: components[$0].name) })
        }
    }

    /// The values of parameters, from an array or from an object with exactly their names.
    static func values(json: JSON, as parameters: [ABIParameter]) throws(ABIError) -> [ABIValue] {
        try values(json: json, as: parameters) { .argument($0, name: parameters[$0].name) }
    }

    private static func values(
        json: JSON, as parameters: [ABIParameter], place: (Int) -> ABIError.PathComponent
    ) throws(ABIError) -> [ABIValue] {
        let members: [JSON]
        switch json {
        case .array(let elements):
            members = elements
        case .object(let object):
            var found: [JSON] = []
            for parameter in parameters {
                guard let member = object[parameter.name] else {
                    throw ABIError(.invalidJSON("the member \"\(parameter.name)\" is missing"))
                }
                found.append(member)
            }
            let names = Set(parameters.map(\.name))
            guard names.count == parameters.count else {
                throw ABIError(.invalidJSON("several have the same name; give their values as an array"))
            }
            if let other = object.keys.first(where: { !names.contains($0) }) {
                throw ABIError(.invalidJSON("unknown member \"\(other)\""))
            }
            members = found
        default: throw mismatch(json, .tuple(parameters))
        }
        guard members.count == parameters.count else {
            throw ABIError(.wrongCount(expected: parameters.count, actual: members.count))
        }
        var values: [ABIValue] = []
        values.reserveCapacity(members.count)
        for (index, member) in members.enumerated() {
            do {
                values.append(try ABIValue(json: member, as: parameters[index].type))
            } catch {
                throw error.inside(place(index))
            }
        }
        return values
    }

    private static func array(_ elements: [JSON], of type: ABIType) throws(ABIError) -> [ABIValue] {
        var values: [ABIValue] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            do {
                values.append(try ABIValue(json: element, as: type))
            } catch {
                throw error.inside(.element(values.count))
            }
        }
        return values
    }

    /// `.uint`, or `.int` for what has a minus, with the text for messages.
    private static func integer(
        _ json: JSON, _ type: ABIType
    ) throws(ABIError) -> (value: ABIValue, text: String) {
        let text: String
        switch json {
        case .string(let string): text = string
        case .number(let number) where number.isInteger: text = number.text
        default: throw mismatch(json, type)
        }
        let digits = text.utf8
        if digits.first == UInt8(ascii: "-") {
            if let value = UInt256(signedDecimal: text) { return (.int(value), text) }
        } else if let value = UInt256(text) {
            return (.uint(value), text)
        }
        let isNumber = !digits.isEmpty && digits.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2d }
        throw ABIError(
            isNumber
                ? .outOfRange(type: type.canonical, value: text)
                : .invalidText(type: type.canonical, reason: "decimal digits, or hexadecimal after 0x"))
    }

    private static func string(_ json: JSON, _ type: ABIType) throws(ABIError) -> String {
        guard let text = json.string else { throw mismatch(json, type) }
        return text
    }

    private static func hex(_ json: JSON, _ type: ABIType, count: Int?) throws(ABIError) -> [UInt8] {
        let text = try string(json, type)
        do {
            return try Hex.decode(text, prefix: .required, count: count)
        } catch {
            throw ABIError(.invalidText(type: type.canonical, reason: error.description))
        }
    }

    private static func mismatch(_ json: JSON, _ type: ABIType) -> ABIError {
        ABIError(.wrongKind(expected: "JSON for \(type.canonical)", actual: json.kind))
    }
}

extension ABIValue {
    /// Integers as strings of decimal digits, bytes and hashes as `0x` and hexadecimal digits,
    /// addresses with their checksum, arrays and tuples as arrays.
    public var json: JSON {
        switch self {
        case .uint(let value): .string(value.description)
        case .int(let value): .string(value.signedDescription)
        case .address(let value): .string(value.checksummed)
        case .bool(let value): .bool(value)
        case .fixedBytes(let value), .bytes(let value): .string(value.prefixedHex)
        case .string(let value): .string(value)
        case .array(let values), .tuple(let values): .array(values.map(\.json))
        case .hash(let value): .string(value.prefixedHex)
        }
    }

    /// As ``json``, but tuples whose components all have different names as objects.
    public func json(named type: ABIType) -> JSON {
        switch (self, type) {
        case (.array(let values), .array(let element)), (.array(let values), .fixedArray(let element, _)):
            .array(values.map { $0.json(named: element) })
        case (.tuple(let values), .tuple(let components)): Self.json(values, named: components)
        default: json
        }
    }

    static func json(_ values: [ABIValue], named parameters: [ABIParameter]) -> JSON {
        let names = Set(parameters.map(\.name))
        guard names.count == parameters.count, values.count == parameters.count, !names.contains("") else {
            return .array(zip(values, parameters).map { $0.json(named: $1.type) })
        }
        var object = JSON.Object()
        for (value, parameter) in zip(values, parameters) {
            object[parameter.name] = value.json(named: parameter.type)
        }
        return .object(object)
    }
}
