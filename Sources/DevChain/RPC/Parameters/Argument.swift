import Ethereum
import Primitives

/// One value among a call's parameters, or inside of one, that knows how to name itself in errors.
///
/// Every reading form throws -32602 with the parameter's place and the path of the value in it.
struct Argument {
    /// Which parameter, counted from zero.
    let index: Int
    /// What the method calls it, with the way inside: `transaction.accessList[0].address`.
    let path: String
    /// The value; null where it is missing.
    let value: JSON

    /// Whether it is neither missing nor null.
    var isPresent: Bool { !value.isNull }

    /// The value itself, or nil if it is missing or null.
    var present: Argument? { isPresent ? self : nil }

    /// An error that names this value.
    func error(_ reason: String) -> RPCError { .invalidParams(index, path, reason: reason) }

    func text() throws(RPCError) -> String {
        guard let text = value.string else { throw wrongKind("a string") }
        return text
    }

    /// Bytes in hexadecimal digits, two each.
    func data(count: Int? = nil) throws(RPCError) -> [UInt8] {
        let text = try text()
        do { return try HexText.bytes(of: text, count: count) } catch { throw self.error(error.reason) }
    }

    func address() throws(RPCError) -> Address {
        guard let address = try? Address(data(count: Address.count)) else {
            _ = try data(count: Address.count)
            throw error("not an address")
        }
        return address
    }

    func hash() throws(RPCError) -> Bytes32 { Bytes32(try data(count: Bytes32.count)) ?? .zero }

    /// A number in hexadecimal digits.
    func quantity() throws(RPCError) -> UInt256 {
        let text = try text()
        do { return try HexText.quantity(text) } catch { throw self.error(error.reason) }
    }

    func uint64() throws(RPCError) -> UInt64 {
        guard let number = UInt64(exactly: try quantity()) else { throw error("hex number > 64 bits") }
        return number
    }

    /// A number as any tool writes it: hexadecimal or decimal digits in a string, or a JSON number.
    func number() throws(RPCError) -> UInt256 {
        switch value {
        case .number(let number):
            if let integer = UInt256(decimal: number.text) { return integer }
            throw error("not a whole number of at most 256 bits: \(number.text.prefix(80))")
        case .string(let text):
            if let decimal = UInt256(decimal: text) { return decimal }
            return try quantity()
        default: throw wrongKind("a number")
        }
    }

    /// As ``number()``, of at most 64 bits.
    func number64() throws(RPCError) -> UInt64 {
        guard let number = UInt64(exactly: try number()) else { throw error("number > 64 bits") }
        return number
    }

    func bool() throws(RPCError) -> Bool {
        guard let bool = value.bool else { throw wrongKind("a boolean") }
        return bool
    }

    /// The elements, each named by its place.
    func elements() throws(RPCError) -> [Argument] {
        guard let array = value.array else { throw wrongKind("an array") }
        return array.enumerated().map { place, value in
            Argument(index: index, path: "\(path)[\(place)]", value: value)
        }
    }

    func object() throws(RPCError) -> JSON.Object {
        guard let object = value.object else { throw wrongKind("an object") }
        return object
    }

    /// A member of an object; missing if there is none.
    func member(_ name: String) -> Argument {
        Argument(index: index, path: "\(path).\(name)", value: value[name] ?? .null)
    }

    /// All members of an object, in their order.
    func members() throws(RPCError) -> [(name: String, argument: Argument)] {
        try object().map { name, value in
            (name, Argument(index: index, path: "\(path).\(name.prefix(80))", value: value))
        }
    }

    private func wrongKind(_ expected: String) -> RPCError {
        isPresent
            ? error("\(value.kind) instead of \(expected)") : error("missing value, \(expected) is required")
    }
}
