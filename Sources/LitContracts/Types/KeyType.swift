public import Ethereum
public import Primitives

/// Which curve and scheme a key is of; PKPs are ``secp256k1``.
public struct KeyType: RawRepresentable, Hashable, Sendable {
    /// As on the wire.
    public let rawValue: UInt256

    /// Any number, also one that has no name here.
    public init(rawValue: UInt256) { self.rawValue = rawValue }

    /// BLS12-381.
    public static let bls12381 = KeyType(rawValue: 1)
    /// ECDSA on secp256k1.
    public static let secp256k1 = KeyType(rawValue: 2)
    /// Ed25519.
    public static let ed25519 = KeyType(rawValue: 3)
    /// Ed448.
    public static let ed448 = KeyType(rawValue: 4)
    /// Ristretto255.
    public static let ristretto25519 = KeyType(rawValue: 5)
    /// P-256.
    public static let p256 = KeyType(rawValue: 6)
    /// P-384.
    public static let p384 = KeyType(rawValue: 7)
    /// RedJubjub.
    public static let redJubjub = KeyType(rawValue: 8)
}

extension KeyType: ABIConvertible {
    public var abiValue: ABIValue { rawValue.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(rawValue: try UInt256(abiValue: abiValue)) }
}

extension KeyType: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .bls12381: "BLS12-381"
        case .secp256k1: "ECDSA on secp256k1"
        case .ed25519: "Ed25519"
        case .ed448: "Ed448"
        case .ristretto25519: "Ristretto255"
        case .p256: "P-256"
        case .p384: "P-384"
        case .redJubjub: "RedJubjub"
        default: "key type \(rawValue)"
        }
    }
}
