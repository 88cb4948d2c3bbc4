public import Ethereum
public import Secp256k1

/// Whatever signs for one Ethereum account: a wallet in this process, or a key kept elsewhere.
///
/// Signing may take as long as a network needs, and may fail; it must not change what it is given.
public protocol EthereumSigner: Sendable {
    /// The account that the signatures are of.
    var address: Address { get }

    /// Signs a transaction for its chain, exactly as it is given.
    func sign(_ transaction: Transaction) async throws -> SignedTransaction

    /// Signs a message as `personal_sign` does (EIP-191).
    func sign(message: [UInt8]) async throws -> Signature

    /// Signs typed data (EIP-712).
    func sign(_ data: TypedData) async throws -> Signature
}

extension EthereumWallet: EthereumSigner {}
