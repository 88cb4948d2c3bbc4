public import Primitives

/// An account without its storage: what a transaction's checks and the balance opcodes look at.
public struct Account: Hashable, Sendable {
    /// How many transactions it has sent, or contracts it has created.
    public var nonce: UInt64
    /// In wei.
    public var balance: UInt256
    /// Keccak-256 of its code; ``emptyCodeHash`` without code.
    public var codeHash: Bytes32

    /// Keccak-256 of no bytes.
    public static let emptyCodeHash = Keccak256.hash([])

    /// By default an account with nothing.
    public init(nonce: UInt64 = 0, balance: UInt256 = .zero, codeHash: Bytes32 = emptyCodeHash) {
        self.nonce = nonce
        self.balance = balance
        self.codeHash = codeHash
    }

    /// Whether it has code.
    public var hasCode: Bool { codeHash != Self.emptyCodeHash }

    /// No nonce, no balance, no code: as good as absent (EIP-161).
    public var isEmpty: Bool { nonce == 0 && balance.isZero && !hasCode }
}
