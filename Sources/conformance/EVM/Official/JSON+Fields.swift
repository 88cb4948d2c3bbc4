import Ethereum
import Primitives

/// Members of official tests: numbers are hexadecimal and may have leading zeros, bytes are
/// hexadecimal of even length.
extension JSON {
    func member(_ name: String) throws -> JSON {
        guard let value = self[name] else { throw BadCase("has no member \(name)") }
        return value
    }

    func text(_ name: String) throws -> String {
        guard let text = try member(name).string else { throw BadCase("\(name) is not a string") }
        return text
    }

    func items(_ name: String) throws -> [JSON] {
        guard let items = try member(name).array else { throw BadCase("\(name) is not an array") }
        return items
    }

    func bytes(_ name: String) throws -> [UInt8] { try Self.bytes(text(name), name) }

    func number(_ name: String) throws -> UInt256 { try Self.number(text(name), name) }

    func word(_ name: String) throws -> UInt64 {
        guard let word = UInt64(exactly: try number(name)) else {
            throw BadCase("\(name) has more than 64 bits")
        }
        return word
    }

    func hash(_ name: String) throws -> Bytes32 {
        guard let hash = Bytes32(try bytes(name)) else { throw BadCase("\(name) is not 32 bytes") }
        return hash
    }

    func address(_ name: String) throws -> Address { try Self.address(text(name), name) }

    static func bytes(_ text: String, _ name: String) throws -> [UInt8] {
        do { return try Hex.decode(text) } catch { throw BadCase("\(name): \(error)") }
    }

    static func number(_ text: String, _ name: String) throws -> UInt256 {
        guard text.hasPrefix("0x"), let number = UInt256(hexadecimal: text) else {
            throw BadCase("\(name) is not a hexadecimal number of at most 256 bits")
        }
        return number
    }

    static func address(_ text: String, _ name: String) throws -> Address {
        guard let address = try? Address(bytes(text, name)) else {
            throw BadCase("\(name) is not an address")
        }
        return address
    }
}
