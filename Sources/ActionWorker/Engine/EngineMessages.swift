/// The engine's commonest messages in the words that users of V8 know.
package enum EngineMessages {
    /// `ReferenceError: Can't find variable: x` becomes `ReferenceError: x is not defined`; what is not known stays.
    package static func translated(_ title: String) -> String {
        for rule in rules { if let found = rule(title) { return found } }
        return title
    }

    private static let rules: [@Sendable (String) -> String?] = [
        {
            between($0, "ReferenceError: Can't find variable: ", "").map {
                "ReferenceError: \($0) is not defined"
            }
        },
        { title in
            title == "ReferenceError: Cannot access uninitialized variable."
                ? "ReferenceError: Cannot access variable before initialization" : nil
        },
        { $0 == "RangeError: Maximum call stack size exceeded." ? String($0.dropLast()) : nil },
        { between($0, "SyntaxError: Can't create duplicate variable: '", "'").map(declared) },
        {
            between($0, "SyntaxError: Can't create duplicate variable that shadows a global property: '", "'")
                .map(declared)
        },
        { between($0, "SyntaxError: Cannot declare a const variable twice: '", "'.").map(declared) },
        { between($0, "SyntaxError: Cannot declare a let variable twice: '", "'.").map(declared) },
        {
            ["SyntaxError: Unexpected end of script", "SyntaxError: Unexpected EOF"].contains($0)
                ? "SyntaxError: Unexpected end of input" : nil
        },
        property("undefined"), property("null"),
        // `a.b is not a function. (In 'a.b()', 'a.b' is undefined)`
        { title in
            guard title.hasPrefix("TypeError: "), title.hasSuffix(")") else { return nil }
            for middle in [" is not a function. (In '", " is not a constructor. (In '"] {
                if let place = title.range(of: middle) {
                    return title[..<place.lowerBound] + String(middle.dropLast(7))
                }
            }
            if let place = title.range(of: " is not a constructor (evaluating '") {
                return title[..<place.lowerBound] + " is not a constructor"
            }
            return nil
        },
    ]

    @Sendable private static func declared(_ name: String) -> String {
        "SyntaxError: Identifier '\(name)' has already been declared"
    }

    /// `undefined is not an object (evaluating 'a.b')`.
    private static func property(_ kind: String) -> @Sendable (String) -> String? {
        { title in
            guard let text = between(title, "TypeError: \(kind) is not an object (evaluating '", "')") else {
                return nil
            }
            let sides = text.split(separator: " = ", maxSplits: 1)
            guard let target = sides.first, let dot = target.lastIndex(of: ".") else {
                return "TypeError: Cannot read properties of \(kind)"
            }
            let name = target[target.index(after: dot)...]
            return sides.count > 1
                ? "TypeError: Cannot set properties of \(kind) (setting '\(name)')"
                : "TypeError: Cannot read properties of \(kind) (reading '\(name)')"
        }
    }

    private static func between(_ text: String, _ front: String, _ back: String) -> String? {
        guard text.hasPrefix(front), text.hasSuffix(back),
            text.utf8.count >= front.utf8.count + back.utf8.count
        else {
            return nil
        }
        return String(text.dropFirst(front.count).dropLast(back.count))
    }
}

extension String {
    /// Where another text first stands in this one.
    fileprivate func range(of other: String) -> Range<Index>? { firstRange(of: other) }
}
