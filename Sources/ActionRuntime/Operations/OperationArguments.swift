import ActionProtocol
import Primitives

/// What a script gave to an operation. The worker has checked it for the script's sake; this checks it for the host's.
struct OperationArguments: Sendable {
    let operation: String
    private let members: JSON
    let bytes: [UInt8]

    init(_ message: ActionMessage) throws(OperationFailure) {
        operation = message.name
        bytes = message.bytes
        do {
            members = message.json.isEmpty ? [:] : try JSON(parsing: message.json)
        } catch {
            throw OperationFailure(
                name: "TypeError", message: "\(message.name): the arguments are not JSON: \(error)")
        }
    }

    /// All of them, for an operation that the runtime does not know.
    var all: JSON { members }

    subscript(name: String) -> JSON? {
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    func string(_ name: String) throws(OperationFailure) -> String {
        guard let text = self[name]?.string else { throw wrong(name, "a string") }
        return text
    }

    func integer(_ name: String) throws(OperationFailure) -> Int {
        guard let number = self[name]?.int else { throw wrong(name, "an integer") }
        return number
    }

    func bytes(_ name: String) throws(OperationFailure) -> [UInt8] {
        guard let bytes = try? Hex.decode(try string(name)) else { throw wrong(name, "hexadecimal") }
        return bytes
    }

    func bytes32(_ name: String) throws(OperationFailure) -> Bytes32 {
        guard let word = Bytes32(try bytes(name)) else { throw wrong(name, "32 bytes") }
        return word
    }

    /// A number of up to 256 bits in decimal or, after `0x`, hexadecimal digits.
    func number(_ name: String) throws(OperationFailure) -> UInt256 {
        let text = self[name]?.string ?? self[name]?.number?.text
        let number =
            text.flatMap { text in
                text.hasPrefix("0x") ? UInt256(hexadecimal: text.dropFirst(2)) : UInt256(decimal: text)
            }
        guard let number else {
            throw OperationFailure(name: "RangeError", message: "\(name) must be a valid U256 string")
        }
        return number
    }

    private func wrong(_ name: String, _ kind: String) -> OperationFailure {
        OperationFailure(name: "TypeError", message: "\(operation): \(name) must be \(kind)")
    }
}
