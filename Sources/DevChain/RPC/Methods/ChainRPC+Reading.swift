import EVM
import Primitives

/// Blocks and states by what clients call them.
extension ChainRPC {
    /// The block, or nil if there is none; for `pending` one that is not made yet.
    func block(_ parameter: BlockParameter) async throws(RPCError) -> SealedBlock? {
        switch parameter {
        case .latest: chain.head.block
        case .pending: try await pendingHead().block
        case .earliest: chain.genesis
        case .number(let number):
            try asking { () throws(ChainError) in try chain.block(number: number) }
        case .hash(let hash):
            try asking { () throws(ChainError) in try chain.block(hash: hash) }
        }
    }

    /// The block with the state after it; throws -32000 "header not found" if there is none.
    func head(_ parameter: BlockParameter) async throws(RPCError) -> ChainHead {
        switch parameter {
        case .latest: return chain.head
        case .pending: return try await pendingHead()
        case .earliest, .number, .hash:
            let head = chain.head
            guard let block = try await block(parameter) else { throw .server("header not found") }
            if block.hash == head.block.hash { return head }
            return ChainHead(
                block: block, state: try asking { () throws(ChainError) in try chain.state(after: block) })
        }
    }

    func pendingHead() async throws(RPCError) -> ChainHead {
        try await awaiting { () async throws(ChainError) in try await chain.pendingHead() }
    }

    /// What `body` computes, on a thread for such work; it is handed a way to ask whether to stop.
    func computing<T: Sendable>(
        _ body: @escaping @Sendable (@escaping () -> Bool) throws(RPCError) -> T
    ) async throws(RPCError) -> T {
        let time = limits.computeTime
        let result: Result<T, RPCError>
        do {
            result = try await calls.run { flag in
                let deadline = ContinuousClock.now + time
                return Result { () throws(RPCError) in
                    try body { flag.isCancelled || ContinuousClock.now > deadline }
                }
            }
        } catch {
            switch error {
            case .full(let limit): throw .limitExceeded("\(limit) calls are waiting to be computed already")
            case .cancelled: throw .server("cancelled")
            }
        }
        return try result.get()
    }
}

/// What `read` finds in a state.
func reading<T>(_ read: () throws(StateError) -> T) throws(RPCError) -> T {
    do { return try read() } catch { throw .internalError(error.description) }
}
