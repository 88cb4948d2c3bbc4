public import Primitives

/// One party's share of a key that exists nowhere, and what everybody knows of all shares.
public struct KeyShare<Group: ThresholdGroup>: Sendable {
    /// Whose share it is.
    public let owner: PartyID
    /// Everybody who has one.
    public let participants: Participants
    /// The public key, and the public keys of all shares: as many coefficients as the threshold.
    public let publicPolynomial: PublicPolynomial<Group>

    private let value: SecretArray<Group.Exponent>

    init(
        owner: PartyID, participants: Participants, publicPolynomial: PublicPolynomial<Group>,
        value: Group.Exponent
    ) {
        self.owner = owner
        self.participants = participants
        self.publicPolynomial = publicPolynomial
        self.value = SecretArray(value)
    }

    /// From a stored share of thirty-two big-endian bytes.
    ///
    /// - Throws: ``ThresholdError`` with `tooFewParticipants`, `thresholdOutOfRange`, `notAParticipant`,
    ///   `nonCanonicalScalar`, `zeroKey` or `shareMismatch`.
    public init(
        owner: PartyID, participants: Participants, publicPolynomial: PublicPolynomial<Group>,
        secret: Secret
    ) throws(ThresholdError) {
        try participants.require(owner, threshold: publicPolynomial.coefficients.count)
        let bytes = secret.withUnsafeBytes { $0.count == 32 ? Bytes32(loadingFrom: $0) : nil }
        guard let bytes else { throw ThresholdError(.nonCanonicalScalar) }
        let value = try Group.Exponent(strict: bytes)
        guard !publicPolynomial.constantTerm.isNeutral else { throw ThresholdError(.zeroKey) }
        try publicPolynomial.verify(
            value, of: owner, threshold: publicPolynomial.coefficients.count)
        self.init(
            owner: owner, participants: participants, publicPolynomial: publicPolynomial, value: value)
    }

    /// How many shares determine the key.
    public var threshold: Int { publicPolynomial.coefficients.count }
    /// The key that all shares are of.
    public var publicKey: Group { publicPolynomial.constantTerm }
    /// The share in thirty-two big-endian bytes, for sealed storage.
    public var secret: Secret { Secret(count: 32) { value[0].encoded32.store(into: $0) } }

    package var exponent: Group.Exponent { value[0] }

    /// The share of the key Σ tweakʲ · rootⱼ, made locally: derivation is linear. The first root is the
    /// constant term.
    ///
    /// - Throws: ``ThresholdError`` with `wrongLength` for fewer than two roots, `zeroKey` for a tweak, key
    /// or
    ///   share of zero, or `thresholdMismatch` if the roots are not shared alike.
    public static func derived(from roots: [KeyShare], tweak: Group.Exponent) throws(ThresholdError)
        -> KeyShare
    {
        guard roots.count >= 2, let last = roots.last else {
            throw ThresholdError(.wrongLength(expected: 2, actual: roots.count))
        }
        guard !tweak.isZero else { throw ThresholdError(.zeroKey) }
        guard
            roots.allSatisfy({
                $0.owner == last.owner && $0.participants == last.participants
                    && $0.threshold == last.threshold
            })
        else { throw ThresholdError(.thresholdMismatch) }
        var value = last.exponent
        var polynomial = last.publicPolynomial.coefficients
        for root in roots.dropLast().reversed() {
            value = value * tweak + root.exponent
            polynomial = zip(polynomial, root.publicPolynomial.coefficients).map { sum, coefficient in
                (sum.isNeutral ? sum : sum.times(public: tweak)) + coefficient
            }
        }
        let publicPolynomial = PublicPolynomial(polynomial)
        guard !value.isZero, !publicPolynomial.constantTerm.isNeutral else {
            throw ThresholdError(.zeroKey)
        }
        return KeyShare(
            owner: last.owner, participants: last.participants, publicPolynomial: publicPolynomial,
            value: value)
    }
}

extension KeyShare: CustomStringConvertible, CustomReflectable {
    /// Names the owner and the public key only.
    public var description: String {
        "KeyShare(of party \(owner), key \(publicKey.encodedElement.hex))"
    }
    public var customMirror: Mirror { Mirror(self, children: ["owner": owner]) }
}
