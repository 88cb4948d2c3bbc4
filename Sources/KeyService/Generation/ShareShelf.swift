internal import BLS12381
internal import KeyStore
internal import Logging
internal import Secp256k1
internal import Threshold

/// Shares of whole key sets in the store: all keys of a set, or the set is not there.
struct ShareShelf: Sendable {
    let keyStore: KeyStore
    let logger: Logger

    /// Stores the shares of all keys; when this returns, they are on the disk.
    ///
    /// The BLS share, without which a set is not there, comes last.
    func store(_ material: KeyMaterial, epoch: UInt64) async throws(KeyServiceError) {
        do throws(KeyStoreError) {
            for (index, share) in material.k256.enumerated() {
                let name = try ShareName(
                    curve: .secp256k1, keySet: material.keySet, epoch: epoch, index: UInt32(index))
                try await keyStore.put(share, as: name)
            }
            try await keyStore.put(
                material.bls, as: ShareName(curve: .bls12381G1, keySet: material.keySet, epoch: epoch))
        } catch {
            throw KeyServiceError(.store, "The shares of epoch \(epoch) could not be stored: \(error)")
        }
    }

    /// The whole sets of an epoch, whose public keys are those of their name.
    func load(
        _ epoch: UInt64, members: Int, me: Int
    ) async throws(KeyServiceError) -> [KeyMaterial] {
        var materials: [KeyMaterial] = []
        do throws(KeyStoreError) {
            let entries = try await keyStore.shares(epoch: epoch).filter { !$0.isRetired }
            for name in entries.map(\.name) where name.curve == .bls12381G1 && name.index == 0 {
                let bls = try await keyStore.share(name, in: G1.self)
                var k256: [KeyShare<Point>] = []
                let roots = entries.map(\.name).filter { $0.curve == .secp256k1 && $0.keySet == name.keySet }
                for root in roots.sorted(by: { $0.index < $1.index }) {
                    k256.append(try await keyStore.share(root, in: Point.self))
                }
                let material = KeyMaterial(keySet: name.keySet, bls: bls, k256: k256)
                guard KeyMaterial.name(bls: bls.publicKey, k256: k256.map(\.publicKey)) == name.keySet,
                    Int(bls.owner.rawValue) == me, bls.participants.count == members
                else {
                    logger.warning("stored shares are passed over", metadata: ["set": "\(name.keySet)"])
                    continue
                }
                materials.append(material)
            }
        } catch {
            throw KeyServiceError(.store, "The shares of epoch \(epoch) could not be read: \(error)")
        }
        return materials
    }
}
