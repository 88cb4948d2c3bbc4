#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
internal import Primitives

extension ActionParameters {
    /// Parameters from the properties of a value, named as it encodes them; `[UInt8]` becomes an array of numbers.
    ///
    /// - Throws: ``LitError`` with `invalidArgument` if it does not encode itself as a JSON object.
    public init(encoding value: some Encodable) throws(LitError) {
        guard case .object(let members) = try JSON.encoding(value) else {
            throw LitError(
                .invalidArgument, "Parameters of an action need names, and \(type(of: value)) encodes none.",
                hint:
                    "Encode a structure or a dictionary, or give the value a name: [\"name\": .encoding(value)].",
                context: .init(operation: "execute"))
        }
        self.init(members)
    }

    /// Refuses what JavaScript would silently change.
    package func check() throws(LitError) {
        for (name, value) in members { try Self.check(value, at: name) }
    }

    private static func check(_ value: JSON, at path: String) throws(LitError) {
        switch value {
        case .number(let number):
            guard number.isInteger, number.text.utf8.count > 15 else { return }
            let limit: Int64 = 1 << 53
            guard let integer: Int64 = number.integer(), (-limit...limit).contains(integer) else {
                throw LitError(
                    .invalidArgument,
                    "The parameter \(path) is \(number.text), which JavaScript cannot hold exactly.",
                    hint: "Pass it as .string(…) and read it with BigInt(\(path)) in the action.",
                    context: .init(operation: "execute"))
            }
        case .array(let values):
            for (index, value) in values.enumerated() { try check(value, at: "\(path)[\(index)]") }
        case .object(let members):
            for (name, value) in members { try check(value, at: "\(path).\(name)") }
        default: break
        }
    }
}

extension ActionParameters.Value {
    /// Whatever a value encodes itself as; `[UInt8]` becomes an array of numbers.
    ///
    /// - Throws: ``LitError`` with `invalidArgument`.
    public static func encoding(_ value: some Encodable) throws(LitError) -> Self {
        Self(try JSON.encoding(value))
    }
}

extension JSON {
    /// As Foundation encodes the value.
    fileprivate static func encoding(_ value: some Encodable) throws(LitError) -> JSON {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            return try JSON(parsing: [UInt8](encoder.encode(value)))
        } catch {
            throw LitError(
                .invalidArgument, "A value of type \(type(of: value)) cannot be written as JSON.",
                hint: "Give a value whose parts are texts, finite numbers, truth values, lists and objects.",
                context: .init(operation: "execute"), cause: error)
        }
    }
}
