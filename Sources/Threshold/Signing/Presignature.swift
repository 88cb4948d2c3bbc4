package import Primitives
public import Secp256k1

/// One signer's share of a nonce and of nonce times key: everything of a signature but the message.
///
/// Two messages signed with one of these give the key away. It cannot be copied, and signing consumes it.
public struct Presignature: ~Copyable, Sendable {
    /// The nonce's public point; the signature's r is its x.
    public let bigR: Point
    private let values: SecretArray<Scalar>

    package init(bigR: Point, k: Scalar, sigma: Scalar) {
        self.bigR = bigR
        values = SecretArray(count: 2) { $0 == 0 ? k : sigma }
    }

    /// For comparison with published runs.
    package var shares: (k: Scalar, sigma: Scalar) { (values[0], values[1]) }

    /// The number by which a presignature is multiplied, from everything that is fixed before it is known
    /// to whom the signature goes (Groth and Shoup, 2021/1330): from it nobody can choose a message for a
    /// known nonce.
    package static func rerandomiser(
        publicKey: Point, bigR: Point, digest: Bytes32, associatedData: [UInt8]
    ) -> Scalar {
        let gap = [UInt8](repeating: 0, count: 32)
        let message =
            publicKey.encodedElement + gap + bigR.encodedElement + gap + digest.bytes + gap
            + associatedData
        return HashToScalar.k256(message)
    }

    /// The presignature of another nonce, with the first one divided out: R' = δ⁻¹·R.
    package consuming func rerandomised(by delta: Scalar) -> Presignature {
        Presignature(
            bigR: bigR.multiplied(byPublic: delta.inverse()), k: delta * values[0],
            sigma: delta * values[1])
    }

    /// The share of the signature of a digest.
    ///
    /// - Parameter digest: as a number; below the order of the group.
    public consuming func sign(_ digest: Scalar) -> SignatureShare {
        let r = bigR.x.map { Scalar(reducing: $0) } ?? .zero
        return SignatureShare(bigR: bigR, value: digest * values[0] + r * values[1])
    }
}

/// One signer's summand of s. It says nothing by itself, and everything together with one for another
/// message: it cannot be copied, and is released once.
public struct SignatureShare: ~Copyable, Sendable {
    /// The point whose x is the signature's r.
    public let bigR: Point
    private let value: SecretArray<Scalar>

    init(bigR: Point, value: Scalar) {
        self.bigR = bigR
        self.value = SecretArray(value)
    }

    /// The summand, for the other signers. A retransmission sends these bytes again.
    public consuming func release() -> Scalar { value[0] }
}

/// A summand of s that its signer has released: the same bytes that went to the other signers.
public struct SignatureSummand: Hashable, Sendable {
    /// The point whose x is the signature's r.
    public let bigR: Point
    /// The signer's part of s. The parts of all signers add up to s, or to its negative.
    public let value: Scalar
}
