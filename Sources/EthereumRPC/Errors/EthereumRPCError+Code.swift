extension EthereumRPCError {
    /// The kind of failure. More may be added: a `switch` over it needs a `default`.
    public struct Code: Error, Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case invalidURL, transportFailed, httpStatus, malformedResponse, deadlineExceeded, cancelled
            case requestRefused, methodNotSupported, invalidParameters, rateLimited, tooManyResults
            case blockNotFound
            case reverted, executionFailed
            case insufficientFunds, nonceTooLow, nonceTooHigh, replacementUnderpriced, alreadyKnown, feeTooLow
            case gasLimitTooLow, gasLimitTooHigh, wrongChain, transactionRefused
            case contradiction, abiMismatch, signingFailed, noAccount
            case transactionFailed, transactionReplaced, outcomeUnknown
        }

        private let kind: Kind

        private init(_ kind: Kind) { self.kind = kind }

        /// The node's URL is none to send to. Nothing was sent.
        public static let invalidURL = Code(.invalidURL)
        /// No answer came; the cause says why.
        public static let transportFailed = Code(.transportFailed)
        /// The answer's HTTP status was not 200 to 299, and its body was no JSON-RPC error.
        public static let httpStatus = Code(.httpStatus)
        /// What came back is not what the method answers.
        public static let malformedResponse = Code(.malformedResponse)
        /// The deadline passed.
        public static let deadlineExceeded = Code(.deadlineExceeded)
        /// The calling task was cancelled.
        public static let cancelled = Code(.cancelled)
        /// The node answered with an error that is none of the others here.
        public static let requestRefused = Code(.requestRefused)
        /// The node does not have the method.
        public static let methodNotSupported = Code(.methodNotSupported)
        /// The node refuses a parameter.
        public static let invalidParameters = Code(.invalidParameters)
        /// The node takes no more requests for now.
        public static let rateLimited = Code(.rateLimited)
        /// A query for logs covers more blocks or finds more logs than the node allows.
        public static let tooManyResults = Code(.tooManyResults)
        /// The block, or its state, is not there.
        public static let blockNotFound = Code(.blockNotFound)
        /// The contract reverted, in a call or an estimate: nothing was sent.
        public static let reverted = Code(.reverted)
        /// The execution failed otherwise: out of gas, an invalid opcode and the like. Nothing was sent.
        public static let executionFailed = Code(.executionFailed)
        /// The account cannot pay value and fees.
        public static let insufficientFunds = Code(.insufficientFunds)
        /// The account has already used the nonce.
        public static let nonceTooLow = Code(.nonceTooLow)
        /// The nonce is too far ahead of the account's.
        public static let nonceTooHigh = Code(.nonceTooHigh)
        /// Another transaction with this nonce waits, and this one does not offer enough more.
        public static let replacementUnderpriced = Code(.replacementUnderpriced)
        /// The node has this very transaction.
        public static let alreadyKnown = Code(.alreadyKnown)
        /// The fee is below what the chain or the node demands.
        public static let feeTooLow = Code(.feeTooLow)
        /// The gas limit is below what the transaction costs before it runs.
        public static let gasLimitTooLow = Code(.gasLimitTooLow)
        /// The gas limit is above a block's.
        public static let gasLimitTooHigh = Code(.gasLimitTooHigh)
        /// The transaction is signed for another chain.
        public static let wrongChain = Code(.wrongChain)
        /// The node refuses the transaction for another reason.
        public static let transactionRefused = Code(.transactionRefused)
        /// What was asked for contradicts itself. Nothing was sent.
        public static let contradiction = Code(.contradiction)
        /// The contract's interface has no such entry, or values do not suit it.
        public static let abiMismatch = Code(.abiMismatch)
        /// The signer failed, or signed something else. Nothing was sent.
        public static let signingFailed = Code(.signingFailed)
        /// A transaction was asked of a contract that has no account to send it from.
        public static let noAccount = Code(.noAccount)
        /// The transaction is in a block, and failed there: it has cost its fee and changed nothing.
        public static let transactionFailed = Code(.transactionFailed)
        /// Another transaction took the nonce, and this one will not be mined nor sent again.
        public static let transactionReplaced = Code(.transactionReplaced)
        /// Whether the transaction will be mined is not known: it may have reached the chain.
        public static let outcomeUnknown = Code(.outcomeUnknown)

        /// The name, as the static member is called.
        public var description: String { kind.rawValue }

        var hint: String {
            switch kind {
            case .invalidURL: "Give the absolute http or https URL of a node"
            case .transportFailed: "Check that the node runs and that this machine reaches it"
            case .httpStatus: "Check the URL and what it needs: path, API key, credentials"
            case .malformedResponse: "Check that the URL is that of an Ethereum JSON-RPC endpoint"
            case .deadlineExceeded: "Give a later deadline, or a node that answers sooner"
            case .cancelled: "Nothing to do: the caller gave up"
            case .requestRefused: "The node's own words say what it refuses"
            case .methodNotSupported: "Use a node that has the method"
            case .invalidParameters: "Correct the parameter that the node names"
            case .rateLimited: "Ask less often, or use a node with a higher allowance"
            case .tooManyResults: "Ask for fewer blocks at a time"
            case .blockNotFound: "Use a newer block, or a node that keeps the states of old ones"
            case .reverted: "Nothing was sent; the reason is the contract's"
            case .executionFailed: "Nothing was sent; check the gas limit, the address and the data"
            case .insufficientFunds: "Fund the account, or lower value, gas limit or fee"
            case .nonceTooLow: "Leave the nonce out, or take the account's next"
            case .nonceTooHigh: "Leave the nonce out, or send the transactions before it first"
            case .replacementUnderpriced: "Raise both fees by at least a tenth, or wait for the other one"
            case .alreadyKnown: "Wait for its receipt"
            case .feeTooLow: "Leave the fees out, or raise them"
            case .gasLimitTooLow: "Leave the gas limit out, or raise it"
            case .gasLimitTooHigh: "Lower the gas limit below the block's"
            case .wrongChain: "Use the chain id of the node"
            case .transactionRefused: "The node's own words say what it refuses"
            case .contradiction: "Leave one of the two out"
            case .abiMismatch: "Compare the call with the contract's interface"
            case .signingFailed: "Nothing was sent; see what the signer says"
            case .noAccount: "Make the contract with an account"
            case .transactionFailed: "It has cost its fee and changed nothing else"
            case .transactionReplaced: "Look at the transaction that took its place before sending again"
            case .outcomeUnknown: "Look for the transaction by its hash; do not send it anew before"
            }
        }
    }
}
