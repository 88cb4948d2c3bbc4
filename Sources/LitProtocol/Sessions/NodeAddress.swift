/// A node's address as sessions name it: host and port, without the scheme.
///
/// `http://127.0.0.1:7470`, `https://localhost:7470` and ` 127.0.0.1:7470` are the same node.
public struct NodeAddress: Hashable, Sendable, CustomStringConvertible {
    /// Host, colon, port.
    public let text: String

    /// From a URL or from host and port.
    public init(_ text: String) {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            break
        }
        var result = String(rest)
        if result.hasPrefix("localhost") {
            result = "127.0.0.1" + result.dropFirst("localhost".count)
        }
        self.text = result
    }

    public var description: String { text }
}
