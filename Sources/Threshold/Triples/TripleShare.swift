internal import Primitives
public import Secp256k1

/// One party's share of three numbers a, b and c = a·b that nobody knows (Beaver, 1991), with commitments
/// to the polynomials that share them.
///
/// It cannot be copied, and signing consumes it.
public struct TripleShare: ~Copyable, Sendable {
    /// The same at all signers.
    public let id: TripleID
    /// What it may be used for.
    public let binding: TripleBinding
    /// Whose share it is.
    public let owner: PartyID
    /// a·G, b·G and c·G, and the public keys of everybody's shares of them.
    public let publicA, publicB, publicC: PublicPolynomial<Point>

    private let values: SecretArray<Scalar>

    init(
        id: TripleID, binding: TripleBinding, owner: PartyID, values: SecretArray<Scalar>,
        publicA: PublicPolynomial<Point>, publicB: PublicPolynomial<Point>,
        publicC: PublicPolynomial<Point>
    ) {
        precondition(values.count == 3)
        self.id = id
        self.binding = binding
        self.owner = owner
        self.values = values
        self.publicA = publicA
        self.publicB = publicB
        self.publicC = publicC
    }

    package var a: Scalar { values[0] }
    package var b: Scalar { values[1] }
    package var c: Scalar { values[2] }
}

/// The two triples of one signature: the first is its nonce, the second masks it.
public struct TriplePair: ~Copyable, Sendable {
    let first, second: TripleShare

    /// - Throws: ``ThresholdError`` with `unmatchedTriples` if both are the same, or differ in owner or in
    /// what they may be
    ///   used for. Both are lost then.
    public init(_ first: consuming TripleShare, _ second: consuming TripleShare) throws(ThresholdError) {
        guard first.id != second.id, first.owner == second.owner, first.binding == second.binding else {
            throw ThresholdError(.unmatchedTriples)
        }
        self.first = first
        self.second = second
    }

    /// What the pair may be used for.
    public var binding: TripleBinding { first.binding }
    /// Whose shares these are.
    public var owner: PartyID { first.owner }
    /// The names of both triples, in order.
    public var ids: (TripleID, TripleID) { (first.id, second.id) }
}
