import Ethereum
import Primitives

/// A node in the form of a store: a version byte, its RLP, and with a payload the preimage of its key.
enum StoredNode {
    static let version: UInt8 = 1

    /// The record of `node`.
    static func encode<Payload>(_ node: TrieNode<Payload>) throws(StateError) -> [UInt8] {
        let preimage: [UInt8] =
            switch try node.loaded() {
            case .leaf(let leaf): leaf.payload.preimage
            case .branch(let branch): branch.value?.payload.preimage ?? []
            case .fork, .stub: []
            }
        return [version] + (try node.encoded()) + preimage
    }

    /// The node of `record`, its children as stubs.
    ///
    /// - Throws: ``StateError`` with owner and path unless it is the node that `reference` names.
    static func decode<Payload>(
        _ record: [UInt8], at path: NibblePath, in origin: TrieOrigin, expecting reference: TrieReference
    ) throws(StateError) -> TrieNode<Payload> {
        guard record.first == version else {
            throw origin.error(at: path, "has a record of another version than \(version)")
        }
        let content = record.dropFirst()
        do {
            var reader = RLPReader(content)
            let rlp = try reader.rawItem()
            let found = rlp.withUnsafeBytes { TrieReference(rlp: $0) }
            // A root is named by its hash however short it is.
            guard found == reference || path == .root && found.hash == reference.hash else {
                throw origin.error(at: path, "does not have the expected hash")
            }
            return try decode(rlp, preimage: content.dropFirst(rlp.count), at: path, in: origin)
        } catch let error as StateError {
            throw error
        } catch {
            throw origin.error(at: path, "is not a node: \(error)")
        }
    }

    private static func decode<Payload>(
        _ rlp: ArraySlice<UInt8>, preimage: ArraySlice<UInt8>, at path: NibblePath, in origin: TrieOrigin
    ) throws -> TrieNode<Payload> {
        var outer = RLPReader(rlp)
        var list = try outer.list()
        let first = try list.rawItem()
        let second = try list.rawItem()
        guard list.isAtEnd else {
            return try branch(rlp, preimage: preimage, at: path, in: origin)
        }
        var firstReader = RLPReader(first)
        guard let (suffix, isLeaf) = HexPrefix.decode(try firstReader.string()),
            let whole = path.appending(suffix)
        else { throw origin.error(at: path, "has a path that is not one") }
        if isLeaf {
            var secondReader = RLPReader(second)
            let payload: Payload = try payload(
                try secondReader.string(), preimage, key: whole, at: path, in: origin)
            return .leaf(TrieLeaf(whole, depth: path.count, payload))
        }
        guard preimage.isEmpty else { throw origin.error(at: path, "has bytes behind it in the store") }
        guard suffix.count > 0, let child = try reference(second) else {
            throw origin.error(at: path, "is an extension that leads nowhere")
        }
        return .fork(
            TrieExtension(whole, depth: path.count, child: .stub(TrieStub(child, at: whole, in: origin))))
    }

    private static func branch<Payload>(
        _ rlp: ArraySlice<UInt8>, preimage: ArraySlice<UInt8>, at path: NibblePath, in origin: TrieOrigin
    ) throws -> TrieNode<Payload> {
        var outer = RLPReader(rlp)
        var list = try outer.list()
        var occupied: UInt16 = 0
        var children: [TrieNode<Payload>] = []
        for nibble in 0..<16 {
            guard let child = try reference(try list.rawItem()) else { continue }
            guard path.count < NibblePath.limit else {
                throw origin.error(at: path, "is a branch below the longest key")
            }
            occupied |= 1 << UInt16(nibble)
            children.append(.stub(TrieStub(child, at: path.appending(nibble), in: origin)))
        }
        let value = try list.string()
        try list.end()
        guard !value.isEmpty else {
            guard preimage.isEmpty else { throw origin.error(at: path, "has bytes behind it in the store") }
            return .branch(TrieBranch(occupied: occupied, children: children, value: nil))
        }
        let payload: Payload = try payload(value, preimage, key: path, at: path, in: origin)
        return .branch(
            TrieBranch(
                occupied: occupied, children: children, value: TrieLeaf(path, depth: path.count, payload)))
    }

    private static func payload<Payload: TriePayload>(
        _ value: ArraySlice<UInt8>, _ preimage: ArraySlice<UInt8>, key: NibblePath, at path: NibblePath,
        in origin: TrieOrigin
    ) throws(StateError) -> Payload {
        do throws(StateError) {
            return try Payload(value: value, preimage: preimage, key: key, source: origin.source)
        } catch {
            let place = origin.error(at: path, "has a payload that does not fit")
            throw StateError("\(place) \(error)")
        }
    }

    /// Nil for no child.
    private static func reference(_ item: ArraySlice<UInt8>) throws -> TrieReference? {
        var reader = RLPReader(item)
        if try reader.nextIsList() {
            // A longer one would have to be named by its hash.
            guard item.count < 32 else { throw RLPError(.expectedString, at: 0) }
            return item.withUnsafeBytes { TrieReference(rlp: $0) }
        }
        let content = try reader.string()
        if content.isEmpty { return nil }
        guard let hash = Bytes32(content) else {
            throw RLPError(.wrongLength(expected: 32, actual: content.count), at: 0)
        }
        return TrieReference(hash: hash)
    }
}
