import Primitives

/// How a node is named in its parent: by the hash of its RLP, or by the RLP itself if that is
/// shorter than a hash (Yellow Paper, appendix D).
struct TrieReference: Hashable, Sendable {
    /// The hash, or the RLP with zeros behind it.
    let bytes: Bytes32
    private let length: UInt8

    /// No node.
    static let none = TrieReference(bytes: .zero, count: 0)

    private init(bytes: Bytes32, count: Int) {
        self.bytes = bytes
        length = UInt8(truncatingIfNeeded: count)
    }

    /// By its hash.
    init(hash: Bytes32) { self.init(bytes: hash, count: 32) }

    /// To the node with this RLP.
    init(rlp: UnsafeRawBufferPointer) {
        guard rlp.count < 32 else {
            self.init(hash: Keccak256.hash(rlp))
            return
        }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: rlp) }
        let bytes = Bytes32(
            words: words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
        self.init(bytes: bytes, count: rlp.count)
    }

    /// 32 for a hash, else the length of the RLP; 0 for no node.
    var count: Int { Int(length) }

    /// Whether it is a hash.
    var isHash: Bool { length == 32 }

    /// How many bytes it takes inside its parent.
    var encodedCount: Int { isHash ? 33 : max(1, count) }

    /// The hash of the RLP of the node, even where it is shorter than a hash.
    var hash: Bytes32 { isHash ? bytes : Keccak256.hash(bytes.bytes.prefix(count)) }
}
