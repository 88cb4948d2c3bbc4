/// Whether a script leaves it to the worker to call its `main`.
///
/// In the newer style an action only declares `function main(params)`, and the worker calls it; in the older one the
/// script calls its functions itself, and one of them is often `main`. So `main` is called if, and only if, the
/// script names it once in its code: where it declares it.
package enum MainFunction {
    package static func isToBeCalled(in script: [UInt8]) -> Bool {
        var scanner = ScriptScanner(script)
        var isDeclared = false
        var previous: [ScriptScanner.Token] = []
        while let token = scanner.next() {
            if token == .word("main") {
                let isMember =
                    previous.last == .mark(0x2e) && !Self.globals.contains(previous.dropLast().last)
                if previous.last == .word("function")
                    || (previous.last == .mark(0x2a) && previous.dropLast().last == .word("function"))
                {
                    if isDeclared { return false }
                    isDeclared = true
                } else if !isMember {
                    return false
                }
            }
            previous.append(token)
            if previous.count > 2 { previous.removeFirst() }
        }
        return isDeclared
    }

    private static let globals: Set<ScriptScanner.Token?> = [
        .word("globalThis"), .word("global"), .word("self"), .word("this"),
    ]
}

/// Cuts JavaScript into words and marks, past comments, strings and regular expressions.
struct ScriptScanner {
    enum Token: Hashable {
        case word(String)
        case mark(UInt8)
        /// A string, a template, a number, a regular expression.
        case literal
    }

    private let text: [UInt8]
    private var place = 0
    private var last: Token?
    // For each template whose `${` is open: how many braces are open in it.
    private var templates: [Int] = []

    init(_ text: [UInt8]) { self.text = text }

    mutating func next() -> Token? {
        let token = scan()
        if let token { last = token }
        return token
    }

    private func at(_ offset: Int) -> UInt8? {
        text.indices.contains(place + offset) ? text[place + offset] : nil
    }

    private mutating func scan() -> Token? {
        skipBlanks()
        guard let byte = at(0) else { return nil }
        switch byte {
        case 0x22, 0x27:
            skipString(byte)
            return .literal
        case 0x60:
            place += 1
            skipTemplate()
            return .literal
        case 0x2f where startsRegularExpression:
            skipRegularExpression()
            return .literal
        case _ where Self.isPart(byte): return word()
        default:
            place += 1
            return mark(byte)
        }
    }

    private mutating func mark(_ byte: UInt8) -> Token {
        if let open = templates.last {
            if byte == 0x7b { templates[templates.count - 1] = open + 1 }
            if byte == 0x7d {
                if open == 0 {
                    templates.removeLast()
                    skipTemplate()
                    return .literal
                }
                templates[templates.count - 1] = open - 1
            }
        }
        return .mark(byte)
    }

    private mutating func word() -> Token {
        let start = place
        while let byte = at(0), Self.isPart(byte) { place += 1 }
        return .word(String(decoding: text[start..<place], as: UTF8.self))
    }

    private mutating func skipBlanks() {
        while let byte = at(0) {
            if byte == 0x2f, at(1) == 0x2f {
                while let byte = at(0), byte != 0x0a { place += 1 }
            } else if byte == 0x2f, at(1) == 0x2a {
                place += 2
                while let byte = at(0), !(byte == 0x2a && at(1) == 0x2f) { place += 1 }
                place += 2
            } else if byte <= 0x20 {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func skipString(_ quote: UInt8) {
        place += 1
        while let byte = at(0), byte != quote, byte != 0x0a { place += byte == 0x5c ? 2 : 1 }
        place += 1
    }

    /// Up to the end of a template, or to its next `${`.
    private mutating func skipTemplate() {
        while let byte = at(0) {
            if byte == 0x60 {
                place += 1
                return
            }
            if byte == 0x24, at(1) == 0x7b {
                place += 2
                templates.append(0)
                return
            }
            place += byte == 0x5c ? 2 : 1
        }
    }

    private mutating func skipRegularExpression() {
        var isInClass = false
        place += 1
        while let byte = at(0), byte != 0x0a, isInClass || byte != 0x2f {
            if byte == 0x5b { isInClass = true }
            if byte == 0x5d { isInClass = false }
            place += byte == 0x5c ? 2 : 1
        }
        place += 1
    }

    /// Whether a slash begins a regular expression: nothing that could be divided stands before it.
    private var startsRegularExpression: Bool {
        switch last {
        case .word(let word): Self.operators.contains(word)
        case .literal, .mark(0x29), .mark(0x5d), .mark(0x7d): false
        default: true
        }
    }

    private static let operators: Set = [
        "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await",
        "yield",
        "instanceof",
    ]

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x24, 0x5f, 0x80...: true
        default: false
        }
    }
}
