/// Computes the identifier that `ipfs add` gives a file, without keeping the file.
///
/// The content is cut into chunks of 262,144 bytes, each a dag-pb leaf; while there is more than one
/// block, up to 174 in a row get a parent, so that all leaves lie equally deep. The identifier is the
/// version 0 one of the last block left. Memory: one chunk, and at most 174 links per level.
///
/// ```swift
/// var hasher = UnixFSHasher()
/// while let piece = try file.next() { hasher.update(piece) }
/// let cid = hasher.finalize()
/// ```
public struct UnixFSHasher: Sendable {
    private let chunkSize: Int
    private let maximumLinks: Int
    /// Content of the chunk begun, shorter than a chunk.
    private var pending: [UInt8] = []
    /// Blocks still without a parent, leaves first. Every level is non-empty, since its blocks get a
    /// parent only once another one needs their place: exactly 174 leaves make one root, not two levels.
    private var levels: [[UnixFS.Link]] = []

    /// An empty file so far, with the chunks and links that `ipfs add` has by default.
    public init() {
        self.init(chunkSize: UnixFS.chunkSize, maximumLinks: UnixFS.maximumLinks)
    }

    /// With other sizes than IPFS has by default; at least one byte and two links.
    package init(chunkSize: Int, maximumLinks: Int) {
        self.chunkSize = max(chunkSize, 1)
        self.maximumLinks = max(maximumLinks, 2)
    }

    /// Appends to the content.
    public mutating func update(_ content: UnsafeRawBufferPointer) {
        var rest = content
        if !pending.isEmpty {
            let take = min(chunkSize - pending.count, rest.count)
            pending.append(contentsOf: rest[..<take])
            rest = UnsafeRawBufferPointer(rebasing: rest[take...])
            guard pending.count == chunkSize else { return }
            let leaf = pending.withUnsafeBytes { UnixFS.leaf($0) }
            pending.removeAll(keepingCapacity: true)
            Self.add(leaf, to: &levels, maximumLinks: maximumLinks)
        }
        // Whole chunks are hashed where they lie.
        while rest.count >= chunkSize {
            let chunk = UnsafeRawBufferPointer(rebasing: rest[..<chunkSize])
            Self.add(UnixFS.leaf(chunk), to: &levels, maximumLinks: maximumLinks)
            rest = UnsafeRawBufferPointer(rebasing: rest[chunkSize...])
        }
        pending.append(contentsOf: rest)
    }

    /// Appends to the content.
    @inlinable
    public mutating func update(_ content: some Collection<UInt8>) {
        content.withContiguousBytes { update($0) }
    }

    /// The identifier of the content so far; more may follow.
    public func finalize() -> CID {
        var levels = levels
        // Only an empty file has an empty leaf.
        if !pending.isEmpty || levels.isEmpty {
            let leaf = pending.withUnsafeBytes { UnixFS.leaf($0) }
            Self.add(leaf, to: &levels, maximumLinks: maximumLinks)
        }
        var level = 0
        while level < levels.count - 1 || levels[level].count > 1 {
            let parent = UnixFS.parent(levels[level])
            levels[level] = []
            level += 1
            Self.add(parent, to: &levels, at: level, maximumLinks: maximumLinks)
        }
        return CID(dagPB: levels[level][0].digest)
    }

    /// Puts a block behind those of its level; a level already full gets its parent first.
    private static func add(
        _ link: UnixFS.Link, to levels: inout [[UnixFS.Link]], at start: Int = 0, maximumLinks: Int
    ) {
        var link = link
        var level = start
        while level < levels.count, levels[level].count == maximumLinks {
            let parent = UnixFS.parent(levels[level])
            levels[level].removeAll(keepingCapacity: true)
            levels[level].append(link)
            link = parent
            level += 1
        }
        if level == levels.count { levels.append([]) }
        levels[level].append(link)
    }
}

extension CID {
    /// The version 0 identifier that `ipfs add` gives a file of this content.
    public static func ofFile(content: some Collection<UInt8>) -> CID {
        var hasher = UnixFSHasher()
        hasher.update(content)
        return hasher.finalize()
    }
}
