internal import Primitives
package import Secp256k1

/// What a signer tells the others before it signs: its shares of three masked values.
package struct PresigningShare: Hashable, Sendable {
    /// Of the nonce times its mask.
    package let kd: Scalar
    /// Of the nonce plus the second triple's first number.
    package let ka: Scalar
    /// Of the key plus the second triple's second number.
    package let xb: Scalar

    /// As received.
    package init(kd: Scalar, ka: Scalar, xb: Scalar) {
        self.kd = kd
        self.ka = ka
        self.xb = xb
    }
}

/// One signer's numbers: its key share, both triples' shares, and its weights among the signers.
package struct PresigningInputs: Sendable {
    private let values: SecretArray<Scalar>
    /// The weight over the places of the key shares, and over those of the triples.
    package let keyWeight, tripleWeight: Scalar

    /// - Parameters:
    ///   - x: the share of the key.
    ///   - first: the shares k, d, kd of the first triple.
    ///   - second: the shares a, b, c of the second triple.
    package init(
        x: Scalar, first: (k: Scalar, kd: Scalar), second: (a: Scalar, b: Scalar, c: Scalar),
        keyWeight: Scalar, tripleWeight: Scalar
    ) {
        values = SecretArray(repeating: x, count: 6) { values in
            (values[1], values[2]) = (first.k, first.kd)
            (values[3], values[4], values[5]) = (second.a, second.b, second.c)
        }
        self.keyWeight = keyWeight
        self.tripleWeight = tripleWeight
    }

    private var x: Scalar { values[0] }
    private var k: Scalar { values[1] }

    /// What this signer tells the others.
    package var share: PresigningShare {
        PresigningShare(
            kd: tripleWeight * values[2], ka: tripleWeight * (k + values[3]),
            xb: keyWeight * x + tripleWeight * values[4])
    }

    /// The presignature's share once the masked values are known.
    package consuming func presignature(_ sums: PresigningSums, bigR: Point) -> Presignature {
        Presignature(
            bigR: bigR, k: tripleWeight * k,
            sigma: keyWeight * (sums.ka * x) - tripleWeight * (sums.xb * values[3] - values[5]))
    }
}

/// The public keys that the masked values must have.
package struct PresigningKeys: Sendable {
    package let publicKey, k, d, kd, a, b: Point

    /// - Parameters:
    ///   - first: k·G, d·G and kd·G of the first triple.
    ///   - second: a·G and b·G of the second.
    package init(publicKey: Point, first: (k: Point, d: Point, kd: Point), second: (a: Point, b: Point)) {
        self.publicKey = publicKey
        (k, d, kd) = first
        (a, b) = second
    }
}

/// The masked values, which all signers know after one message.
package struct PresigningSums: Sendable {
    package let kd, ka, xb: Scalar

    /// The sums of all signers' shares.
    package init(_ shares: [PresigningShare]) {
        kd = shares.reduce(.zero) { $0 + $1.kd }
        ka = shares.reduce(.zero) { $0 + $1.ka }
        xb = shares.reduce(.zero) { $0 + $1.xb }
    }

    /// The first check that fails [P2, P3, P4], or nil.
    package func failedCheck(_ keys: PresigningKeys) -> ProtocolAbort.Check? {
        if Point.generator(timesPublic: kd) != keys.kd { return .nonce }
        if Point.generator(timesPublic: ka) != keys.k + keys.a { return .nonceMask }
        if Point.generator(timesPublic: xb) != keys.publicKey + keys.b { return .keyMask }
        return nil
    }

    /// R = kd⁻¹·D, the nonce's public point; nil if it cannot be made or has x = 0 modulo the order [P5].
    package func bigR(_ keys: PresigningKeys) -> Point? {
        guard !kd.isZero else { return nil }
        let point = keys.d.multiplied(byPublic: kd.inverse())
        guard let x = point.x, !Scalar(reducing: x).isZero else { return nil }
        return point
    }
}
