import Foundation
import Primitives

/// Checks values by JSON Schema (2020-12), as far as the sidecar's document uses it.
///
/// What is not known here is refused, so that the document cannot come to say what nobody checks.
struct JSONSchema {
    /// With what `$ref` leads to.
    let document: JSON

    private static let keywords: Set = [
        "type", "minimum", "pattern", "enum", "items", "additionalProperties", "properties", "required",
        "anyOf",
        "oneOf", "allOf", "$ref", "description",
    ]

    /// What is wrong with a value; empty if nothing is.
    func faults(_ value: JSON, _ schema: JSON, at path: String = "$") -> [String] {
        if let all = schema.bool { return all ? [] : ["\(path): nothing may be here"] }
        guard let rules = schema.object else { return ["\(path): the schema is \(schema.kind)"] }
        var faults: [String] = []
        for name in rules.keys where !Self.keywords.contains(name) {
            faults.append("\(path): keyword \(name)")
        }
        if let reference = rules["$ref"]?.string {
            guard let target = resolve(reference) else { return ["\(path): \(reference) leads nowhere"] }
            faults += self.faults(value, target, at: path)
        }
        if let type = rules["type"]?.string, !Self.isOf(type, value) {
            faults.append("\(path): \(value.kind) in place of \(type)")
        }
        if let minimum = rules["minimum"]?.number?.double, let number = value.number?.double, number < minimum
        {
            faults.append("\(path): \(number) is below \(minimum)")
        }
        if let pattern = rules["pattern"]?.string, let text = value.string,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            faults.append("\(path): \(text) does not match \(pattern)")
        }
        if let names = rules["enum"]?.array, !names.contains(value) {
            faults.append("\(path): not of the enum")
        }
        if let items = rules["items"] {
            for (index, element) in (value.array ?? []).enumerated() {
                faults += self.faults(element, items, at: "\(path)[\(index)]")
            }
        }
        if let object = value.object { faults += members(of: object, rules, at: path) }
        if let list = rules["anyOf"]?.array { faults += either(value, list, at: path, exactly: false) }
        if let list = rules["oneOf"]?.array { faults += either(value, list, at: path, exactly: true) }
        for part in rules["allOf"]?.array ?? [] { faults += self.faults(value, part, at: path) }
        return faults
    }

    private func members(of object: JSON.Object, _ rules: JSON.Object, at path: String) -> [String] {
        var faults: [String] = []
        let properties = rules["properties"]?.object ?? .init()
        for name in rules["required"]?.array ?? [] {
            let name = name.string ?? ""
            if object[name] == nil { faults.append("\(path).\(name) is missing") }
        }
        for (name, member) in object {
            if let schema = properties[name] {
                faults += self.faults(member, schema, at: "\(path).\(name)")
            } else if let others = rules["additionalProperties"] {
                faults += self.faults(member, others, at: "\(path).\(name)")
            }
        }
        return faults
    }

    private func either(_ value: JSON, _ list: [JSON], at path: String, exactly: Bool) -> [String] {
        let each = list.map { faults(value, $0, at: path) }
        let fitting = each.filter(\.isEmpty).count
        guard fitting == 0 || (exactly && fitting > 1) else { return [] }
        return fitting > 1
            ? ["\(path): \(fitting) of the alternatives fit"]
            : ["\(path): no alternative fits: \(each.compactMap(\.first).joined(separator: "; "))"]
    }

    /// What a reference of the form `#/a/b` leads to.
    func resolve(_ reference: String) -> JSON? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(Optional(document)) { $0?[String($1)] }
    }

    /// The names of an object's members that a schema knows, through references and alternatives.
    func memberNames(_ schema: JSON) -> Set<String> {
        var names = Set(schema["properties"]?.object?.filter { $0.value != false }.map(\.name) ?? [])
        if let target = schema["$ref"]?.string.flatMap(resolve) { names.formUnion(memberNames(target)) }
        for keyword in ["anyOf", "oneOf", "allOf"] {
            for part in schema[keyword]?.array ?? [] { names.formUnion(memberNames(part)) }
        }
        return names
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch type {
        case "null": value.isNull
        case "boolean": value.bool != nil
        case "number": value.number != nil
        case "integer": value.number?.isInteger == true
        case "string": value.string != nil
        case "array": value.array != nil
        case "object": value.object != nil
        default: false
        }
    }
}
