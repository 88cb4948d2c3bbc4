internal import Ethereum
internal import HTTPTransport
public import Primitives
internal import Synchronization

extension EthereumProvider {
    /// Calls any method of the node and gives its result as it came; `null` is a result.
    ///
    /// Reads are repeated as ``RetryPolicy`` says; everything else only if it certainly reached nobody.
    /// - Parameter deadline: when to give up, pauses between attempts included; without one, only the attempts are
    ///   bounded.
    /// - Throws: ``EthereumRPCError``; its `response` is the node's own error, if that is what came.
    public func request(
        _ method: String, _ params: [JSON] = [], deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> JSON {
        let policy = configuration.retries
        var attempt = 1
        while true {
            let error: EthereumRPCError
            let patience: Duration?
            do {
                return try await attemptRequest(method, params, deadline: deadline, attempt: attempt)
            } catch let failure {
                error = failure.error
                patience = failure.retryAfter
            }
            guard attempt < policy.attempts, Self.mayRepeat(method, after: error) else { throw error }
            let pause = max(policy.pause(after: attempt, chance: runtime.chance()), patience ?? .zero)
            if let deadline, runtime.now().advanced(by: pause) >= deadline { throw error }
            do {
                try await runtime.sleep(pause)
            } catch {
                throw cancelled(method)
            }
            attempt += 1
        }
    }

    /// Whether trying again can help and does no harm.
    static func mayRepeat(_ method: String, after error: EthereumRPCError) -> Bool {
        switch error.code {
        case .transportFailed:
            guard let cause = error.cause as? HTTPTransportError else { return false }
            switch cause.code {
            case .connectionRefused, .connectionFailed, .nameResolutionFailed: return true
            case .connectionClosed, .deadlineExceeded, .responseMalformed: return isRead(method)
            default: return false
            }
        case .rateLimited: return isRead(method)
        case .httpStatus:
            guard let status = error.context.httpStatus else { return false }
            return (status == 429 || status >= 500) && isRead(method)
        default: return false
        }
    }

    /// Whether the method changes nothing, not even what it answers next time.
    static func isRead(_ method: String) -> Bool {
        if method == "eth_getFilterChanges" { return false }
        let names: Set = [
            "eth_call", "eth_estimateGas", "eth_chainId", "eth_blockNumber", "eth_gasPrice",
            "eth_maxPriorityFeePerGas", "eth_feeHistory", "eth_blobBaseFee", "eth_createAccessList",
            "eth_syncing", "eth_accounts", "eth_simulateV1",
        ]
        let prefixes = ["eth_get", "net_", "web3_", "debug_get", "debug_trace", "trace_", "txpool_"]
        return names.contains(method) || prefixes.contains { method.hasPrefix($0) }
    }

    private struct Failure: Error {
        var error: EthereumRPCError
        var retryAfter: Duration?
    }

    private func attemptRequest(
        _ method: String, _ params: [JSON], deadline: ContinuousClock.Instant?, attempt: Int
    ) async throws(Failure) -> JSON {
        let id = shared.requests.wrappingAdd(1, ordering: .relaxed).newValue
        var context = EthereumRPCError.Context(
            method: method, node: nodeName, requestID: id, attempts: attempt)
        let now = runtime.now()
        let end = min(
            deadline ?? now.advanced(by: configuration.requestTimeout),
            now.advanced(by: configuration.requestTimeout))
        guard end > now else {
            throw Failure(
                error: EthereumRPCError(.deadlineExceeded, "the deadline had passed", context: context))
        }
        let body: JSON = [
            "jsonrpc": "2.0", "id": .number(.init(id)), "method": .string(method), "params": .array(params),
        ]
        var headers = configuration.headers
        headers["Content-Type"] = "application/json"
        let response: HTTPResponse
        do {
            // The transport's deadlines are the system clock's, whatever clock is injected here.
            let request = try HTTPRequest(
                .post, url: url, headers: headers, body: body.utf8,
                deadline: .now.advanced(by: now.duration(to: end)),
                responseBodyLimit: configuration.responseLimit)
            response = try await transport.send(request, logger: configuration.logger)
        } catch {
            throw Failure(error: failure(of: error, context, deadline: deadline))
        }
        let answer = try? JSON(parsing: response.body)
        if !response.isSuccess { context.httpStatus = response.status }
        if let object = answer?.object, let member = object["error"], !member.isNull {
            throw Failure(
                error: nodeError(member, method, context), retryAfter: Self.retryAfter(response))
        }
        guard response.isSuccess else {
            let code: EthereumRPCError.Code = response.status == 429 ? .rateLimited : .httpStatus
            throw Failure(
                error: EthereumRPCError(
                    code, "the answer is HTTP \(response.status)", context: context),
                retryAfter: Self.retryAfter(response))
        }
        guard let object = answer?.object else {
            throw Failure(
                error: malformed("the answer is not a JSON object", context))
        }
        guard
            object["id"]?.number?.integer(as: UInt64.self) == id
                || object["id"]?.string == String(id)
        else { throw Failure(error: malformed("the answer is to another request", context)) }
        guard let result = object["result"] else {
            throw Failure(error: malformed("the answer has neither result nor error", context))
        }
        return result
    }

    private func malformed(_ message: String, _ context: EthereumRPCError.Context) -> EthereumRPCError {
        EthereumRPCError(.malformedResponse, message, context: context)
    }

    func cancelled(_ method: String? = nil) -> EthereumRPCError {
        EthereumRPCError(
            .cancelled, "the calling task was cancelled", context: .init(method: method, node: nodeName))
    }

    private func failure(
        of error: HTTPTransportError, _ context: EthereumRPCError.Context, deadline: ContinuousClock.Instant?
    ) -> EthereumRPCError {
        switch error.code {
        case .cancelled:
            EthereumRPCError(.cancelled, "the calling task was cancelled", context: context, cause: error)
        case .deadlineExceeded where deadline.map { runtime.now() >= $0 } == true:
            EthereumRPCError(
                .deadlineExceeded, "no answer before the deadline", context: context, cause: error)
        default: EthereumRPCError(.transportFailed, "no answer", context: context, cause: error)
        }
    }

    private func nodeError(
        _ member: JSON, _ method: String, _ context: EthereumRPCError.Context
    ) -> EthereumRPCError {
        // Some gateways answer a bare text.
        let message = member["message"]?.string ?? member.string ?? "the node gave no reason"
        let response = RPCErrorObject(
            code: member["code"]?.int ?? member["code"]?.string.flatMap { Int($0) } ?? 0,
            message: scrubbed(String(message.prefix(2000))), data: member["data"])
        let executes = ["eth_call", "eth_estimateGas", "eth_createAccessList"].contains(method)
        let sends = method.hasPrefix("eth_send")
        let found = executes || sends ? RevertData.find(in: response) : nil
        let code = ErrorClassifier.code(of: response, method: method, reverts: found != nil)
        let reverts = code == .reverted
        return EthereumRPCError(
            code, reverts ? found?.revert.description ?? response.message : response.message,
            context: context, response: response, revert: reverts ? found?.revert : nil,
            revertData: reverts ? found?.data ?? [] : [])
    }

    /// `text` without those parts of the URL that may be secret, in case the node repeats them.
    private func scrubbed(_ text: String) -> String {
        var text = text
        let path = url.path.split(separator: "/").map(String.init)
        let query = (url.query ?? "").split { $0 == "&" || $0 == "=" }.map(String.init)
        let userInfo = (url.userInfo ?? "").split(separator: ":").map(String.init)
        for secret in path + query + userInfo where secret.count >= 8 {
            while let start = text.range(ofFirst: secret) {
                text.replaceSubrange(start..<text.index(start, offsetBy: secret.count), with: "…")
            }
        }
        return text
    }

    private static func retryAfter(_ response: HTTPResponse) -> Duration? {
        guard let seconds = response.headers["Retry-After"].flatMap({ Int64($0) }), seconds > 0 else {
            return nil
        }
        return .seconds(min(seconds, 60))
    }
}
