public import Primitives

/// An error of JSON-RPC: what the `error` member of an answer holds (JSON-RPC 2.0 section 5.1, EIP-1474).
public struct RPCError: Error, Hashable, Sendable {
    /// Which kind of error, such as -32601; codes of EIP-1474 and go-ethereum's 3.
    public var code: Int
    /// One sentence that says what failed, where and why; clients classify by its text.
    public var message: String
    /// What a program needs beyond the code, such as the bytes of a revert; absent if nil.
    public var data: JSON?

    /// An error by its parts.
    public init(code: Int, message: String, data: JSON? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }
}

extension RPCError {
    /// The text is not JSON: -32700.
    public static func parseError(_ reason: String) -> RPCError {
        RPCError(code: -32700, message: "parse error: \(reason)")
    }

    /// The JSON is not a request: -32600.
    public static func invalidRequest(_ reason: String) -> RPCError {
        RPCError(code: -32600, message: "invalid request: \(reason)")
    }

    /// There is no such method: -32601.
    public static func methodNotFound(_ method: String) -> RPCError {
        RPCError(code: -32601, message: "the method \(method) does not exist/is not available")
    }

    /// The parameter at this place, counted from zero, is missing or wrong: -32602.
    ///
    /// - Parameter name: what the method calls the parameter, put before the reason.
    public static func invalidParams(_ index: Int, _ name: String? = nil, reason: String) -> RPCError {
        let reason = name.map { "\($0): \(reason)" } ?? reason
        return RPCError(code: -32602, message: "invalid argument \(index): \(reason)")
    }

    /// The parameters as a whole are wrong, such as too many of them: -32602.
    public static func invalidParams(_ reason: String) -> RPCError {
        RPCError(code: -32602, message: "invalid params: \(reason)")
    }

    /// The server failed in a way that is not the caller's fault: -32603.
    public static func internalError(_ reason: String) -> RPCError {
        RPCError(code: -32603, message: "internal error: \(reason)")
    }

    /// The chain refused, for the reason in the message: -32000, go-ethereum's code for most errors.
    public static func server(_ message: String, data: JSON? = nil) -> RPCError {
        RPCError(code: -32000, message: message, data: data)
    }

    /// The method exists but this chain does not support it so: -32004.
    public static func unsupported(_ message: String) -> RPCError {
        RPCError(code: -32004, message: message)
    }

    /// The request is bigger than a limit of the server: -32005.
    public static func limitExceeded(_ message: String) -> RPCError {
        RPCError(code: -32005, message: "limit exceeded: \(message)")
    }

    /// A call reverted: code 3, "execution reverted" and the reason where there is one.
    ///
    /// - Parameters:
    ///   - reason: the text of `Error(string)` or the name of the panic.
    ///   - data: the bytes that the call returned; clients decode them.
    public static func reverted(_ reason: String? = nil, data: [UInt8]) -> RPCError {
        let message = reason.map { "execution reverted: \($0)" } ?? "execution reverted"
        return RPCError(code: 3, message: message, data: .string(Hex.encode(data, prefixed: true)))
    }
}

extension RPCError: CustomStringConvertible {
    public var description: String { "\(message) (JSON-RPC error \(code))" }
}
