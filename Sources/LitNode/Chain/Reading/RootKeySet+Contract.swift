package import KeyService
package import LitContracts
import Secp256k1
import ThresholdBLS

extension RootKeySet {
    /// The keys that stand in the contract, in their order; nil unless there is one BLS key, and every other is
    /// one on secp256k1, of which there are some.
    package init?(_ keys: [RootKey]) {
        var bls: BLSPublicKey?
        var k256: [PublicKey] = []
        for key in keys {
            switch key.keyType {
            case .bls12381:
                guard bls == nil, let key = try? BLSPublicKey(key.publicKey) else { return nil }
                bls = key
            case .secp256k1:
                guard let key = try? PublicKey(key.publicKey) else { return nil }
                k256.append(key)
            default: return nil
            }
        }
        guard let bls, !k256.isEmpty else { return nil }
        self.init(bls: bls, k256: k256)
    }

    /// As all validators vote for them: the BLS key, then the others in their order.
    package var ballot: [RootKey] {
        [RootKey(publicKey: bls.bytes, keyType: .bls12381)]
            + k256.map { RootKey(publicKey: $0.compressed, keyType: .secp256k1) }
    }

    /// Whether these are the same keys, whatever their order.
    package func hasSameKeys(as other: RootKeySet) -> Bool {
        bls == other.bls && k256.count == other.k256.count && Set(k256) == Set(other.k256)
    }
}
