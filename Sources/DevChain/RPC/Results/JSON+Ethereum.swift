import Ethereum
import Primitives

/// Values in the encodings of JSON-RPC (EIP-1474): QUANTITY without leading zeros, DATA in pairs of digits.
extension JSON {
    static func quantity(_ value: UInt64) -> JSON { .string("0x" + String(value, radix: 16)) }
    static func quantity(_ value: Int) -> JSON { .string("0x" + String(value, radix: 16)) }
    static func quantity(_ value: UInt256) -> JSON { .string(value.quantityHex) }
    static func data(_ bytes: [UInt8]) -> JSON { .string(bytes.prefixedHex) }
    static func hash(_ word: Bytes32) -> JSON { .string(word.prefixedHex) }
    static func address(_ address: Address) -> JSON { .string(address.prefixedHex) }
    static func address(_ address: Address?) -> JSON { address.map { .address($0) } ?? .null }

    /// A fraction in the shortest digits that give it back; a whole one without a point.
    static func ratio(_ value: Double) -> JSON {
        if value == 0 { return 0 }
        if value == 1 { return 1 }
        return Number("\(value)").map { .number($0) } ?? 0
    }

    /// An object of those members that have a value.
    static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        var object = Object()
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}
