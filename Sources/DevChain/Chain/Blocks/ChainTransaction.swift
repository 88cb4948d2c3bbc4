public import Ethereum
public import Primitives
internal import Secp256k1

/// A transaction in the pool or in a block of the chain: with its sender, hash and wire form.
public struct ChainTransaction: Hashable, Sendable {
    /// What is asked for.
    public let transaction: Transaction
    /// Who pays.
    public let sender: Address
    /// Keccak-256 of ``encoded``.
    public let hash: Bytes32
    /// The wire form, with a signature (EIP-2718).
    public let encoded: [UInt8]
    /// What stands before r and s on the wire.
    public let v: UInt256
    /// The signature's first number.
    public let r: UInt256
    /// The signature's second number.
    public let s: UInt256
    /// The recovery id, which typed transactions carry instead of v.
    public let yParity: UInt8
    /// Whether the signature is invented: the sender was impersonated.
    public let isImpersonated: Bool

    init(
        _ transaction: Transaction, sender: Address, hash: Bytes32? = nil, encoded: [UInt8], v: UInt64,
        r: UInt256, s: UInt256, yParity: UInt8, isImpersonated: Bool
    ) {
        self.transaction = transaction
        self.sender = sender
        self.hash = hash ?? Keccak256.hash(encoded)
        self.encoded = encoded
        self.v = UInt256(v)
        self.r = r
        self.s = s
        self.yParity = yParity
        self.isImpersonated = isImpersonated
    }

    /// Of somebody who has signed.
    public init(_ signed: SignedTransaction) {
        self.init(
            signed.transaction, sender: signed.sender, encoded: signed.encoded, v: signed.v,
            r: UInt256(signed.signature.r.bytes32), s: UInt256(signed.signature.s.bytes32),
            yParity: signed.signature.recoveryID, isImpersonated: false)
    }

    /// In the name of an account whose key nobody has.
    ///
    /// The signature is invented: r says who the sender is, so that two senders never share a hash.
    public init(impersonating sender: Address, _ transaction: Transaction) {
        let (r, s) = (sender.number &+ .one, UInt256.one)
        let v: UInt64 =
            if case .legacy = transaction.fees {
                transaction.chainID.map { 35 &+ 2 &* $0 } ?? 27
            } else { 0 }
        self.init(
            transaction, sender: sender, encoded: transaction.encoded(v: v, r: r, s: s), v: v, r: r, s: s,
            yParity: 0, isImpersonated: true)
    }

    /// Two are equal if they have the same hash and sender.
    public static func == (a: Self, b: Self) -> Bool { a.hash == b.hash && a.sender == b.sender }

    /// Of the transaction's own hash.
    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension Transaction {
    /// The wire form with these numbers as signature.
    ///
    /// Without them, the fields are those that are signed; a legacy transaction with a chain id has
    /// three more there (EIP-155).
    func encoded(v: UInt64, r: UInt256, s: UInt256) -> [UInt8] {
        var unsigned = self
        if type == 0 { unsigned.chainID = nil }
        let payload = unsigned.signingPayload.dropFirst(type == 0 ? 0 : 1)
        var fields = RLPReader(payload)
        var content: ArraySlice<UInt8> = []
        if var list = try? fields.list() {
            while let item = try? list.rawItem() { content += item }
        }
        let signed = RLPWriter.list { list in
            list.appendEncoded(content)
            list.append(v)
            list.append(r)
            list.append(s)
        }
        return type == 0 ? signed : [type] + signed
    }
}
