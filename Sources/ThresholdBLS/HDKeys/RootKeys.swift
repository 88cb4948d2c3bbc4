public import Primitives
public import Secp256k1

/// The root public keys of a network, in the order of its list.
///
/// The key of an id is P = Σ τʲ · Yⱼ, where τ is the id's tweak (``KeyTweak``) and Y₀ the first root key.
/// The order is part of the network's identity: another order gives other keys.
public struct RootKeys: Hashable, Sendable {
    /// The keys Y₀, Y₁, … as listed.
    public let keys: [PublicKey]

    /// What to do about lists of fewer than two keys.
    public enum ShortLists: Sendable {
        /// Refuse them, as networks must.
        case refused
        /// Accept a single key and derive τ · Y₀ from it, as the JavaScript SDK does. For comparisons
        /// with it only: anyone who learns one derived secret can compute the root's.
        case likeSDK
    }

    /// - Throws: ``KeyDerivationError`` with `tooFewRootKeys`.
    public init(_ keys: [PublicKey], shortLists: ShortLists = .refused) throws(KeyDerivationError) {
        guard keys.count >= 2 || (keys.count == 1 && shortLists == .likeSDK) else {
            throw KeyDerivationError(.tooFewRootKeys(keys.count))
        }
        self.keys = keys
    }

    /// From the SEC 1 forms, 33 or 65 bytes each.
    ///
    /// - Throws: ``KeyDerivationError`` with `invalidRootKey` or `tooFewRootKeys`.
    public init(
        encoded keys: [[UInt8]], shortLists: ShortLists = .refused
    ) throws(KeyDerivationError) {
        var decoded: [PublicKey] = []
        for (index, key) in keys.enumerated() {
            do { decoded.append(try PublicKey(key)) } catch {
                throw KeyDerivationError(.invalidRootKey(index: index, error.code))
            }
        }
        try self.init(decoded, shortLists: shortLists)
    }

    /// The key of `id`.
    ///
    /// - Throws: ``KeyDerivationError`` with `zeroTweak` or `infiniteKey`, which only root keys made for the
    ///   purpose bring about.
    public func derive(_ id: DerivedKeyID) throws(KeyDerivationError) -> DerivedKey {
        DerivedKey(publicKey: try derive(idBytes: id.bytes.bytes))
    }

    /// The key of an id of any length; networks use thirty-two bytes only.
    ///
    /// - Throws: as ``derive(_:)``.
    public func derive(idBytes: some Collection<UInt8>) throws(KeyDerivationError) -> PublicKey {
        let tweak = KeyTweak.secp256k1(idBytes)
        guard !tweak.isZero else { throw KeyDerivationError(.zeroTweak) }
        // Everything here is public. One sum at the end is faster than Horner's many.
        var power = keys.count == 1 ? tweak : .one
        var terms: [Point] = []
        for key in keys {
            terms.append(power == .one ? key.point : key.point.multiplied(byPublic: power))
            power *= tweak
        }
        let sum = Point.sum(terms)
        do { return try PublicKey(sum) } catch { throw KeyDerivationError(.infiniteKey) }
    }
}

/// A derived public key and the names by which contracts know it.
public struct DerivedKey: Hashable, Sendable {
    /// The key itself.
    public let publicKey: PublicKey

    /// The names of a key that was derived elsewhere.
    public init(publicKey: PublicKey) { self.publicKey = publicKey }

    /// The token's number: Keccak-256 of all 65 bytes of the uncompressed key.
    public var tokenID: UInt256 { UInt256(Keccak256.hash(publicKey.uncompressed)) }

    /// The twenty bytes of its Ethereum address: the last of Keccak-256 of the 64 bytes of coordinates.
    public var addressBytes: [UInt8] {
        Keccak256.hash(publicKey.x.bytes + publicKey.y.bytes).bytes.suffix(20)
    }
}
