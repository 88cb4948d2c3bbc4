public import Ethereum
public import Primitives

/// A transaction that was brought to a node, on its way into a block.
///
/// The same wish may come to have another hash: where another process used up the nonce first, the transaction is
/// signed anew with the next one, once it is certain that the old one can never be mined; and one that pools have
/// dropped because its fee is too low by now is signed anew with a higher one. That happens while somebody awaits
/// ``receipt(confirmations:deadline:)``, so await it; ``hash`` is then that of the one that counts.
public struct PendingTransaction: Sendable {
    let submission: Submission
    let first: SignedTransaction

    /// The hash by which the chain knows it now. May change while a receipt is awaited, not afterwards.
    public var hash: Bytes32 {
        if case .done(.mined(let hash)) = submission.machine.action { hash } else { transaction.hash }
    }

    /// The transaction as it was last signed.
    public var transaction: SignedTransaction { submission.history.last ?? first }

    /// Every transaction that was signed for this, the oldest first; at most one of them is ever mined.
    public var history: [SignedTransaction] { submission.history }

    /// Whether a node is known to have taken it.
    public var isAccepted: Bool { submission.machine.isAccepted }
}

extension PendingTransaction: CustomStringConvertible {
    public var description: String { "PendingTransaction(\(hash), nonce \(transaction.transaction.nonce))" }
}
