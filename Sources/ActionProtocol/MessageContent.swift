public import Primitives

/// What the JSON of a message says, for the kinds whose JSON has a form of its own.
public protocol MessageContent: Sendable {
    /// Reads what the peer wrote; members that it does not know are passed over.
    init(json: JSON) throws(ActionMessageError)
    /// What the peer is to read.
    var json: JSON { get }
}

extension ActionMessage {
    /// A message whose JSON is `content`.
    public init(
        _ kind: Kind,
        number: UInt32 = 0,
        name: String = "",
        content: some MessageContent,
        bytes: [UInt8] = []
    ) {
        self.init(kind, number: number, name: name, json: content.json.utf8, bytes: bytes)
    }

    /// The content of a message whose kind has this form.
    public func content<Content: MessageContent>(
        as type: Content.Type = Content.self
    ) throws(ActionMessageError) -> Content {
        let value: JSON
        do { value = try JSON(parsing: json) } catch {
            throw ActionMessageError(.badContent, "\(kind): \(error)")
        }
        return try Content(json: value)
    }
}

/// Reads the members of a content one by one.
struct MemberReader {
    let kind: String
    let members: JSON.Object

    init(_ json: JSON, of kind: String) throws(ActionMessageError) {
        guard let members = json.object else { throw ActionMessageError(.badContent, "\(kind) is no object") }
        self.kind = kind
        self.members = members
    }

    func string(_ name: String) throws(ActionMessageError) -> String {
        guard let text = members[name]?.string else { throw missing(name, "text") }
        return text
    }

    func optionalString(_ name: String) throws(ActionMessageError) -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let text = value.string else { throw missing(name, "text") }
        return text
    }

    func integer(_ name: String) throws(ActionMessageError) -> Int {
        guard let value = members[name]?.int, value >= 0 else { throw missing(name, "a whole number") }
        return value
    }

    func boolean(_ name: String) throws(ActionMessageError) -> Bool {
        guard let value = members[name]?.bool else { throw missing(name, "true or false") }
        return value
    }

    func strings(_ name: String) throws(ActionMessageError) -> [String] {
        guard let values = members[name]?.array else { throw missing(name, "an array") }
        var texts: [String] = []
        for value in values {
            guard let text = value.string else { throw missing(name, "an array of texts") }
            texts.append(text)
        }
        return texts
    }

    func table(_ name: String) throws(ActionMessageError) -> [String: String] {
        guard let values = members[name]?.object else { throw missing(name, "an object") }
        var table: [String: String] = [:]
        for (key, value) in values {
            guard let text = value.string else { throw missing(name, "an object of texts") }
            table[key] = text
        }
        return table
    }

    private func missing(_ name: String, _ form: String) -> ActionMessageError {
        ActionMessageError(.badContent, "\(kind): \(name) must be \(form)")
    }
}
