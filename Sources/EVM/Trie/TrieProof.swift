import Ethereum
public import Primitives

/// Why a proof does not show what a key holds.
public struct TrieProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a proof.
    public enum Code: Hashable, Sendable {
        /// The node is not the one that the root, or the node above, names.
        case wrongHash
        /// The bytes are not those of a node.
        case malformedNode
        /// The next node on the way to the key is not there.
        case missingNode
        /// Nodes follow the one that decides.
        case surplusNodes
    }

    /// What is wrong.
    public let code: Code
    /// Which element of the proof, from 0.
    public let index: Int

    /// From what is wrong, and with which element of the proof.
    public init(_ code: Code, at index: Int) {
        self.code = code
        self.index = index
    }

    public var description: String {
        let what =
            switch code {
            case .wrongHash: "does not have the hash by which it is referred to"
            case .malformedNode: "is not a node of a trie"
            case .missingNode: "is missing"
            case .surplusNodes: "follows the node that decides"
            }
        return "Merkle proof: element \(index) \(what)"
    }
}

/// Checks Merkle proofs with nothing but the root (EIP-1186), apart from the code that makes them.
public enum TrieProof {
    /// The value that the trie with this root has under `key`, or nil if the proof shows that it has
    /// none.
    ///
    /// - Parameters:
    ///   - key: The bytes that the trie is keyed by; in a secure trie that is the hash.
    ///   - proof: The RLP of the nodes on the way, the root's first.
    /// - Throws: ``TrieProofError``, if the proof shows neither.
    public static func verify(
        root: Bytes32, key: some Collection<UInt8>, proof: [[UInt8]]
    ) throws(TrieProofError) -> [UInt8]? {
        guard root != emptyTrieRoot || !proof.isEmpty else { return nil }
        var walk = TrieProofWalk(path: key.flatMap { [$0 >> 4, $0 & 15] }, proof: proof)
        let value = try walk.follow(root)
        guard walk.used == proof.count else { throw TrieProofError(.surplusNodes, at: walk.used) }
        return value
    }
}

private struct TrieProofWalk {
    /// Nibbles of the key that are still to go.
    var path: [UInt8]
    let proof: [[UInt8]]
    var used = 0

    mutating func follow(_ hash: Bytes32) throws(TrieProofError) -> [UInt8]? {
        guard used < proof.count else { throw TrieProofError(.missingNode, at: used) }
        let rlp = proof[used]
        guard Keccak256.hash(rlp) == hash else { throw TrieProofError(.wrongHash, at: used) }
        used += 1
        // The empty trie's root node.
        if rlp == [0x80] { return nil }
        do {
            return try step(RLPItem(decoding: rlp))
        } catch let error as TrieProofError {
            throw error
        } catch {
            throw malformed
        }
    }

    private var malformed: TrieProofError { TrieProofError(.malformedNode, at: used - 1) }

    private mutating func step(_ node: RLPItem) throws -> [UInt8]? {
        guard case .list(let items) = node else { throw malformed }
        if items.count == 17 {
            guard let nibble = path.first else { return try value(items[16]) }
            path.removeFirst()
            return try descend(items[Int(nibble)])
        }
        guard items.count == 2, case .string(let compact) = items[0], let flags = compact.first,
            flags < 0x40, flags & 0x10 != 0 || flags & 15 == 0
        else { throw malformed }
        let rest = compact.dropFirst().flatMap { [$0 >> 4, $0 & 15] }
        let segment = flags & 0x10 != 0 ? [flags & 15] + rest : rest
        if flags & 0x20 != 0 {
            let content = try value(items[1])
            return path == segment ? content : nil
        }
        guard !segment.isEmpty else { throw malformed }
        guard path.starts(with: segment) else { return nil }
        path.removeFirst(segment.count)
        return try descend(items[1])
    }

    private mutating func descend(_ child: RLPItem) throws -> [UInt8]? {
        switch child {
        case .list:
            // Inside its parent only if it is shorter than a hash.
            guard child.encoded.count < 32 else { throw malformed }
            return try step(child)
        case .string(let bytes):
            if bytes.isEmpty { return nil }
            guard let hash = Bytes32(bytes) else { throw malformed }
            return try follow(hash)
        }
    }

    private func value(_ item: RLPItem) throws -> [UInt8]? {
        guard case .string(let bytes) = item else { throw malformed }
        return bytes.isEmpty ? nil : bytes
    }
}
