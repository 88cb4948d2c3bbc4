internal import EthereumRPC
package import HTTPTransport

extension NetworkSite {
    /// Asks the chain, until the call's deadline.
    func asking<Answer: Sendable>(
        _ context: CallContext,
        _ question: @escaping @Sendable () async throws(LitError) -> Answer
    ) async throws(LitError) -> Answer { try await CallDeadline.keep(context, question) }

    /// What requests to chain and nodes go through: with as many connections as a busy client needs.
    package static func makeTransport() -> any HTTPTransport {
        #if os(Linux)
            var configuration = AsyncHTTPClientTransport.Configuration()
            configuration.connectionsPerHost = 64
            return AsyncHTTPClientTransport(configuration: configuration)
        #else
            return makeHTTPTransport()
        #endif
    }
}

/// Ends what takes too long.
enum CallDeadline {
    /// The work's result, unless the call's deadline passes or its task is cancelled before.
    static func keep<Answer: Sendable>(
        _ context: CallContext, _ work: @escaping @Sendable () async throws(LitError) -> Answer
    ) async throws(LitError) -> Answer {
        let first = await withTaskGroup(of: Result<Answer, LitError>?.self) { group in
            group.addTask {
                do throws(LitError) { return .success(try await work()) } catch { return .failure(error) }
            }
            group.addTask {
                try? await Task.sleep(until: context.deadline, clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        if Task.isCancelled {
            throw LitError(.cancelled, "The call was cancelled.", context: context.errorContext)
        }
        guard let first else {
            throw LitError(
                .timedOut, "The chain did not answer in time.", hint: "Allow more time, or try again.",
                context: context.errorContext)
        }
        return try first.get()
    }
}

extension LitError {
    /// Of the chain.
    ///
    /// - Parameter what: who was asked, at the beginning of a sentence.
    init(chain error: EthereumRPCError, what: String, _ context: CallContext) {
        switch error.code {
        case .abiMismatch, .reverted:
            self.init(
                .contractNotFound, "\(what) is not there, or is another contract.",
                hint: "See that address and chain belong together.", context: context.errorContext,
                cause: error)
        case .cancelled:
            self.init(.cancelled, "The call was cancelled.", context: context.errorContext, cause: error)
        case .wrongChain:
            self.init(
                .wrongChain, error.message, hint: error.hint, context: context.errorContext, cause: error)
        default:
            self.init(
                .chainUnreachable,
                "The chain at \(error.context.node ?? "its endpoint") gave no answer of use: "
                    + "\(error.message).",
                hint: "See that the endpoint is right and reachable, or give another: with(rpcURL:).",
                context: context.errorContext, cause: error)
        }
    }
}
