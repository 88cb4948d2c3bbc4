internal import Primitives
public import Secp256k1

extension Address {
    /// The address of a key: the last twenty bytes of the Keccak-256 of its coordinates.
    public init(_ key: PublicKey) {
        self.init(truncating: Keccak256.hash(key.uncompressed.dropFirst()))
    }
}
