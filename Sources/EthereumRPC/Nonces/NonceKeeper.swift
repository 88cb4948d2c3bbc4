public import Ethereum
internal import HTTPTransport
internal import Synchronization

/// Keeps the transactions of one account in order, within this process and against others.
///
/// ## What holds
///
/// Each call of ``EthereumAccount/send(to:data:value:overrides:errors:label:)`` is one wish. Whatever fails, a wish
/// is mined at most once; and as long as somebody awaits its receipt and the node can be reached, it is mined. That
/// rests on two rules.
///
/// 1. Of a wish's transactions at most one can be mined. Another is signed either with the same nonce, of which the
///    chain takes one, or after a block was seen in which a different transaction has used up that nonce.
/// 2. What was sent is not forgotten while it may still be mined. An answer that got lost, a time-out, a broken
///    gateway: the same bytes are looked for, and sent again. `already known` is success.
///
/// The next nonce is the node's count with its pool, asked for each time, without those that this process holds and
/// the node does not count yet. Nothing is remembered that could go stale: a chain that was rewound, reset or started
/// anew, and a pool that dropped something, give out the nonces again.
///
/// ## How it goes wrong, and what happens then
///
/// | what | then |
/// |---|---|
/// | the transaction would revert, its gas cannot be estimated | the error is thrown before a nonce is taken |
/// | the signer fails | the nonce is given back, and the error thrown; who comes next takes it |
/// | the node refuses: funds, fee, gas, chain | likewise; only one transaction is on its way at a time, so that no later one stands behind a gap |
/// | connection refused | tried again while it has the turn, then as above |
/// | an answer is lost, 5xx, time-out, internal error | looked for by its hash, sent again as it is, until `sendTimeout`; then the ``PendingTransaction`` is handed out, which goes on |
/// | `nonce too low`, `replacement transaction underpriced`: another process was first | looked for; once the other one is in a block, signed anew with the next nonce; until then sent again now and then, in case the other is dropped |
/// | the pool drops it, or another process's higher fee replaces it | found while the receipt is awaited: sent again, with a higher fee if it has become too low, or signed anew once the other is in a block |
/// | its block is undone | found while the receipt is awaited: as if it had not been mined |
/// | the process ends | what the node has goes on; what it has not is lost, and nobody sends it again |
/// | a transaction that nobody awaits is dropped | the next wish takes its nonce, or one that waits behind it sends it again |
///
/// ## What it cannot tell
///
/// - A wallet with the same key that speeds a transaction up sends the same content with the same nonce: that counts
///   as the wish, fulfilled, if a pool can have had the original. Another process that wishes for exactly the same
///   at the same nonce looks alike; then one of the two is not mined. Never are both mined twice.
/// - A wallet that cancels sends nothing to itself with the same nonce: the wish then fails with
///   `transactionReplaced`.
/// - Two processes that give the same nonce, fees and gas limit for the same content sign the same bytes, which are
///   one transaction. Where fees are filled in, ``FeePolicy/varies`` prevents that.
/// - A block may be undone after a wish was signed anew because of it. ``EthereumAccount/Options/replacementDepth``
///   says how deep a block counts as certain.
/// - A node that lies about its blocks, or that passes on what it says it refuses.
///
/// Transactions of one account are signed and sent one after the other, each in about two round trips and the time
/// of the signer; a process that needs more uses more accounts.
public final class NonceKeeper: Sendable {
    private struct Key: Hashable {
        let address: Address
        let node: String
    }

    private struct Weak { weak var keeper: NonceKeeper? }

    private static let all = Mutex<[Key: Weak]>([:])

    /// Only one transaction of the account is given a nonce, signed and sent at a time.
    let turns = TurnQueue()
    private struct State {
        var ledger = NonceLedger()
        /// The newest transactions that were sent, by nonce, for as long as the ledger has them.
        var transactions: [UInt64: SignedTransaction] = [:]
    }

    private let state = Mutex(State())

    /// A keeper of its own; an account's accounts in one process should share one.
    public init() {}

    /// The one that all accounts of this address and node's URL share, for as long as one of them exists.
    public static func shared(for address: Address, at provider: EthereumProvider) -> NonceKeeper {
        let key = Key(address: address, node: provider.url.string)
        return all.withLock { all in
            if let keeper = all[key]?.keeper { return keeper }
            if all.count > 64 { all = all.filter { $0.value.keeper != nil } }
            let keeper = NonceKeeper()
            all[key] = Weak(keeper: keeper)
            return keeper
        }
    }

    func withLedger<T: Sendable>(_ body: (inout NonceLedger) -> T) -> T {
        state.withLock { body(&$0.ledger) }
    }

    /// A transaction goes out.
    func sent(_ transaction: SignedTransaction) {
        let nonce = transaction.transaction.nonce
        let hash = transaction.hash
        state.withLock { state in
            state.ledger.sent(hash, nonce: nonce)
            let held = state.ledger.entries
            if state.transactions.count > 2 * held.count + 16 {
                state.transactions = state.transactions.filter { held[$0.key] != nil }
            }
            state.transactions[nonce] = transaction
        }
    }

    /// The transaction that was sent with a nonce and is not settled.
    func signed(_ nonce: UInt64) -> SignedTransaction? {
        state.withLock { state in
            guard let transaction = state.transactions[nonce],
                state.ledger.entries[nonce] == .sent(transaction.hash)
            else { return nil }
            return transaction
        }
    }
}
