public import Ethereum
public import Secp256k1

/// An account that is given ether at genesis, and whose key may be known to the chain.
public struct DevAccount: Sendable {
    /// Where it is.
    public let address: Address
    /// Signs for it; nil if nobody here can.
    public let privateKey: PrivateKey?

    /// Without a key.
    public init(address: Address) {
        self.address = address
        privateKey = nil
    }

    /// With its key.
    public init(privateKey: PrivateKey) {
        address = Address(privateKey.publicKey)
        self.privateKey = privateKey
    }

    /// The public phrase from which local chains derive their accounts. Whoever reads this has the keys.
    public static let publicMnemonic = "test test test test test test test test test test test junk"

    /// The first accounts of a phrase, at `m/44'/60'/0'/0/i` (BIP-39, BIP-44).
    public static func derived(
        from phrase: String = publicMnemonic, count: Int = 10
    ) throws -> [DevAccount] {
        let wallet = try HDWallet(mnemonic: Mnemonic(parsing: phrase))
        return try (0..<UInt32(clamping: count)).map {
            DevAccount(privateKey: try wallet.account($0).privateKey)
        }
    }
}
