extension BN254 {
    /// The optimal ate pairing (Vercauteren, "Optimal Pairings", 2010) of points of order r.
    package struct Pairing {
        private struct Pair {
            let x, y: Fp
            let q: G2
            let negated: G2
            var multiple: TwistPoint
        }

        private var pairs: [Pair] = []

        /// The pairing of no points, which is one.
        package init() {}

        /// Multiplies by the pairing of `p` and `q`, which is one if either is infinity.
        package mutating func append(_ p: G1, _ q: G2) {
            if p.isInfinity || q.isInfinity { return }
            let (x, y) = p.affine
            pairs.append(Pair(x: x, y: y, q: q, negated: -q, multiple: TwistPoint(x: q.x, y: q.y)))
        }

        private static let digits = NonAdjacentForm(6 &* UInt128(BN254.parameter) &+ 2)

        /// Whether the product of all pairings is one.
        package mutating func isOne() -> Bool {
            pairs.isEmpty || millerLoop().finalExponentiation() == Fp12.one
        }

        /// The product, after the final exponentiation.
        package mutating func value() -> Fp12 { millerLoop().finalExponentiation() }

        /// The product of the functions with divisor (6x + 2)(Q) + … at P, whose squarings all pairs share.
        private mutating func millerLoop() -> Fp12 {
            var product = Fp12.one
            for digit in Pairing.digits.digits.dropFirst() {
                product = product.squared()
                for index in pairs.indices {
                    let line = pairs[index].multiple.double()
                    product = evaluate(line, at: pairs[index], product)
                    if digit != 0 {
                        let q = digit == 1 ? pairs[index].q : pairs[index].negated
                        let line = pairs[index].multiple.add(q.x, q.y)
                        product = evaluate(line, at: pairs[index], product)
                    }
                }
            }
            for index in pairs.indices {
                let once = pairs[index].q.frobenius()
                let twice = -once.frobenius()
                let first = pairs[index].multiple.add(once.x, once.y)
                product = evaluate(first, at: pairs[index], product)
                let second = pairs[index].multiple.add(twice.x, twice.y)
                product = evaluate(second, at: pairs[index], product)
            }
            // A second value would start from here.
            for index in pairs.indices {
                pairs[index].multiple = TwistPoint(x: pairs[index].q.x, y: pairs[index].q.y)
            }
            return product
        }

        @inline(__always)
        private func evaluate(_ line: TwistPoint.Line, at pair: Pair, _ product: Fp12) -> Fp12 {
            product.times(line: line.c0 * pair.y, line.c1 * pair.x, line.c3)
        }
    }
}
