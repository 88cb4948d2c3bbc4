/// The engine's stack traces, and where V8 would say that the same happened.
struct EngineStack {
    /// A place in a source.
    struct Place: Equatable {
        let source: String
        let line: Int
        let column: Int?

        init(source: String, line: Int, column: Int?) {
            self.source = source
            self.line = line
            self.column = column
        }

        /// Nil without a line.
        init?(source: String, line: Int?, column: Int?) {
            guard let line, line > 0 else { return nil }
            self.init(source: source, line: line, column: column)
        }

        /// `source:line:column`, the column as V8 counts it.
        func text(in script: String) -> String {
            guard let column else { return "\(source):\(line)" }
            guard source == Names.scriptName, let text = script.line(line) else {
                return "\(source):\(line):\(column)"
            }
            return "\(source):\(line):\(EngineColumn.corrected(column, in: text))"
        }
    }

    private let lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n") }

    /// The innermost place that is not the runtime's own.
    var place: Place? {
        for line in lines {
            let source =
                line.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).last ?? line
            let parts = source.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 3, let column = Int(parts[parts.count - 1]),
                let row = Int(parts[parts.count - 2])
            else {
                continue
            }
            let name = parts.dropLast(2).joined(separator: ":")
            guard !name.hasPrefix(ModuleStore.prefix) else { continue }
            return Place(source: name, line: row, column: column)
        }
        return nil
    }
}

/// The engine points behind what V8 points at.
package enum EngineColumn {
    /// - Parameters:
    ///   - column: the engine's, from 1.
    ///   - text: the line.
    package static func corrected(_ column: Int, in text: [UInt16]) -> Int {
        guard column >= 1, column <= text.count + 1 else { return column }
        let end = column - 1
        // The property that nothing has: V8 points at its name.
        if end < text.count, text[end] == Self.dot { return column + 1 }
        var start = end
        while start > 0, isPart(text[start - 1]) { start -= 1 }
        guard start < end else { return column }
        // `new Some.Class(`: V8 points at `new`.
        var front = start
        while front > 0, isPart(text[front - 1]) || text[front - 1] == Self.dot { front -= 1 }
        var before = front
        while before > 0, text[before - 1] == 0x20 { before -= 1 }
        if before < front, before >= 3, text[before - 3..<before].elementsEqual("new".utf16),
            before == 3 || !isPart(text[before - 4])
        {
            return before - 2
        }
        return start + 1
    }

    private static let dot: UInt16 = 0x2e

    private static func isPart(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x24, 0x5f, 0x80...: true
        default: false
        }
    }
}

extension String {
    /// One line, from 1, in UTF-16; nil beyond the last.
    func line(_ number: Int) -> [UInt16]? {
        var rest = utf8[...]
        for _ in 1..<max(number, 1) {
            guard let end = rest.firstIndex(of: 0x0a) else { return nil }
            rest = rest[rest.index(after: end)...]
        }
        return Array(String(decoding: rest.prefix { $0 != 0x0a }, as: UTF8.self).utf16)
    }
}
