public import Ethereum
public import EthereumRPC
public import LitContracts
public import Primitives
public import Secp256k1

/// A PKP as an account: signs messages, typed data and transactions like any wallet, through the network.
///
/// ```swift
/// let account = lit.account(pkp, session: session)
/// let signature = try await account.sign(message: "hello")
/// let receipt = try await account.send(to: friend, value: .ether("0.01")).receipt()
/// ```
/// On another chain than the network's own, take it as the signer of an account there:
/// `EthereumAccount(signer: account, provider: node)`.
public struct PKPAccount: Sendable {
    /// Whose key signs.
    public let pkp: PKP
    /// Allows the signing.
    public let session: Session
    /// Carries it to the nodes.
    public let client: LitClient

    /// The PKP's address.
    public var address: Address { pkp.address }

    /// The account on the network's own chain, with all that it offers: nonces, fees, sequences.
    public var onNetworkChain: EthereumAccount {
        EthereumAccount(signer: self, provider: client.contracts.provider)
    }

    /// Its ether on the network's own chain, in wei.
    public func balance() async throws(LitError) -> UInt256 {
        do { return try await onNetworkChain.balance() } catch { throw LitError(error, during: "balance") }
    }
}

extension PKPAccount: EthereumSigner {
    /// Signs a transaction for its chain, exactly as it is given.
    ///
    /// - Throws: ``LitError``.
    public func sign(_ transaction: Transaction) async throws(LitError) -> SignedTransaction {
        let signature = try await sign(digest: transaction.signingHash)
        do { return try SignedTransaction(transaction, signature: signature) } catch {
            throw LitError(
                .invalidArgument, "The transaction cannot be signed.", hint: "Correct what is named.",
                context: .init(operation: "sign"), cause: error)
        }
    }

    /// Signs a message as `personal_sign` does (EIP-191).
    ///
    /// - Throws: ``LitError``.
    public func sign(message: [UInt8]) async throws(LitError) -> Signature {
        try await sign(digest: PersonalMessage.hash(message))
    }

    /// Signs a text as `personal_sign` does (EIP-191).
    ///
    /// - Throws: ``LitError``.
    public func sign(message text: String) async throws(LitError) -> Signature {
        try await sign(digest: PersonalMessage.hash(text))
    }

    /// Signs typed data (EIP-712).
    ///
    /// - Throws: ``LitError``.
    public func sign(_ data: TypedData) async throws(LitError) -> Signature {
        try await sign(digest: data.digest)
    }

    /// Signs a digest as it is.
    ///
    /// - Throws: ``LitError``.
    public func sign(digest: Bytes32) async throws(LitError) -> Signature {
        try await client.sign(digest, with: pkp, session: session)
    }
}

extension LitClient {
    /// A PKP as an account that signs with a session; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - pkp: whose key signs.
    ///   - session: has to allow signing with the PKP.
    public func account(_ pkp: PKP, session: Session) -> PKPAccount {
        PKPAccount(pkp: pkp, session: session, client: self)
    }
}
