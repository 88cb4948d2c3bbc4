public import Primitives
public import Secp256k1

/// A transaction with the signature that makes it somebody's.
///
/// The signature is canonical (low s, EIP-2) and a key belongs to it: no other value of this type
/// can be made.
public struct SignedTransaction: Hashable, Sendable {
    /// What was signed.
    public let transaction: Transaction
    /// Made over the transaction's signing hash, with a recovery id of 0 or 1.
    public let signature: Signature
    /// The account whose key signed.
    public let sender: Address
    /// The wire form: `type ‖ rlp(fields, yParity, r, s)`, or a legacy list without a type.
    public let encoded: [UInt8]

    /// Signs `transaction` deterministically (RFC 6979).
    public init(_ transaction: Transaction, signedWith key: PrivateKey) throws(TransactionError) {
        try transaction.checkFields()
        let signature: Signature
        do {
            signature = try key.sign(transaction.signingHash)
        } catch {
            throw TransactionError(.invalidSignature, "signing failed: \(error)")
        }
        self.init(unchecked: transaction, signature, sender: Address(key.publicKey))
    }

    /// Attaches a signature made elsewhere.
    ///
    /// - Throws: ``TransactionError`` if it is not canonical, or no key belongs to it.
    public init(_ transaction: Transaction, signature: Signature) throws(TransactionError) {
        try transaction.checkFields()
        guard signature.recoveryID < 2 else {
            throw TransactionError(.invalidSignature, field: "yParity", "recovery id must be 0 or 1")
        }
        guard signature.isLowS else {
            throw TransactionError(.highS, field: "s", "s lies in the upper half of the group order (EIP-2)")
        }
        let key: PublicKey
        do {
            key = try signature.recover(transaction.signingHash)
        } catch {
            throw TransactionError(.invalidSignature, "no public key belongs to the signature: \(error)")
        }
        self.init(unchecked: transaction, signature, sender: Address(key))
    }

    private init(unchecked transaction: Transaction, _ signature: Signature, sender: Address) {
        self.transaction = transaction
        self.signature = signature
        self.sender = sender
        let v = transaction.v(yParity: signature.recoveryID)
        encoded =
            transaction.typePrefix
            + RLPWriter.list { list in
                transaction.writeFields(to: &list)
                list.append(v)
                list.append(UInt256(signature.r.bytes32))
                list.append(UInt256(signature.s.bytes32))
            }
    }

    /// The transaction's hash, by which a chain knows it.
    public var hash: Bytes32 { Keccak256.hash(encoded) }

    /// What stands before r and s on the wire: the parity, or for a legacy transaction
    /// `27 + parity` or `35 + 2 · chainID + parity` (EIP-155).
    public var v: UInt64 { transaction.v(yParity: signature.recoveryID) }
}

extension Transaction {
    /// The largest chain id for which v still fits 64 bits.
    public static let maxChainID = (UInt64.max - 36) / 2

    /// What an encoding of the type cannot express, and so nobody may sign.
    func checkFields() throws(TransactionError) {
        try checkChainID()
        if case .blob = fees, to == nil {
            throw TransactionError(
                .missingRecipient, field: "to", "a blob transaction cannot create a contract (EIP-4844)")
        }
    }

    private func checkChainID() throws(TransactionError) {
        if let chainID {
            guard chainID > 0, chainID <= Self.maxChainID else {
                throw TransactionError(
                    .invalidChainID, field: "chainID",
                    "must be between 1 and \(Self.maxChainID), is \(chainID)")
            }
        } else if type != 0 {
            throw TransactionError(
                .invalidChainID, field: "chainID", "a transaction of type \(type) needs one")
        }
    }

    func v(yParity: UInt8) -> UInt64 {
        guard case .legacy = fees else { return UInt64(yParity) }
        guard let chainID else { return 27 + UInt64(yParity) }
        return 35 + 2 * chainID + UInt64(yParity)
    }
}
