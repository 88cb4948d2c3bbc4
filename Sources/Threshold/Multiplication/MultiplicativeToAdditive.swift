internal import Primitives
package import Secp256k1

/// Two factors, one with each party, become two summands of their product (after Doerner, Kondi, Lee and
/// shelat, 2019): from 384 random oblivious transfers, 256 for the order of the group and 128 to hide.
package enum MultiplicativeToAdditive {
    /// Transfers for one product.
    static let transferCount = 384
    /// The bytes of the sender's pairs.
    static let pairsByteCount = 64 * transferCount

    /// The multipliers number 1 to `count` - 1 that a seed stands for.
    static func multipliers(from seed: Bytes32, count: Int) -> [Scalar] {
        var hash = TaggedHash(.multiplierExpansion)
        hash.add(seed)
        let bytes = SeedStream.bytes(64 * (count - 1), from: hash.finish())
        return bytes.withUnsafeBytes { bytes in
            (0..<(count - 1)).map { index in
                Scalar(
                    wideReducing: Bytes32(loadingFrom: bytes, at: 64 * index),
                    Bytes32(loadingFrom: bytes, at: 64 * index + 32))
            }
        }
    }

    /// The sender's pair for one transfer: its two outputs, each with the mask, and with the factor added
    /// and taken away.
    package static func pair(
        _ first: Scalar, _ second: Scalar, mask: Scalar, factor: Scalar
    ) -> (Scalar, Scalar) {
        (first + mask + factor, second + mask - factor)
    }

    /// The sender's summand: minus the sum of masks by multipliers, number 0 coming by itself.
    package static func senderSummand(
        masks: (Int) -> Scalar, first: Scalar, others: [Scalar]
    ) -> Scalar {
        var sum = first * masks(0)
        for (index, multiplier) in others.enumerated() { sum += multiplier * masks(index + 1) }
        return -sum
    }

    /// The receiver's side: multiplier number 0, which makes the signed sum of all its factor, and its
    /// summand.
    ///
    /// - Parameters:
    ///   - masked: for each transfer, what the chosen member of the pair hides.
    ///   - choice: 0 or 1 for each transfer.
    package static func receive(
        factor: Scalar, masked: (Int) -> Scalar, choice: (Int) -> UInt64, others: [Scalar]
    ) -> (first: Scalar, summand: Scalar) {
        func signed(_ value: Scalar, _ bit: UInt64) -> Scalar {
            Scalar.select(value, -value, if: bit == 1)
        }
        var rest = factor
        var summand = Scalar.zero
        for (index, multiplier) in others.enumerated() {
            rest -= signed(multiplier, choice(index + 1))
            summand += multiplier * masked(index + 1)
        }
        let first = signed(rest, choice(0))
        return (first, summand + first * masked(0))
    }
}
