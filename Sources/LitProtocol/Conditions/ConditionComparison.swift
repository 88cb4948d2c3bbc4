internal import Primitives

/// The comparators of conditions. One that is not known holds for nothing.
enum ConditionComparison {
    static func holds<T: Comparable>(_ left: T, _ comparator: String, _ right: T) -> Bool {
        switch comparator {
        case "=": left == right
        case "!=": left != right
        case ">": left > right
        case "<": left < right
        case ">=": left >= right
        case "<=": left <= right
        default: false
        }
    }

    /// Texts by their bytes.
    static func holds(_ left: String, _ comparator: String, _ right: String, contains: Bool) -> Bool {
        switch comparator {
        case "contains": contains && isPart(right, of: left)
        case "!contains": contains && !isPart(right, of: left)
        default: holds(Bytes(left), comparator, Bytes(right))
        }
    }

    private static func isPart(_ part: String, of whole: String) -> Bool {
        let part = Array(part.utf8), whole = Array(whole.utf8)
        guard part.count <= whole.count else { return false }
        return (0...whole.count - part.count).contains { whole[$0..<$0 + part.count].elementsEqual(part) }
    }

    private struct Bytes: Comparable {
        let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.utf8) }
        static func < (a: Bytes, b: Bytes) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
    }
}
