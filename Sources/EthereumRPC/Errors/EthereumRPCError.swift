public import Ethereum
internal import HTTPTransport
public import Primitives

/// Why a request to a chain, or a transaction, failed.
///
/// Printing it is safe: of the node's URL only scheme, host and port appear, and neither does what stands in
/// its other parts if the node's own words quote them.
public struct EthereumRPCError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public internal(set) var code: Code
    /// What exactly went wrong, for a person.
    public internal(set) var message: String
    /// What was being done.
    public internal(set) var context: Context
    /// What the node answered, if it answered with an error.
    public internal(set) var response: RPCErrorObject?
    /// What the contract said, if one reverted.
    public internal(set) var revert: ABIRevert?
    /// The data that came with the revert; empty if none did.
    public internal(set) var revertData: [UInt8]
    /// The error behind this one: of the transport, of the ABI, of the signer.
    public internal(set) var cause: (any Error)?

    /// What was being done when it failed.
    public struct Context: Hashable, Sendable {
        /// The JSON-RPC method; nil where no single request failed.
        public var method: String?
        /// The node: scheme, host and port of its URL.
        public var node: String?
        /// The number of the JSON-RPC request, counted by the provider.
        public var requestID: UInt64?
        /// The HTTP status, if it was not 200 to 299.
        public var httpStatus: Int?
        /// How many times it was tried.
        public var attempts: Int
        /// The transaction that this is about; where its outcome is not known, look for this hash.
        public var transaction: Bytes32?
        /// The contract and function, such as `PKPNFT.mintNext(uint256)`, or the contract's address.
        public var call: String?

        /// A context in which everything that is known is given.
        public init(
            method: String? = nil, node: String? = nil, requestID: UInt64? = nil, httpStatus: Int? = nil,
            attempts: Int = 1, transaction: Bytes32? = nil, call: String? = nil
        ) {
            self.method = method
            self.node = node
            self.requestID = requestID
            self.httpStatus = httpStatus
            self.attempts = attempts
            self.transaction = transaction
            self.call = call
        }
    }

    /// From its parts, for layers above; nothing secret may be in them.
    public init(
        _ code: Code, _ message: String, context: Context = Context(), response: RPCErrorObject? = nil,
        revert: ABIRevert? = nil, revertData: [UInt8] = [], cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.context = context
        self.response = response
        self.revert = revert
        self.revertData = revertData
        self.cause = cause
    }

    /// What to do about it.
    public var hint: String { code.hint }

    public var description: String {
        var text = context.call.map { "\($0): " } ?? context.method.map { "\($0): " } ?? ""
        text += "\(code): \(message)"
        if let response, !message.contains(response.message) {
            text += " (the node: \(response.code) \(response.message))"
        }
        if let cause { text += " (\(Self.text(of: cause)))" }
        text += ". \(hint)"
        var details: [String] = []
        if context.call != nil, let method = context.method { details.append(method) }
        if let node = context.node { details.append(node) }
        if let requestID = context.requestID { details.append("request \(requestID)") }
        if let status = context.httpStatus { details.append("HTTP \(status)") }
        if context.attempts > 1 { details.append("\(context.attempts) attempts") }
        if let transaction = context.transaction { details.append("transaction \(transaction)") }
        return details.isEmpty ? text : "\(text) [\(details.joined(separator: ", "))]"
    }

    /// The transport's errors carry a URL, shortened to be safe; here not even that.
    private static func text(of cause: any Error) -> String {
        guard let error = cause as? HTTPTransportError else { return "\(cause)" }
        return "\(error.code): \(error.reason)"
    }
}

extension EthereumRPCError {
    /// Whether a node may have acted on the request although no answer came: sending the same bytes again is
    /// safe, sending a new transaction in their place is not.
    public var mayHaveBeenDelivered: Bool {
        switch code {
        case .transportFailed, .deadlineExceeded, .cancelled:
            guard let error = cause as? HTTPTransportError else { return false }
            switch error.code {
            case .invalidURL, .invalidHeader, .unsupported, .nameResolutionFailed, .connectionRefused,
                .connectionFailed, .tlsFailed:
                return false
            default: return true
            }
        case .httpStatus, .malformedResponse, .rateLimited, .outcomeUnknown: return true
        default: return false
        }
    }

    /// Whether the same question may be answered a little later.
    var mayPass: Bool {
        switch code {
        case .transportFailed, .httpStatus, .rateLimited, .malformedResponse, .blockNotFound: true
        default: false
        }
    }
}
