internal import Primitives

extension Schema {
    /// As JSON Schema (2020-12), what has a name by a reference; names are added to `components`.
    func document(_ components: inout [String: JSON]) -> JSON {
        var object = JSON.Object()
        switch kind {
        case .anything: break
        case .boolean: object["type"] = "boolean"
        case .number: object["type"] = "number"
        case .integer(let minimum):
            object["type"] = "integer"
            object["minimum"] = .integer(minimum)
        case .text(let pattern):
            object["type"] = "string"
            object["pattern"] = pattern.map { .string($0) }
        case .choice(let names):
            object["type"] = "string"
            object["enum"] = .array(names.map { .string($0) })
        case .list(let element):
            object["type"] = "array"
            object["items"] = element.document(&components)
        case .map(let value):
            object["type"] = "object"
            object["additionalProperties"] = value.document(&components)
        case .object(let form): object = form.document(&components)
        case .either(let schemas):
            object["anyOf"] = .array(schemas.map { $0.document(&components) })
        case .variants(_, let variants):
            object["oneOf"] = .array(variants.map { .object($0.form.document(&components)) })
        case .nullable(let schema):
            object["anyOf"] = .array([schema.document(&components), ["type": "null"]])
        case .named(let name, let schema):
            if components[name] == nil {
                // So that what refers to itself would end.
                components[name] = [:]
                components[name] = schema.document(&components)
            }
            object["$ref"] = .string("#/components/schemas/\(name)")
        }
        if let note { object["description"] = .string(note) }
        return .object(object)
    }
}

extension ObjectForm {
    func document(_ components: inout [String: JSON]) -> JSON.Object {
        var object = JSON.Object()
        object["type"] = "object"
        var properties = JSON.Object()
        for member in members { properties[member.name] = member.schema.document(&components) }
        object["properties"] = .object(properties)
        let required = members.filter(\.isRequired).map(\.name)
        if !required.isEmpty { object["required"] = .array(required.map { .string($0) }) }
        object["additionalProperties"] = false
        let groups = choices.map { ways -> JSON in
            let all = Set(ways.flatMap(\.all))
            return .array(ways.map { $0.document(without: all.subtracting($0.all)) })
        }
        switch groups.count {
        case 0: break
        case 1: object["oneOf"] = groups[0]
        default: object["allOf"] = .array(groups.map { ["oneOf": $0] })
        }
        return object
    }
}

extension ObjectForm.Way {
    fileprivate func document(without others: Set<String>) -> JSON {
        var object = JSON.Object()
        if !required.isEmpty { object["required"] = .array(required.map { .string($0) }) }
        if !others.isEmpty {
            var properties = JSON.Object()
            for name in others.sorted() { properties[name] = false }
            object["properties"] = .object(properties)
        }
        return .object(object)
    }
}
