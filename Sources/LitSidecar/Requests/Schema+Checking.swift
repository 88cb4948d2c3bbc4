internal import Primitives

extension Schema {
    /// Throws unless a value of a request has this form; what is wrong is named by its path.
    package func check(_ value: RequestValue) throws(Failure) {
        switch kind {
        case .anything: break
        case .named(_, let schema): try schema.check(value)
        case .boolean: try expect(value.json.bool != nil, value, "true or false")
        case .number: try expect(value.json.number != nil, value, "a number")
        case .integer(let minimum):
            guard let number = value.json.int else {
                throw .malformed(value.path, "has to be a whole number, and is \(value.json.kind)")
            }
            guard number >= minimum else { throw .malformed(value.path, "has to be \(minimum) or more") }
        case .text: try expect(value.json.string != nil, value, "a text")
        case .choice(let names):
            guard let text = value.json.string, names.contains(text) else {
                throw .malformed(value.path, "has to be \(Self.list(names.map { "\"\($0)\"" }))")
            }
        case .list(let element):
            try expect(value.json.array != nil, value, "an array")
            for value in value.elements { try element.check(value) }
        case .map(let schema):
            try expect(value.json.object != nil, value, "an object")
            for value in value.members { try schema.check(value) }
        case .object(let form): try form.check(value)
        case .either(let schemas): try check(value, eitherOf: schemas)
        case .variants(let member, let variants):
            try expect(value.json.object != nil, value, "an object")
            guard let name = value[member] else {
                throw .malformed(value.place(of: member), "is missing: it says which kind is meant")
            }
            // A name that is not known is left to whoever reads it: he can say more.
            try Schema.text.check(name)
            for variant in variants where variant.name == name.json.string { try variant.form.check(value) }
        case .nullable(let schema): if !value.json.isNull { try schema.check(value) }
        }
    }

    private func expect(_ fits: Bool, _ value: RequestValue, _ what: String) throws(Failure) {
        guard fits else { throw .malformed(value.path, "has to be \(what), and is \(value.json.kind)") }
    }

    /// What is wrong by the one that comes nearest, which is the one of the value's own type.
    private func check(_ value: RequestValue, eitherOf schemas: [Schema]) throws(Failure) {
        var nearest: Failure?
        for schema in schemas {
            do throws(Failure) {
                try schema.check(value)
                return
            } catch {
                if schema.accepts(kindOf: value.json) { nearest = error }
            }
        }
        throw nearest
            ?? .malformed(
                value.path, "has to be \(Self.list(schemas.map(\.kindName))), and is \(value.json.kind)")
    }

    private func accepts(kindOf json: JSON) -> Bool {
        switch kind {
        case .anything: true
        case .boolean: json.bool != nil
        case .integer, .number: json.number != nil
        case .text, .choice: json.string != nil
        case .list: json.array != nil
        case .map, .object, .variants: json.object != nil
        case .either(let schemas): schemas.contains { $0.accepts(kindOf: json) }
        case .nullable(let schema), .named(_, let schema): schema.accepts(kindOf: json)
        }
    }

    private var kindName: String {
        switch kind {
        case .anything: "anything"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .text: "a text"
        case .choice(let names): Self.list(names.map { "\"\($0)\"" })
        case .list: "an array"
        case .map, .object, .variants: "an object"
        case .either(let schemas): Self.list(schemas.map(\.kindName))
        case .nullable(let schema), .named(_, let schema): schema.kindName
        }
    }

    static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension ObjectForm {
    func check(_ value: RequestValue) throws(Failure) {
        guard let object = value.json.object else {
            throw .malformed(value.path, "has to be an object, and is \(value.json.kind)")
        }
        for name in object.keys where !members.contains(where: { $0.name == name }) {
            let known = members.map(\.name)
            throw .malformed(
                value.place(of: name), "is not known here",
                hint: known.isEmpty
                    ? "Nothing is expected here." : "There are \(known.joined(separator: ", ")).")
        }
        for member in members {
            if let given = value[member.name] {
                try member.schema.check(given)
            } else if member.isRequired {
                throw .malformed(value.place(of: member.name), "is missing")
            }
        }
        for ways in choices { try check(object, ways, at: value) }
    }

    private func check(_ object: JSON.Object, _ ways: [Way], at value: RequestValue) throws(Failure) {
        let present = Set(ways.flatMap(\.all)).filter { object[$0] != nil }
        let gone = ways.filter { present.isSubset(of: $0.all) && $0.required.allSatisfy(present.contains) }
        guard gone.count != 1 else { return }
        let names = ways.map { way in
            way.required.isEmpty ? "none of them" : way.required.joined(separator: " and ")
        }
        let given =
            present.isEmpty ? "none is given" : "given are \(present.sorted().joined(separator: ", "))"
        throw .malformed(
            value.path, "\(value.path.isEmpty ? "has" : "takes") either \(Schema.list(names)): \(given)")
    }
}
