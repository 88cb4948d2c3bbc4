internal import Primitives

/// The members of an object on the wire, read one by one: what is missing or of another type is named.
///
/// `null` is read as absent, as JavaScript and Rust senders differ in which of the two they write. Members
/// that are not asked for are ignored.
struct Members {
    let object: JSON.Object
    /// What the object is, for messages: "the request", "the auth sig".
    let subject: String

    init(_ json: JSON, of subject: String) throws(NodeError) {
        guard case .object(let object) = json else {
            throw NodeError(.badInput, "\(subject.capitalizedFirst) must be an object, not \(json.kind).")
        }
        self.object = object
        self.subject = subject
    }

    /// What is there, if it is not null.
    subscript(name: String) -> JSON? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    func has(_ name: String) -> Bool { self[name] != nil }

    func error(_ name: String, _ complaint: String) -> NodeError {
        NodeError(.badInput, "The member \(name) of \(subject) \(complaint).")
    }

    func value(_ name: String) throws(NodeError) -> JSON {
        guard let value = self[name] else { throw error(name, "is missing") }
        return value
    }

    private func wrong(_ name: String, _ value: JSON, _ expected: String) -> NodeError {
        error(name, "must be \(expected), not \(value.kind)")
    }

    func optionalString(_ name: String) throws(NodeError) -> String? {
        guard let value = self[name] else { return nil }
        guard let string = value.string else { throw wrong(name, value, "a string") }
        return string
    }

    func string(_ name: String) throws(NodeError) -> String {
        _ = try value(name)
        return try optionalString(name) ?? ""
    }

    func array(_ name: String) throws(NodeError) -> [JSON] {
        let value = try value(name)
        guard let array = value.array else { throw wrong(name, value, "an array") }
        return array
    }

    func optionalObject(_ name: String) throws(NodeError) -> JSON.Object? {
        guard let value = self[name] else { return nil }
        guard let object = value.object else { throw wrong(name, value, "an object") }
        return object
    }

    func bool(_ name: String) throws(NodeError) -> Bool {
        let value = try value(name)
        guard let bool = value.bool else { throw wrong(name, value, "true or false") }
        return bool
    }

    func optionalInteger<T: FixedWidthInteger>(_ name: String, as type: T.Type) throws(NodeError) -> T? {
        guard let value = self[name] else { return nil }
        guard let number = value.number else { throw wrong(name, value, "a number") }
        guard let integer = number.integer(as: type) else {
            throw error(name, "must be an integer from \(T.min) to \(T.max)")
        }
        return integer
    }

    func integer<T: FixedWidthInteger>(_ name: String, as type: T.Type) throws(NodeError) -> T {
        _ = try value(name)
        return try optionalInteger(name, as: type) ?? 0
    }

    /// Hexadecimal digits of so many bytes, in either case, with or without `0x`.
    func hex(_ name: String, count: Int) throws(NodeError) -> [UInt8] {
        let text = try string(name)
        guard let bytes = try? Hex.decode(text, count: count) else {
            throw error(name, "must be \(2 * count) hexadecimal digits")
        }
        return bytes
    }

    func bytes32(_ name: String) throws(NodeError) -> Bytes32 {
        Bytes32(try hex(name, count: 32)) ?? .zero
    }

    /// The epoch that a client believes in; nil where it does not care, which it may also say by zero.
    func epoch() throws(NodeError) -> UInt64? {
        let number = try optionalInteger("epoch", as: UInt64.self)
        return number == 0 ? nil : number
    }
}

extension String {
    /// With a capital in front, for the beginning of a sentence.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension JSON.Object {
    /// Appends a member unless there is nothing to append.
    mutating func add(_ name: String, _ value: JSON?) {
        if let value { self[name] = value }
    }

    mutating func add(_ name: String, _ text: String?) { add(name, text.map { JSON.string($0) }) }

    mutating func add(_ name: String, _ number: UInt64?) { add(name, number.map { JSON.number(.init($0)) }) }
}
