internal import BLS12381
internal import KeyStore
internal import PeerTransport
internal import Primitives
internal import Secp256k1
internal import Synchronization
internal import Threshold
internal import ThresholdBLS

/// This node's shares of one set of keys in one epoch.
struct KeyMaterial: Sendable {
    /// The name under which the shares lie in the store.
    let keySet: String
    let bls: KeyShare<G1>
    /// In the order in which they were made.
    let k256: [KeyShare<Point>]

    /// The name of a set of keys, the same at all members: of its public keys in ascending order, since the chain
    /// has an order of its own.
    static func name(bls: G1, k256: [Point]) -> String {
        let keys = k256.map(\.encodedElement).sorted { $0.lexicographicallyPrecedes($1) }
        return "lit-" + SHA2.sha256(bls.encodedElement + keys.flatMap { $0 }).bytes.prefix(16).hex
    }

    /// What tells this sharing from any other: a hash of the commitments to all its polynomials.
    var fingerprint: Bytes32 { Self.fingerprint(bls.publicPolynomial, k256.map(\.publicPolynomial)) }

    static func fingerprint(_ bls: PublicPolynomial<G1>, _ k256: [PublicPolynomial<Point>]) -> Bytes32 {
        var bytes: [UInt8] = Array("lit sharing v1".utf8)
        for coefficient in bls.coefficients { bytes += coefficient.encodedElement }
        for polynomial in k256 {
            bytes += UInt32(truncatingIfNeeded: polynomial.coefficients.count).bytesOfBigEndian
            for coefficient in polynomial.coefficients { bytes += coefficient.encodedElement }
        }
        return SHA2.sha256(bytes)
    }

    /// The public keys in the order in which they were made; nil for keys of zero.
    var rootKeys: RootKeySet? {
        guard let bls = try? BLSPublicKey(bls.publicKey) else { return nil }
        let k256 = k256.compactMap { try? PublicKey($0.publicKey) }
        return k256.count == self.k256.count ? RootKeySet(bls: bls, k256: k256) : nil
    }

    /// The shares in the order of `keys`; nil if these are others.
    func ordered(as keys: RootKeySet) -> [KeyShare<Point>]? {
        guard bls.publicKey == keys.bls.point, keys.k256.count == k256.count else { return nil }
        let shares = keys.k256.compactMap { key in k256.first { $0.publicKey == key.point } }
        return shares.count == k256.count && Set(keys.k256).count == k256.count ? shares : nil
    }
}

extension FixedWidthInteger {
    var bytesOfBigEndian: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

/// An epoch that this node has shares in, ready to use.
struct EpochKeys: Sendable {
    let epoch: KeyEpoch
    let me: PartyID
    let keySet: String
    /// In the order that is on chain: keys derive from it.
    let roots: [KeyShare<Point>]
    let bls: BLSKeyShare

    /// - Throws: ``KeyServiceError`` with `keyMismatch` if the shares are of other keys, or were made for other places.
    init(
        _ epoch: KeyEpoch, me: PeerID, material: KeyMaterial, keys: RootKeySet
    ) throws(KeyServiceError) {
        guard let place = epoch.members.firstIndex(of: me), epoch.members.count <= WireFormat.maximumMembers
        else {
            throw KeyServiceError(.notReady, "This node is no member of epoch \(epoch.number).")
        }
        let party = PartyID(UInt32(place))
        guard let roots = material.ordered(as: keys) else {
            throw KeyServiceError(
                .keyMismatch,
                "The stored shares of epoch \(epoch.number) are of other keys than those on chain.")
        }
        guard material.bls.owner == party,
            roots.allSatisfy({ $0.owner == party && $0.threshold == epoch.threshold }),
            material.bls.participants.count == epoch.members.count
        else {
            throw KeyServiceError(
                .keyMismatch,
                "The stored shares of epoch \(epoch.number) were made for another place, threshold or number of members."
            )
        }
        do {
            bls = try BLSKeyShare(identifier: UInt8(place + 1), secret: material.bls.secret)
        } catch {
            throw KeyServiceError(
                .store, "The stored BLS share of epoch \(epoch.number) cannot be used: \(error).")
        }
        self.epoch = epoch
        self.me = party
        self.keySet = material.keySet
        self.roots = roots
    }

    /// The place of a member.
    func party(_ peer: PeerID) -> PartyID? {
        epoch.members.firstIndex(of: peer).map { PartyID(UInt32($0)) }
    }

    /// The member at a place.
    func peer(_ party: PartyID) -> PeerID? {
        let place = Int(party.rawValue)
        return epoch.members.indices.contains(place) ? epoch.members[place] : nil
    }

    /// What pairs of a set are bound to.
    func binding(_ signers: [PartyID]) -> TripleBinding? {
        guard signers.allSatisfy({ Int($0.rawValue) < epoch.members.count }),
            let participants = try? Participants(signers)
        else { return nil }
        return try? TripleBinding(
            keySet: keySet, epoch: epoch.number, signers: participants, threshold: epoch.threshold)
    }

    /// The share of a derived key.
    ///
    /// - Throws: ``KeyServiceError`` with `keyMismatch` if another key comes of it.
    func signingKey(derivedKeyID: [UInt8], expected: PublicKey) throws(KeyServiceError) -> SigningKey {
        do {
            let share = try KeyShare.derived(from: roots, tweak: KeyTweak.secp256k1(derivedKeyID))
            let key = try SigningKey(share, keySet: keySet, epoch: epoch.number)
            guard key.publicKey == expected else { throw ThresholdError(.shareMismatch) }
            return key
        } catch {
            throw KeyServiceError(
                .keyMismatch,
                "The key id \(derivedKeyID.prefixedHex) derives another key than \(expected) from the root keys:"
                    + " compare them with those on chain.")
        }
    }
}

/// What every part of the service looks up: the keys, and the epochs that they are shared in.
final class EpochBoard: Sendable {
    struct State: Sendable {
        var rootKeys: RootKeySet?
        var entered: KeyEpoch?
        var current: EpochKeys?
        var previous: EpochKeys?
        /// Shares by epoch, as they were loaded or made.
        var materials: [UInt64: [KeyMaterial]] = [:]
    }

    private let state = Mutex(State())

    var value: State { state.withLock { $0 } }
    var rootKeys: RootKeySet? { state.withLock { $0.rootKeys } }
    var current: EpochKeys? { state.withLock { $0.current } }

    func change<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value {
        state.withLock { body(&$0) }
    }
}
