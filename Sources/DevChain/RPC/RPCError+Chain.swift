extension RPCError {
    /// What the chain refused, under the code that clients expect for it.
    init(_ error: ChainError) {
        switch error.code {
        case .state, .store, .closed, .cancelled: self = .internalError(error.description)
        case .invalidSetting, .invalidTimestamp, .invalidDump:
            self = RPCError(code: -32602, message: error.description)
        case .blobsNotSupported: self = .unsupported(error.description)
        case .unknownBlock, .historyGone: self = .server(error.description)
        default: self = .server(error.description)
        }
    }
}

/// What `body` gives, its refusal under the code that clients expect.
func asking<T>(_ body: () throws(ChainError) -> T) throws(RPCError) -> T {
    do { return try body() } catch { throw RPCError(error) }
}

/// As ``asking(_:)-``, of what has to be waited for.
func awaiting<T>(_ body: () async throws(ChainError) -> T) async throws(RPCError) -> T {
    do { return try await body() } catch { throw RPCError(error) }
}
