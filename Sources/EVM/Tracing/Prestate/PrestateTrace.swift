public import Ethereum
public import Primitives

/// An account in the answer of go-ethereum's `prestateTracer`; the names in its JSON are those of the
/// members, and what is nil or empty there is left out.
public struct AccountImage: Hashable, Sendable {
    /// `balance`, a quantity in wei.
    public var balance: UInt256?
    /// `nonce`, a number; left out if zero.
    public var nonce: UInt64?
    /// `code`, with 0x; left out if empty.
    public var code: [UInt8]?
    /// `storage`, 32 bytes to 32 bytes, both with 0x.
    public var storage: [UInt256: UInt256] = [:]

    /// By default nothing is said of the account.
    public init(
        balance: UInt256? = nil, nonce: UInt64? = nil, code: [UInt8]? = nil,
        storage: [UInt256: UInt256] = [:]
    ) {
        self.balance = balance
        self.nonce = nonce
        self.code = code
        self.storage = storage
    }
}

/// What a transaction changed: the answer of `prestateTracer` with `diffMode`.
public struct StateDifferenceTrace: Hashable, Sendable {
    /// `pre`: the accounts that changed, as they were, of their storage only what changed. Without those
    /// that were created.
    public var pre: [Address: AccountImage] = [:]
    /// `post`: of the same accounts what is different now; a slot that is zero now is left out. Without
    /// those that were deleted.
    public var post: [Address: AccountImage] = [:]
}
