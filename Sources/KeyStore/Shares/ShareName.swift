internal import Threshold

/// The curves in whose groups keys are shared.
public enum ShareCurve: String, Hashable, Sendable, CaseIterable {
    /// secp256k1, for ECDSA.
    case secp256k1 = "Secp256k1"
    /// G1 of BLS12-381, for BLS signatures and decryption.
    case bls12381G1 = "BLS12381G1"
}

/// Which key a share is of, and of which sharing of it.
public struct ShareName: Hashable, Sendable, CustomStringConvertible {
    /// The curve of the key.
    public let curve: ShareCurve
    /// The set of root keys, by the name its owner gives it.
    public let keySet: String
    /// The epoch whose parties share the key.
    public let epoch: UInt64
    /// Which root key of that curve.
    public let index: UInt32

    /// - Throws: ``KeyStoreError`` with `outOfRange` for an empty name or one of more than 255 bytes, or an
    ///   epoch of 2⁶³ or more.
    public init(
        curve: ShareCurve, keySet: String, epoch: UInt64, index: UInt32 = 0
    ) throws(KeyStoreError) {
        try Limits.check(keySet: keySet, epoch: epoch)
        self.curve = curve
        self.keySet = keySet
        self.epoch = epoch
        self.index = index
    }

    public var description: String { "\(curve.rawValue) key \(index) of \(keySet) in epoch \(epoch)" }

    /// What the sealed row is bound to.
    func identity(in store: StoreID) -> [UInt8] {
        var identity = SealedIdentity(format: 1, store: store, table: "shares")
        identity.add(curve.rawValue)
        identity.add(keySet)
        identity.add(epoch)
        identity.add(UInt64(index))
        return identity.bytes
    }

    /// Refuses a share in a group of another curve.
    func requireGroup<Group: ThresholdGroup>(_ group: Group.Type) throws(KeyStoreError) {
        guard Group.groupName == curve.rawValue else {
            throw KeyStoreError(
                .mismatched, "A share in the group \(Group.groupName) is no share of the \(self).")
        }
    }
}

/// A stored share, without the share.
public struct ShareEntry: Hashable, Sendable {
    /// What it is of.
    public let name: ShareName
    /// Whether it has been put out of use; it is still there.
    public let isRetired: Bool
}

/// What fits into the database's columns.
enum Limits {
    static func check(keySet: String, epoch: UInt64) throws(KeyStoreError) {
        guard (1...255).contains(keySet.utf8.count), !keySet.utf8.contains(0) else {
            throw KeyStoreError(
                .outOfRange, "The name of a key set has 1 to 255 bytes, none of them zero.")
        }
        guard epoch < UInt64(Int64.max) else {
            throw KeyStoreError(.outOfRange, "Epoch \(epoch) cannot be stored; epochs end at 2^63 - 2.")
        }
    }
}
