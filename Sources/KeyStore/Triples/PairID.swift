internal import Primitives
public import Threshold

/// The name of a pair of triples, the same at all its signers. The first is the nonce of a signature.
public struct PairID: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes the encoded form has.
    public static let encodedCount = 64

    /// The triple that becomes the nonce.
    public let first: TripleID
    /// The one that masks it.
    public let second: TripleID

    /// Any two names.
    public init(_ first: TripleID, _ second: TripleID) {
        self.first = first
        self.second = second
    }

    /// From both hashes, one after the other.
    ///
    /// - Throws: ``KeyStoreError`` with `damaged` for another count of bytes.
    public init(encoded: [UInt8]) throws(KeyStoreError) {
        guard encoded.count == PairID.encodedCount, let first = Bytes32(encoded.prefix(32)),
            let second = Bytes32(encoded.suffix(32))
        else {
            throw KeyStoreError(
                .damaged, "The name of a pair has \(PairID.encodedCount) bytes, not \(encoded.count).")
        }
        self.init(TripleID(first), TripleID(second))
    }

    /// Both hashes, one after the other.
    public var encoded: [UInt8] { first.value.bytes + second.value.bytes }

    /// Which of the signers proposes this pair while there are others: so two that lead different requests at
    /// the same time do not propose the same one.
    public func proposer(among signers: Participants) -> PartyID? {
        guard !signers.isEmpty else { return nil }
        // The names are hashes: their first bytes are spread evenly.
        return signers[Int(first.value.words.0 % UInt64(signers.count))]
    }

    public var description: String { "\(first.value.hex.prefix(16))+\(second.value.hex.prefix(16))" }
}
