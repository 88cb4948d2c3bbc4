internal import BLS12381

/// Shares a key among members, all by itself: for tests and made-up cases, where no network generates one.
///
/// Whoever deals knows the key. Nodes generate keys together instead.
package struct BLSDealer: Sendable {
    /// The members' shares, in the order of their identifiers from 1.
    package let shares: [BLSKeyShare]
    /// What goes public.
    package let commitments: BLSCommitments

    /// A new key, shared by a polynomial of random coefficients from `generator`.
    package init(
        _ threshold: BLSThreshold, using generator: inout some RandomNumberGenerator
    ) throws(ThresholdBLSError) {
        let coefficients = (0..<threshold.needed).map { _ in Fr.random(using: &generator) }
        commitments = try BLSCommitments(coefficients.map { G1.generator(timesSecret: $0) })
        var shares: [BLSKeyShare] = []
        for identifier in 1...UInt8(threshold.count) {
            let place = Fr(UInt64(identifier))
            let value = coefficients.reversed().reduce(Fr.zero) { $0 * place + $1 }
            shares.append(try BLSKeyShare(identifier: identifier, scalar: value))
        }
        self.shares = shares
    }
}
