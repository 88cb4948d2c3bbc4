public import Secp256k1

/// A share of a key to sign with, and which triples go with it.
public struct SigningKey: Sendable {
    /// The share, derived if the key is.
    public let share: KeyShare<Point>
    /// The public key.
    public let publicKey: PublicKey
    /// The set of root keys that the key comes from.
    public let keySet: String
    /// The epoch in which the parties have these ids.
    public let epoch: UInt64

    /// - Throws: ``ThresholdError`` with `zeroKey`.
    public init(_ share: KeyShare<Point>, keySet: String, epoch: UInt64) throws(ThresholdError) {
        guard let publicKey = try? PublicKey(share.publicKey) else { throw ThresholdError(.zeroKey) }
        self.share = share
        self.publicKey = publicKey
        self.keySet = keySet
        self.epoch = epoch
    }
}
