/// Interpolation at zero, which recovers a secret from its shares.
public enum Lagrange {
    /// The weight of the share at `point` among shares at `points`: the product of x / (x - point) over
    /// all other points x. Nil if `point` is not among them exactly once.
    public static func weight<Exponent: ThresholdScalar>(
        of point: UInt64, among points: [UInt64], as type: Exponent.Type = Exponent.self
    ) -> Exponent? {
        guard points.filter({ $0 == point }).count == 1 else { return nil }
        let own = Exponent(point)
        var numerator = Exponent.one
        var denominator = Exponent.one
        for other in points where other != point {
            let x = Exponent(other)
            numerator = numerator * x
            denominator = denominator * (x - own)
        }
        return numerator * denominator.inverse()
    }

    /// The weight of a party's share in a set of parties; zero for a party outside the set.
    static func weight<Exponent: ThresholdScalar>(
        of party: PartyID, in parties: Participants, as type: Exponent.Type = Exponent.self
    ) -> Exponent {
        weight(of: party.evaluationPoint, among: parties.map(\.evaluationPoint)) ?? .zero
    }
}
