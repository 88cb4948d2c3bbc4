internal import Primitives

/// The body of a request, read as JavaScript reads it: what is not there is undefined, and falsy.
struct PolyglotRequest: Sendable {
    private let members: JSON.Object

    /// - Parameter body: a JSON object or array, or nothing.
    init(_ body: [UInt8]) throws(PolyglotFailure) {
        let first = body.first { !Self.isSpace($0) }
        guard let first else {
            members = JSON.Object()
            return
        }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            throw Self.malformed(Self.unexpected(first, at: body.firstIndex(of: first) ?? 0))
        }
        do throws(JSONError) { members = try JSON(parsing: body).object ?? JSON.Object() } catch {
            throw Self.malformed(Self.text(of: error, in: body))
        }
    }

    /// Whatever stands there; nil for nothing, and for null.
    subscript(name: String) -> JSON? { present(name) { !$0.isNull } }

    /// Whatever stands there, also null.
    func raw(_ name: String) -> JSON? { members[name] }

    /// Whatever stands there that JavaScript takes for true.
    func truthy(_ name: String) -> JSON? { present(name) { $0.isTruthy } }

    /// Not by `map` and a literal nil: that would be JSON's null.
    private func present(_ name: String, _ condition: (JSON) -> Bool) -> JSON? {
        guard let value = members[name], condition(value) else { return .none }
        return value
    }

    // MARK: Errors

    private static func malformed(_ message: String) -> PolyglotFailure {
        .thrown("SyntaxError", message, status: 400)
    }

    private static func unexpected(_ byte: UInt8, at offset: Int) -> String {
        let shown = byte > 0x20 && byte < 0x7f ? String(UnicodeScalar(byte)) : "?"
        return "Unexpected token '\(shown)' in JSON at position \(offset)"
    }

    /// In the words of V8, as far as it has words for it.
    private static func text(of error: JSONError, in body: [UInt8]) -> String {
        switch error.code {
        case .unexpectedEnd:
            let last = body.lastIndex { !isSpace($0) } ?? 0
            guard body[last] == UInt8(ascii: "{") else { return "Unexpected end of JSON input" }
            return "Expected property name or '}' in JSON at position \(body.count)"
        case .unexpectedCharacter where body.indices.contains(error.offset):
            return unexpected(body[error.offset], at: error.offset)
        default: return error.description
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
}

extension JSON {
    /// Whether JavaScript takes it for true.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .number(let number): number.double != 0
        case .string(let text): !text.isEmpty
        case .array, .object: true
        }
    }

    /// With numbers as JavaScript reads and writes them again.
    var afterJavaScript: JSON {
        switch self {
        case .null, .bool, .string: return self
        case .number:
            return JSON.Number(String(decoding: canonicalUTF8, as: UTF8.self)).map { .number($0) } ?? self
        case .array(let values): return .array(values.map(\.afterJavaScript))
        case .object(let members):
            var object = JSON.Object()
            for (name, value) in members { object[name] = value.afterJavaScript }
            return .object(object)
        }
    }
}
