internal import Primitives
public import Secp256k1

/// A private key and what an Ethereum account does with it: signs messages, typed data and
/// transactions. Never printed.
public struct EthereumWallet: Sendable {
    /// Signs for the account.
    public let privateKey: PrivateKey
    /// Where the account is found on every chain: computed from the public key.
    public let address: Address

    /// The account of this key; its address is computed once, here.
    public init(privateKey: PrivateKey) {
        self.privateKey = privateKey
        address = Address(privateKey.publicKey)
    }

    /// From thirty-two bytes in hexadecimal digits, with or without `0x`.
    public init(privateKey hex: some StringProtocol) throws {
        var bytes = try Hex.decode(hex, count: 32)
        defer { Secret.wipe(&bytes) }
        self.init(privateKey: try PrivateKey(bytes))
    }

    /// A new wallet from the system's randomness.
    public static func random() -> EthereumWallet { EthereumWallet(privateKey: .generate()) }

    /// Signs a message as `personal_sign` does (EIP-191).
    public func sign(message: some Collection<UInt8>) throws(Secp256k1Error) -> Signature {
        try privateKey.sign(PersonalMessage.hash(message))
    }

    /// Signs a text as `personal_sign` does (EIP-191).
    public func sign(message text: String) throws(Secp256k1Error) -> Signature {
        try sign(message: Array(text.utf8))
    }

    /// Signs typed data (EIP-712).
    public func sign(_ data: TypedData) throws(Secp256k1Error) -> Signature {
        try privateKey.sign(data.digest)
    }

    /// Signs a transaction for its chain.
    public func sign(_ transaction: Transaction) throws(TransactionError) -> SignedTransaction {
        try SignedTransaction(transaction, signedWith: privateKey)
    }
}

extension EthereumWallet: CustomStringConvertible {
    /// The address only.
    public var description: String { "EthereumWallet(\(address))" }
}
