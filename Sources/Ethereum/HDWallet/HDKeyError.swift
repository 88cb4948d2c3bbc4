public import Primitives

/// Why a hierarchical key cannot be derived or read.
public struct HDKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a seed, a step, or the text of a key.
    public enum Code: Hashable, Sendable {
        /// A seed has 16 to 64 bytes.
        case badSeedLength(bytes: Int)
        /// The mnemonic gave no seed.
        case badMnemonic(MnemonicError)
        /// An account's number must be below 2^31.
        case badAccountNumber(UInt32)
        /// This seed gives no valid master key (probability below 2^-127).
        case unusableSeed
        /// This index gives no valid child (probability below 2^-127).
        case unusableIndex(ChildIndex)
        /// A public key has no hardened children.
        case hardenedFromPublic(ChildIndex)
        /// A child would be deeper than 255.
        case tooDeep
        /// The text is not Base58Check.
        case badEncoding(BaseEncodingError)
        /// The text does not stand for 78 bytes.
        case badLength(bytes: Int)
        /// The first four bytes are of none of the kinds of key known here.
        case unknownVersion(UInt32)
        /// A public key where a private one is needed, or the other way round.
        case wrongKind(expectedPrivate: Bool)
        /// A private key begins with zero, a public one with 2 or 3.
        case badPrefix(UInt8)
        /// A private key that is zero or not below the order, or a public one that is not on the curve.
        case invalidKey
        /// A key of depth zero has neither a parent nor an index.
        case masterWithParent
    }

    /// What is wrong.
    public let code: Code

    /// From what is wrong.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .badSeedLength(let bytes): "HD key: a seed must have 16 to 64 bytes, got \(bytes)"
        case .badMnemonic(let error): error.description
        case .badAccountNumber(let number): "HD key: account number \(number) must be below 2^31"
        case .unusableSeed: "HD key: this seed gives no valid master key; use another"
        case .unusableIndex(let index): "HD key: index \(index) gives no valid child; use the next one"
        case .hardenedFromPublic(let index):
            "HD key: child \(index) is hardened, which takes the private key"
        case .tooDeep: "HD key: a child would be deeper than 255"
        case .badEncoding(let error): "HD key: \(error)"
        case .badLength(let bytes): "HD key: must have 78 bytes, got \(bytes)"
        case .unknownVersion(let version):
            "HD key: unknown version 0x\(String(version, radix: 16)); xprv, xpub, tprv and tpub are read"
        case .wrongKind(let expectedPrivate):
            expectedPrivate
                ? "HD key: this is a public key (xpub), and a private one (xprv) is needed"
                : "HD key: this is a private key (xprv), and a public one (xpub) is needed"
        case .badPrefix(let byte): "HD key: the key must not begin with byte \(byte)"
        case .invalidKey: "HD key: the key is zero, beyond the order of the curve, or not on it"
        case .masterWithParent: "HD key: a key of depth zero has a parent or an index"
        }
    }
}
