import Primitives

/// How an answer has to agree with an expected one.
enum JSONRPCAnswer {
    /// What differs, with the way to it; nil if nothing does.
    ///
    /// Results as JSON: order of members free, numbers by value, letters in any case for addresses only. Of
    /// errors the code and, where it is expected, the data; texts are each implementation's own.
    static func difference(_ actual: JSON, _ expected: JSON, shapeOnly: Bool) -> String? {
        if let error = expected["error"] {
            guard let actual = actual["error"] else { return "expected an error, got \(short(actual))" }
            if actual["code"] != error["code"] {
                return "expected error \(short(error)), got \(short(actual))"
            }
            return error["data"].flatMap { value("error.data", actual["data"] ?? .null, $0) }
        }
        guard let result = actual["result"], let wanted = expected["result"] else {
            return "expected a result, got \(short(actual))"
        }
        return shapeOnly ? shape("result", result, wanted) : value("result", result, wanted)
    }

    private static func value(_ path: String, _ actual: JSON, _ expected: JSON) -> String? {
        switch (actual, expected) {
        case (.object(let actual), .object(let expected)):
            for name in Set(actual.keys).union(expected.keys).sorted() {
                guard let own = actual[name] else { return "\(path).\(name) is missing" }
                guard let wanted = expected[name] else { return "\(path).\(name) is not expected" }
                if let difference = value("\(path).\(name)", own, wanted) { return difference }
            }
            return nil
        case (.array(let actual), .array(let expected)):
            guard actual.count == expected.count else {
                return "\(path) has \(actual.count) elements, \(expected.count) are expected"
            }
            for (index, pair) in zip(actual, expected).enumerated() {
                if let difference = value("\(path)[\(index)]", pair.0, pair.1) { return difference }
            }
            return nil
        case (.number(let actual), .number(let expected)) where actual.double == expected.double: return nil
        case (.string(let actual), .string(let expected))
        where expected.utf8.count == 42 && actual.lowercased() == expected.lowercased():
            return nil
        default:
            return actual == expected ? nil : "\(path): expected \(short(expected)), got \(short(actual))"
        }
    }

    /// Whether both are of the same form: kinds, members, and for strings quantity or data.
    private static func shape(_ path: String, _ actual: JSON, _ expected: JSON) -> String? {
        switch (actual, expected) {
        case (.object(let actual), .object(let expected)):
            for (name, wanted) in expected {
                guard let own = actual[name] else { return "\(path).\(name) is missing" }
                if let difference = shape("\(path).\(name)", own, wanted) { return difference }
            }
            return nil
        case (.array, .array), (.null, .null), (.bool, .bool), (.number, .number): return nil
        case (.string(let actual), .string(let expected)):
            if isQuantity(expected) && !isQuantity(actual) { return "\(path): \(actual) is no quantity" }
            if expected.hasPrefix("0x") && !actual.hasPrefix("0x") { return "\(path): \(actual) has no 0x" }
            return nil
        default: return "\(path): expected \(expected.kind), got \(actual.kind)"
        }
    }

    private static func isQuantity(_ text: String) -> Bool {
        UInt256(hexadecimal: text)?.quantityHex == text
    }

    private static func short(_ value: JSON) -> String {
        let text = value.text
        return text.utf8.count > 300 ? text.prefix(300) + "…" : text
    }
}
