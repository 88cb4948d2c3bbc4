/// What a trie holds under a key.
public protocol TriePayload: Sendable {
    /// Lends the value, not empty, that stands in the node.
    func withValue<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R

    /// What a stored node keeps beside its RLP: that of which the key is the hash, if anything.
    var preimage: [UInt8] { get }

    /// What was stored under `key`.
    ///
    /// - Parameter source: Where the nodes of tries that the value names are.
    /// - Throws: ``StateError`` if value, preimage and key don't fit together.
    init(
        value: ArraySlice<UInt8>, preimage: ArraySlice<UInt8>, key: NibblePath,
        source: any TrieNodeSource
    ) throws(StateError)
}

extension TriePayload {
    /// A copy of the value.
    public var value: [UInt8] { withValue { [UInt8]($0) } }
}

/// Bytes as they are: the payload of a plain trie. No bytes are not a value.
extension [UInt8]: TriePayload {
    public func withValue<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { withUnsafeBytes(body) }

    public var preimage: [UInt8] { [] }

    public init(
        value: ArraySlice<UInt8>, preimage: ArraySlice<UInt8>, key: NibblePath,
        source: any TrieNodeSource
    ) throws(StateError) {
        guard preimage.isEmpty else {
            throw StateError("The value under \(key) has \(preimage.count) bytes too many in the store.")
        }
        self = Array(value)
    }
}
