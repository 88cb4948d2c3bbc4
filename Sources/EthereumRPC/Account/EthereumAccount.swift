public import Ethereum
public import Primitives

/// An account on a chain: a signer, a node, and the order of its transactions.
///
/// ```swift
/// let account = EthereumAccount(signer: wallet, provider: node)
/// let receipt = try await account.send(to: friend, value: .ether("0.01")).receipt()
/// ```
/// Any number of tasks may send at once, and any number of processes from one account; ``NonceKeeper`` says what
/// holds then.
public final class EthereumAccount: Sendable {
    /// What may be set for all of an account's transactions.
    public struct Options: Sendable {
        /// How fees and gas limits are filled in.
        public var fees = FeePolicy()
        /// How long ``EthereumAccount/send(to:data:value:overrides:errors:)`` tries to bring a transaction to a node
        /// before it hands over what it has.
        public var sendTimeout: Duration = .seconds(60)
        /// How many blocks deep another transaction with the same nonce must be before it counts as certain that
        /// this one can never be mined, and it is signed anew; 1 is the newest block. Raise it on chains whose
        /// newest blocks are often undone.
        public var replacementDepth: UInt64 = 1

        /// As described at each property.
        public init() {}
    }

    /// Signs the transactions.
    public let signer: any EthereumSigner
    /// The node that they go to.
    public let provider: EthereumProvider
    /// What holds for all of them.
    public let options: Options
    /// Their order.
    public let nonces: NonceKeeper

    /// - Parameter nonces: shared by default with every account of this process that has the same address and the
    ///   same URL of a node. Give one keeper to accounts whose different URLs lead to one chain.
    public init(
        signer: any EthereumSigner, provider: EthereumProvider, options: Options = Options(),
        nonces: NonceKeeper? = nil
    ) {
        self.signer = signer
        self.provider = provider
        self.options = options
        self.nonces = nonces ?? NonceKeeper.shared(for: signer.address, at: provider)
    }

    /// The account's address.
    public var address: Address { signer.address }

    /// Its ether, in wei.
    public func balance(at block: BlockReference = .latest) async throws(EthereumRPCError) -> UInt256 {
        try await provider.balance(of: address, at: block)
    }
}
