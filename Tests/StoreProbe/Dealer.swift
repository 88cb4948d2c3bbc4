package import KeyStore
package import Primitives
import Secp256k1
package import Threshold

/// Makes triples and key shares from a seed, knowing all secrets: for tests, where the parties' own protocols
/// would take most of the time.
package struct Dealer {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    private mutating func bytes32() -> Bytes32 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var writer = ByteWriter()
        writer.appendBigEndian(state)
        return Keccak256.hash(Array("dealer".utf8) + writer.bytes)
    }

    private mutating func polynomial<Group: ThresholdGroup>(
        _ group: Group.Type, threshold: Int, at zero: Group.Exponent? = nil
    ) -> SecretPolynomial<Group> {
        let coefficients = (0..<threshold).map { index in
            index == 0 && zero != nil ? zero ?? .zero : Group.Exponent(wide: bytes32(), bytes32())
        }
        return SecretPolynomial(count: threshold) { coefficients[$0] }
    }

    /// The records of one triple, by party.
    package mutating func triple(
        _ binding: TripleBinding, for parties: [PartyID]
    ) throws -> [PartyID: Secret] {
        let (a0, b0) = (Scalar(wide: bytes32(), bytes32()), Scalar(wide: bytes32(), bytes32()))
        let a = polynomial(Point.self, threshold: binding.threshold, at: a0)
        let b = polynomial(Point.self, threshold: binding.threshold, at: b0)
        let c = polynomial(Point.self, threshold: binding.threshold, at: a0 * b0)
        let id = bytes32()
        let commitments = [a, b, c].map { Self.encoded($0.commitments()) }.flatMap { $0 }
        return Dictionary(
            uniqueKeysWithValues: parties.map { party in
                var writer = ByteWriter()
                writer.append(1)
                for text in [Point.groupName, binding.keySet] {
                    writer.appendBigEndian(UInt32(text.utf8.count))
                    writer.append(contentsOf: text.utf8)
                }
                writer.appendBigEndian(binding.epoch)
                writer.appendBigEndian(UInt32(binding.threshold))
                writer.appendBigEndian(UInt32(binding.signers.count))
                for signer in binding.signers { writer.appendBigEndian(signer.rawValue) }
                writer.appendBigEndian(party.rawValue)
                writer.append(id)
                for share in [a, b, c] { writer.append(share.share(of: party).bytes32) }
                writer.append(contentsOf: commitments)
                return (party, Secret(copying: writer.bytes))
            })
    }

    private static func encoded(_ polynomial: PublicPolynomial<Point>) -> [UInt8] {
        var writer = ByteWriter()
        writer.appendBigEndian(UInt32(polynomial.coefficients.count))
        for coefficient in polynomial.coefficients { writer.append(contentsOf: coefficient.encodedElement) }
        return writer.bytes
    }

    /// A batch of new pairs for one party.
    package mutating func batch(
        _ count: Int, _ binding: TripleBinding, for owner: PartyID
    ) throws -> TripleBatch {
        var batch = try TripleBatch(for: binding, owner: owner)
        for _ in 0..<count {
            guard let first = try triple(binding, for: [owner])[owner],
                let second = try triple(binding, for: [owner])[owner]
            else { continue }
            try batch.add(TripleShare(record: first), TripleShare(record: second))
        }
        return batch
    }

    /// A key that is shared by some parties: the share of one of them.
    package mutating func keyShare<Group: ThresholdGroup>(
        _ group: Group.Type, of parties: [PartyID], threshold: Int, for owner: PartyID
    ) throws -> KeyShare<Group> {
        let polynomial = polynomial(Group.self, threshold: threshold)
        let share = polynomial.share(of: owner)
        return try KeyShare(
            owner: owner, participants: Participants(parties), publicPolynomial: polynomial.commitments(),
            secret: Secret(copying: share.encoded32.bytes))
    }
}
