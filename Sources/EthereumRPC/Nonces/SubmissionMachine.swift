package import Primitives

/// The way of one wish into a block, as a value without I/O: it says what to do next and is told what came of it.
///
/// Two rules carry it.
///
/// 1. Of all transactions that are signed for one wish, at most one can be mined. A second one is signed either
///    with the same nonce, of which the chain takes one, or after ``Consumer/other(_:sameContent:cancels:)``: a
///    block was seen that has another transaction with that nonce.
/// 2. What was once sent is not given up while it may still be mined: it is looked for, and sent again as it is,
///    until it is in a block or rule 1 sets the wish free.
package struct SubmissionMachine: Sendable {
    /// What others may have seen of a transaction. It only grows.
    package enum Exposure: Int, Comparable, Sendable {
        /// No pool took it: it was not sent, not delivered, or refused each time.
        case none
        /// No answer came: somebody may have it.
        case possible
        /// A node has, or had, it in its pool or in a block.
        case certain

        package static func < (a: Exposure, b: Exposure) -> Bool { a.rawValue < b.rawValue }
    }

    /// A transaction that was signed for the wish.
    package struct Attempt: Hashable, Sendable {
        package let nonce: UInt64
        package let hash: Bytes32
    }

    /// What to do next.
    package enum Action: Hashable, Sendable {
        /// Take the account's next nonce, sign with it, and say ``signed(nonce:hash:)``.
        case place
        /// Sign with the same nonce and new fees, and say ``signed(nonce:hash:)``.
        case reprice
        /// Send the newest transaction as it is, and say ``sent(_:)``.
        case send
        /// Ask for the account's count, then for the receipts, then for the newest transaction, in this order, and
        /// say ``looked(count:mined:known:)``.
        case look
        /// Find out which transaction has used up the nonce, and say ``identified(_:)``.
        case identify
        /// Let the chain move, then say ``waited()``.
        case wait
        /// Nothing: it is over, unless a block is undone, of which ``vanished()`` tells.
        case done(Outcome)
    }

    /// How it ended.
    package enum Outcome: Hashable, Sendable {
        /// In a block, by this hash.
        case mined(Bytes32)
        /// No pool has taken it, and it will not be sent again.
        case refused
        /// This transaction has its nonce, and it will not be signed anew.
        case replaced(Bytes32)
    }

    /// What came of sending.
    package enum Answer: Hashable, Sendable {
        /// The node has it now.
        case accepted
        /// The node has had it before.
        case known
        /// The account's count is beyond the nonce, or another transaction waits with it.
        case nonceTaken
        /// The fee is too low for the chain as it is now.
        case feeTooLow
        /// Refused for another reason.
        case refused
        /// It certainly reached nobody.
        case undelivered
        /// No answer.
        case unknown
    }

    /// Which transaction has used up a nonce.
    package enum Consumer: Hashable, Sendable {
        /// It cannot be told, or not yet with certainty.
        case unclear
        /// A block has this one. Whether it does what was wished for, and whether it is what a wallet sends in
        /// order to cancel, its sender knows.
        case other(Bytes32, sameContent: Bool, cancels: Bool)
    }

    /// Whether the caller has chosen the nonce, so that no other is taken.
    package let nonceIsFixed: Bool
    /// Whether the caller has chosen the fees, so that they are not raised.
    package let feesAreFixed: Bool
    /// All that was signed, oldest first; the last is the one that counts.
    package private(set) var attempts: [Attempt] = []
    /// Of the newest nonce.
    package private(set) var exposure = Exposure.none
    /// What to do next.
    package private(set) var action = Action.place
    private var feesWereTooLow = false
    /// Whether the last answer was that the nonce is taken.
    private var nonceWasTaken = false

    package init(nonceIsFixed: Bool, feesAreFixed: Bool) {
        self.nonceIsFixed = nonceIsFixed
        self.feesAreFixed = feesAreFixed
    }

    /// Whether a node has taken the newest transaction.
    package var isAccepted: Bool {
        if case .done(.mined) = action { true } else { exposure == .certain }
    }

    /// A transaction was signed, as ``Action/place`` or ``Action/reprice`` ask.
    package mutating func signed(nonce: UInt64, hash: Bytes32) {
        if attempts.last?.nonce != nonce { exposure = .none }
        attempts.append(Attempt(nonce: nonce, hash: hash))
        feesWereTooLow = false
        action = .send
    }

    package mutating func sent(_ answer: Answer) {
        switch answer {
        case .accepted, .known:
            exposure = .certain
            action = .wait
        case .unknown:
            exposure = max(exposure, .possible)
            action = .look
        case .undelivered: action = exposure == .none ? .send : .wait
        case .nonceTaken: action = .look
        case .feeTooLow where exposure != .none:
            feesWereTooLow = true
            action = .look
        case .refused, .feeTooLow: action = exposure == .none ? .done(.refused) : .look
        }
        nonceWasTaken = answer == .nonceTaken
    }

    /// - Parameters:
    ///   - count: of the account's mined transactions.
    ///   - mined: which attempt at the newest nonce has a receipt.
    ///   - known: whether the node knows the newest transaction.
    package mutating func looked(count: UInt64, mined: Bytes32?, known: Bool) {
        guard let current = attempts.last else { return }
        if let mined {
            exposure = .certain
            action = .done(.mined(mined))
        } else if count > current.nonce {
            action = .identify
        } else if known {
            exposure = .certain
            action = .wait
        } else if nonceIsFixed, nonceWasTaken, exposure == .none {
            action = .done(.refused)
        } else if feesWereTooLow, !feesAreFixed {
            action = .reprice
        } else {
            action = .send
        }
    }

    package mutating func identified(_ consumer: Consumer) {
        guard let current = attempts.last else { return }
        guard case .other(let hash, let sameContent, let cancels) = consumer else {
            action = .wait
            return
        }
        if attempts.contains(where: { $0.hash == hash && $0.nonce == current.nonce }) {
            action = .done(.mined(hash))
        } else if nonceIsFixed {
            action = exposure == .none ? .done(.refused) : .done(.replaced(hash))
        } else if sameContent, exposure != .none {
            // Somebody has raised the fee of what was seen: the wish is fulfilled.
            action = .done(.mined(hash))
        } else if cancels, exposure != .none {
            action = .done(.replaced(hash))
        } else {
            action = .place
        }
    }

    /// The chain has had time to move.
    package mutating func waited() {
        if action == .wait { action = .look }
    }

    /// What was mined is in no block any more.
    package mutating func vanished() {
        if case .done(.mined) = action { action = .look }
    }
}
