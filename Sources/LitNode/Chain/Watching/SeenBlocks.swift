package import Primitives

/// The newest blocks that polls have found. There are gaps where several came between two polls.
package struct SeenBlocks: Sendable {
    private static let limit = 256
    private var marks: [BlockMark] = []

    init() {}

    /// The last one that was found.
    package var latest: BlockMark? { marks.last }

    package func mark(of hash: Bytes32) -> BlockMark? { marks.last { $0.hash == hash } }

    /// A block that takes the place of others undoes them.
    mutating func add(_ mark: BlockMark) {
        marks.removeAll { $0.number >= mark.number }
        marks.append(mark)
        if marks.count > Self.limit { marks.removeFirst(marks.count - Self.limit) }
    }
}
