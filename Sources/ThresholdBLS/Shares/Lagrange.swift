internal import BLS12381

/// Interpolation over the identifiers of members, which are public.
enum Lagrange {
    /// Weights over a common denominator.
    struct Weights {
        var numerators: [Fr]
        var denominator: Fr
    }

    /// The weights with which values at `identifiers` add up to the value at `place`:
    /// ∏ (place - xⱼ) / (xᵢ - xⱼ) over all others j.
    ///
    /// The identifiers differ from each other; ``requireDistinct(_:)`` sees to that. Over the least common
    /// denominator the numerators of few members are small integers (for members 1 to t and the place 0
    /// they are binomial coefficients), by which points are multiplied much faster than by scalars of full
    /// length. Where they would not fit into 62 bits, the weights are scalars, and the denominator is one.
    static func weights(_ identifiers: [UInt8], at place: UInt8 = 0) -> Weights {
        integers(identifiers, at: place) ?? scalars(identifiers, at: place)
    }

    private static func integers(_ identifiers: [UInt8], at place: UInt8) -> Weights? {
        var fractions: [(numerator: Int, denominator: Int)] = []
        var common = 1
        for x in identifiers {
            var numerator = 1
            var denominator = 1
            for other in identifiers where other != x {
                guard let top = product(numerator, Int(place) - Int(other)),
                    let bottom = product(denominator, Int(x) - Int(other))
                else { return nil }
                let divisor = greatestCommonDivisor(top, bottom)
                (numerator, denominator) = (top / divisor, bottom / divisor)
            }
            let magnitude = abs(denominator)
            guard let next = product(common / greatestCommonDivisor(common, magnitude), magnitude) else {
                return nil
            }
            common = next
            fractions.append((numerator, denominator))
        }
        var numerators: [Fr] = []
        for (numerator, denominator) in fractions {
            guard let value = product(numerator, common / denominator) else { return nil }
            numerators.append(value < 0 ? -Fr(value.magnitude64) : Fr(value.magnitude64))
        }
        return Weights(numerators: numerators, denominator: Fr(common.magnitude64))
    }

    private static func scalars(_ identifiers: [UInt8], at place: UInt8) -> Weights {
        let places = identifiers.map { Fr(UInt64($0)) }
        let target = Fr(UInt64(place))
        var divisors: [Fr] = []
        var weights: [Fr] = []
        for (i, x) in places.enumerated() {
            var numerator = Fr.one
            var divisor = Fr.one
            for (j, other) in places.enumerated() where j != i {
                numerator *= target - other
                divisor *= x - other
            }
            weights.append(numerator)
            divisors.append(divisor)
        }
        Fr.invert(&divisors)
        return Weights(numerators: zip(weights, divisors).map { $0 * $1 }, denominator: .one)
    }

    /// Nil where it would take more than 62 bits.
    private static func product(_ a: Int, _ b: Int) -> Int? {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow || abs(value) >> 62 != 0 || value == .min ? nil : value
    }

    /// Positive, unless both are zero.
    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (abs(a), abs(b))
        while y != 0 { (x, y) = (y, x % y) }
        return max(1, x)
    }

    /// Throws `duplicateIdentifier` if one occurs twice.
    static func requireDistinct(_ identifiers: [UInt8]) throws(ThresholdBLSError) {
        var seen = Set<UInt8>()
        for identifier in identifiers where !seen.insert(identifier).inserted {
            throw ThresholdBLSError(.duplicateIdentifier(identifier), .share)
        }
    }
}

extension Int {
    fileprivate var magnitude64: UInt64 { UInt64(magnitude) }
}
