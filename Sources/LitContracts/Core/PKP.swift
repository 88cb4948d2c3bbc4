public import Ethereum
public import EthereumRPC
public import Primitives

/// A programmable key pair: a token, and the key that a network signs with for those whom the token permits.
public struct PKP: Hashable, Sendable {
    /// The Keccak-256 hash of ``publicKey``, as a number.
    public let tokenID: UInt256
    /// On secp256k1, 65 bytes uncompressed.
    public let publicKey: [UInt8]
    /// The Ethereum address of the key.
    public let address: Address

    /// Of a key of 65 bytes; nil for anything else.
    public init?(publicKey: [UInt8]) {
        guard publicKey.count == 65, publicKey.first == 4 else { return nil }
        self.publicKey = publicKey
        tokenID = UInt256(Keccak256.hash(publicKey))
        address = Address(truncating: Keccak256.hash(publicKey.dropFirst()))
    }
}

extension PKP: TransactionOutcome {
    /// The PKP that the transaction has minted.
    public init(_ receipt: TransactionReceipt) throws(EthereumRPCError) {
        for log in receipt.logs where log.topics.first == PKPNFT.PKPMinted.event.topic0 {
            guard let values = try? PKPNFT.PKPMinted.event.decode(log.abiLog),
                let event = try? PKPNFT.PKPMinted(values),
                let pkp = PKP(publicKey: event.publicKey), pkp.tokenID == event.tokenID
            else { continue }
            self = pkp
            return
        }
        throw EthereumRPCError(
            .abiMismatch, "no log tells of a minted PKP", context: .init(transaction: receipt.transactionHash)
        )
    }
}

/// A capacity credit: a token that pays for requests.
public struct CapacityCredit: Hashable, Sendable {
    /// Counted from 1.
    public let tokenID: UInt256
    /// Whose it is.
    public let owner: Address
}

extension CapacityCredit: TransactionOutcome {
    /// The credit that the transaction has minted.
    public init(_ receipt: TransactionReceipt) throws(EthereumRPCError) {
        for log in receipt.logs where log.topics.first == RateLimitNFT.Transfer.event.topic0 {
            guard let values = try? RateLimitNFT.Transfer.event.decode(log.abiLog),
                let event = try? RateLimitNFT.Transfer(values), event.from == .zero
            else { continue }
            (tokenID, owner) = (event.tokenID, event.to)
            return
        }
        throw EthereumRPCError(
            .abiMismatch, "no log tells of a minted credit",
            context: .init(transaction: receipt.transactionHash))
    }
}
