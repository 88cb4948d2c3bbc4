internal import Primitives

/// The form of a JSON value. One description serves the check of requests and the OpenAPI document, so that neither
/// says what the other does not.
package struct Schema: Sendable {
    indirect enum Kind: Sendable {
        case anything
        case boolean
        case integer(minimum: Int)
        case number
        /// - Parameter pattern: for the document; what a text means is checked where it is read.
        case text(pattern: String?)
        case choice([String])
        case list(Schema)
        case map(Schema)
        case object(ObjectForm)
        /// What fits one of several.
        case either([Schema])
        /// Objects that are told apart by a member.
        case variants(by: String, [(name: String, form: ObjectForm)])
        case nullable(Schema)
        /// What the document describes once, under a name.
        case named(String, Schema)
    }

    let kind: Kind
    /// For people who read the document.
    var note: String?

    init(_ kind: Kind, _ note: String? = nil) {
        self.kind = kind
        self.note = note
    }

    /// The same, described for people.
    func noted(_ note: String) -> Schema { Schema(kind, note) }

    /// The same, described once in the document.
    func named(_ name: String) -> Schema { Schema(.named(name, self)) }
}

/// The members of an object, and which of them exclude each other.
struct ObjectForm: Sendable {
    struct Member: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
    }

    /// Members that come together, and not with those of the other ways.
    struct Way: Sendable {
        var required: [String]
        var optional: [String]

        init(_ required: String..., optional: [String] = []) {
            self.required = required
            self.optional = optional
        }

        var all: [String] { required + optional }
    }

    var members: [Member]
    /// In each group exactly one way is gone.
    var choices: [[Way]] = []

    init(_ members: [Member], choices: [[Way]] = []) {
        self.members = members
        self.choices = choices
    }

    func with(_ more: [Member], choices: [[Way]] = []) -> ObjectForm {
        ObjectForm(members + more, choices: self.choices + choices)
    }
}

extension ObjectForm.Member {
    /// A member that has to be there.
    static func required(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: true)
    }

    /// A member that may be left out.
    static func optional(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: false)
    }
}

extension Schema {
    static let anything = Schema(.anything)
    static let boolean = Schema(.boolean)
    static let number = Schema(.number)
    static let text = Schema(.text(pattern: nil))
    static func text(_ pattern: String, _ note: String? = nil) -> Schema {
        Schema(.text(pattern: pattern), note)
    }
    static func integer(from minimum: Int = 0, _ note: String? = nil) -> Schema {
        Schema(.integer(minimum: minimum), note)
    }
    static func choice(_ names: String...) -> Schema { Schema(.choice(names)) }
    static func list(_ element: Schema) -> Schema { Schema(.list(element)) }
    static func map(_ value: Schema, _ note: String? = nil) -> Schema { Schema(.map(value), note) }
    static func either(_ schemas: Schema..., note: String? = nil) -> Schema { Schema(.either(schemas), note) }
    static func nullable(_ schema: Schema) -> Schema { Schema(.nullable(schema)) }
    static func object(_ members: ObjectForm.Member..., choices: [[ObjectForm.Way]] = []) -> Schema {
        Schema(.object(ObjectForm(members, choices: choices)))
    }
    static let nothing = Schema(.object(ObjectForm([])))
}
