internal import Ethereum
internal import Primitives

/// What the error of a node means, by its code and, since nodes agree on few of those, by its words.
enum ErrorClassifier {
    private typealias Code = EthereumRPCError.Code

    /// The words of geth, Erigon, Nethermind, Besu, Reth, anvil and Hardhat, most telling first.
    private static let sending: [(String, EthereumRPCError.Code)] = [
        ("already known", .alreadyKnown), ("known transaction", .alreadyKnown),
        ("alreadyknown", .alreadyKnown), ("already imported", .alreadyKnown),
        ("already exists in the pool", .alreadyKnown), ("transaction already in", .alreadyKnown),
        ("nonce too low", .nonceTooLow), ("nonce is too low", .nonceTooLow), ("oldnonce", .nonceTooLow),
        ("nonce_too_low", .nonceTooLow), ("invalid nonce; got", .nonceTooLow),
        ("nonce too high", .nonceTooHigh), ("nonce is too high", .nonceTooHigh),
        ("nonce gap", .nonceTooHigh), ("noncegap", .nonceTooHigh),
        ("replacement transaction underpriced", .replacementUnderpriced),
        ("replacement fee too low", .replacementUnderpriced),
        ("replacementnotallowed", .replacementUnderpriced),
        ("gas price too low to replace", .replacementUnderpriced),
        ("transaction gas price supplied is too low. there is another", .replacementUnderpriced),
        ("insufficient funds", .insufficientFunds), ("insufficientfunds", .insufficientFunds),
        ("insufficient balance", .insufficientFunds),
        ("doesn't have enough funds", .insufficientFunds), ("upfront cost exceeds", .insufficientFunds),
        ("less than block base fee", .feeTooLow), ("max fee per gas less than", .feeTooLow),
        ("transaction underpriced", .feeTooLow), ("feetoolow", .feeTooLow), ("gas price below", .feeTooLow),
        ("max priority fee per gas higher than max fee", .contradiction),
        ("intrinsic gas", .gasLimitTooLow), ("floor data gas", .gasLimitTooLow),
        ("exceeds block gas limit", .gasLimitTooHigh), ("gas limit exceeded", .gasLimitTooHigh),
        ("exceeds block's gas limit", .gasLimitTooHigh),
        ("invalid chain id", .wrongChain), ("incorrect chain id", .wrongChain),
        ("wrong chain id", .wrongChain),
        ("invalid sender", .wrongChain),
    ]

    private static let executing: [(String, EthereumRPCError.Code)] = [
        ("insufficient funds", .insufficientFunds), ("insufficient balance", .insufficientFunds),
        ("gas required exceeds", .executionFailed), ("out of gas", .executionFailed),
        ("invalid opcode", .executionFailed), ("stack underflow", .executionFailed),
        ("stack limit", .executionFailed), ("invalid jump", .executionFailed),
        ("write protection", .executionFailed), ("max code size", .executionFailed),
        ("intrinsic gas", .gasLimitTooLow), ("less than block base fee", .feeTooLow),
        ("nonce too low", .nonceTooLow), ("nonce too high", .nonceTooHigh),
    ]

    private static let reading: [(String, EthereumRPCError.Code)] = [
        ("header not found", .blockNotFound), ("unknown block", .blockNotFound),
        ("block not found", .blockNotFound), ("missing trie node", .blockNotFound),
        ("state not available", .blockNotFound), ("historical state", .blockNotFound),
        ("pruned", .blockNotFound), ("beyond current head block", .blockNotFound),
        ("block range extends beyond", .blockNotFound),
        ("too many requests", .rateLimited), ("rate limit", .rateLimited), ("exceeded your", .rateLimited),
        ("capacity", .rateLimited),
    ]

    /// What does not say whether a transaction was taken.
    private static let unclear = [
        "timeout", "timed out", "internal error", "unavailable", "try again", "too many requests",
        "rate limit",
    ]

    /// How nodes say that eth_getLogs asked for too much.
    private static let tooMany = [
        "query returned more than", "more than 10000 results", "too many results", "range is too large",
        "range too large", "block range limit", "range limit exceeded", "block range is too wide",
        "logs matched by query exceeds limit", "query timeout exceeded", "response size exceeded",
        "response is too big", "exceed maximum block range", "exceeds the range", "limited to a",
        "maximum block range", "up to a 2k block range", "block range too", "too many blocks",
    ]

    static func code(of error: RPCErrorObject, method: String, reverts: Bool) -> EthereumRPCError.Code {
        let text = error.message.lowercased()
        func match(_ table: [(String, EthereumRPCError.Code)]) -> EthereumRPCError.Code? {
            table.first { text.contains($0.0) }?.1
        }
        if method == "eth_getLogs", tooMany.contains(where: text.contains) || error.code == -32005 {
            return text.contains("rate") || text.contains("too many requests")
                ? .rateLimited : .tooManyResults
        }
        if method.hasPrefix("eth_send") {
            if let code = match(sending) { return code }
            // The node, or a gateway before it, does not say that it refuses: it may have taken the transaction.
            if error.code == -32603 || error.code == -32002 || unclear.contains(where: text.contains) {
                return .outcomeUnknown
            }
        }
        if reverts { return .reverted }
        if method == "eth_call" || method == "eth_estimateGas", let code = match(executing) { return code }
        if let code = match(reading) { return code }
        switch error.code {
        case -32601, -32004: return .methodNotSupported
        case -32602: return .invalidParameters
        case -32005, 429: return .rateLimited
        case -32001: return .blockNotFound
        default: return method.hasPrefix("eth_send") ? .transactionRefused : .requestRefused
        }
    }
}
