internal import Primitives

/// A polynomial whose value at zero is a secret to be shared (Shamir, 1979); constant term first.
package struct SecretPolynomial<Group: ThresholdGroup>: Sendable {
    package typealias Exponent = Group.Exponent

    let coefficients: SecretArray<Exponent>

    /// From coefficients made one by one, the constant term being number 0.
    package init(count: Int, _ make: (Int) -> Exponent) { coefficients = SecretArray(count: count, make) }

    /// The value at a public place, by Horner's rule.
    func value(at point: UInt64) -> Exponent {
        let x = Exponent(point)
        return coefficients.withValues { coefficients in
            var sum = Exponent.zero
            for coefficient in coefficients.reversed() { sum = sum * x + coefficient }
            return sum
        }
    }

    /// The share of a party.
    package func share(of party: PartyID) -> Exponent { value(at: party.evaluationPoint) }

    /// The value at zero.
    var constantTerm: Exponent { coefficients[0] }

    /// The same polynomial with another constant term.
    func replacingConstantTerm(_ value: Exponent) -> SecretPolynomial {
        SecretPolynomial(count: coefficients.count) { $0 == 0 ? value : coefficients[$0] }
    }

    /// The coefficients times the generator (Feldman, 1987).
    package func commitments() -> PublicPolynomial<Group> {
        PublicPolynomial(
            (0..<coefficients.count).map { Group.base(timesSecret: coefficients[$0]) })
    }
}
