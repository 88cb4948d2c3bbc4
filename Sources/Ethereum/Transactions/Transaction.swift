public import Primitives

/// What a transaction asks for, before anyone has signed it.
public struct Transaction: Hashable, Sendable {
    /// The chain it is valid on (EIP-155). Nil only for a legacy transaction that every chain
    /// accepts: do not make new ones.
    public var chainID: UInt64?
    /// How many transactions the account has sent before; below 2^64 - 1 (EIP-2681).
    public var nonce: UInt64
    /// The most gas it may use.
    public var gasLimit: UInt64
    /// The account that is called; nil creates a contract.
    public var to: Address?
    /// In wei.
    public var value: UInt256
    /// The input of the call; where a contract is created, its creation code and arguments.
    public var data: [UInt8]
    /// What is paid for gas, in wei per unit; decides the transaction's type.
    public var fees: Fees

    /// How gas is paid for, which is what the transaction types differ in.
    public enum Fees: Hashable, Sendable {
        /// Before EIP-2718: a price in wei per gas.
        case legacy(gasPrice: UInt256)
        /// Type 1 (EIP-2930): a price, and storage that is paid for ahead.
        case accessList(gasPrice: UInt256, AccessList)
        /// Type 2 (EIP-1559): limits on the whole fee and on the producer's part of it.
        case dynamic(maxFeePerGas: UInt256, maxPriorityFeePerGas: UInt256, AccessList = [])
        /// Type 3 (EIP-4844): as type 2, with a limit in wei per unit of blob gas and the hashes of the
        /// blobs that travel beside it. Needs an address.
        case blob(
            maxFeePerGas: UInt256, maxPriorityFeePerGas: UInt256, AccessList = [],
            maxFeePerBlobGas: UInt256, versionedHashes: [Bytes32])
    }

    /// What a transaction names ahead, in the order in which it is encoded (EIP-2930).
    public typealias AccessList = [AccessListEntry]

    /// An account, and the storage slots of it, that the transaction names ahead (EIP-2930).
    public struct AccessListEntry: Hashable, Sendable {
        /// The account that is to be used.
        public var address: Address
        /// The keys of its storage slots; empty for the account alone.
        public var storageKeys: [Bytes32]

        /// From its parts; accounts and slots may be named twice (EIP-2930).
        public init(address: Address, storageKeys: [Bytes32]) {
            self.address = address
            self.storageKeys = storageKeys
        }
    }

    /// From its parts, by default without ether and data; the chain id is checked on signing.
    public init(
        chainID: UInt64?, nonce: UInt64, gasLimit: UInt64, to: Address?, value: UInt256 = .zero,
        data: [UInt8] = [], fees: Fees
    ) {
        self.chainID = chainID
        self.nonce = nonce
        self.gasLimit = gasLimit
        self.to = to
        self.value = value
        self.data = data
        self.fees = fees
    }
}
