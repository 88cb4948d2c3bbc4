/// A tree of byte strings: what RLP encodes (Yellow Paper, appendix B).
///
/// For data of unknown shape; where the shape is known, ``RLPReader`` and ``RLPWriter`` go
/// through the bytes without building a tree.
public enum RLPItem: Hashable, Sendable {
    case string([UInt8])
    case list([RLPItem])

    /// How deep lists may be nested in what is decoded.
    public static let depthLimit = 512

    /// The one item that `bytes` encode.
    ///
    /// - Throws: ``RLPError`` for anything but the canonical encoding of exactly one item.
    public init(decoding bytes: [UInt8]) throws(RLPError) {
        var reader = RLPReader(bytes)
        self = try RLPItem(&reader, depth: 0)
        try reader.end()
    }

    private init(_ reader: inout RLPReader, depth: Int) throws(RLPError) {
        guard try reader.nextIsList() else {
            self = .string(Array(try reader.string()))
            return
        }
        guard depth < Self.depthLimit else {
            throw RLPError(.tooDeep(limit: Self.depthLimit), at: reader.offset)
        }
        var list = try reader.list()
        var items: [RLPItem] = []
        while !list.isAtEnd { items.append(try RLPItem(&list, depth: depth + 1)) }
        self = .list(items)
    }

    /// The encoding.
    public var encoded: [UInt8] {
        var writer = RLPWriter()
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout RLPWriter) {
        switch self {
        case .string(let bytes): writer.append(bytes)
        case .list(let items):
            writer.appendList { list in
                for item in items { item.write(to: &list) }
            }
        }
    }
}

extension RLPItem: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: RLPItem...) { self = .list(elements) }
}
