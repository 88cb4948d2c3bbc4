import Ethereum
import Primitives

/// What came of a state test's transaction.
struct StateTestOutcome {
    /// Of the state afterwards.
    let root: Bytes32
    /// In order, without those of reverted frames.
    let logs: [Log]
    /// Why the transaction was refused; nil if it was run.
    let refusal: (any Error)?
}

extension StateTestCase {
    /// Throws unless the transaction decodes to its fields and has the expected outcome.
    ///
    /// - Parameters:
    ///   - stateRoot: the root of a state of these accounts.
    ///   - execute: checks the transaction, and runs it if it is valid, on ``accounts`` in
    ///     ``environment`` on chain 1. What `TransactionRules` refuse it must refuse with their error.
    func check(
        stateRoot: ([OfficialAccount]) throws -> Bytes32,
        execute: (StateTestCase, SignedTransaction) throws -> StateTestOutcome
    ) throws {
        let outcome: StateTestOutcome
        do {
            let signed = try SignedTransaction(decoding: encoded)
            try fields.check(signed)
            outcome = try execute(self, signed)
        } catch let error as TransactionError {
            outcome = StateTestOutcome(root: try stateRoot(accounts), logs: [], refusal: error)
        }
        switch (expectedException, outcome.refusal) {
        case (nil, let refusal?): throw Disagreement("refused: \(refusal)")
        case (let exception?, nil):
            throw Disagreement("accepted, although it must be refused (\(exception))")
        case (let exception?, let refusal?):
            guard StaticRefusal.isReason(refusal, for: exception) else {
                throw Disagreement("refused for another reason than \(exception): \(refusal)")
            }
        case (nil, nil): break
        }
        try expectEqual("logs hash", Self.hash(outcome.logs), expectedLogsHash)
        try expectEqual("state root", outcome.root, expectedRoot)
    }

    private static func hash(_ logs: [Log]) -> Bytes32 {
        Keccak256.hash(
            RLPWriter.list { list in
                for log in logs { log.write(to: &list) }
            })
    }
}
