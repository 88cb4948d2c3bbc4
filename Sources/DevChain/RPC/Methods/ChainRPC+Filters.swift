import Ethereum
import Primitives

/// Filters that clients poll.
extension ChainRPC {
    static let filterMethods: [String: Method] = [
        "eth_newFilter": { rpc, parameters, _ throws(RPCError) in
            try rpc.newFilter(.logs(LogFilter(parameters[0, "filter"])))
        },
        "eth_newBlockFilter": { rpc, _, _ throws(RPCError) in try rpc.newFilter(.blocks) },
        "eth_newPendingTransactionFilter": { rpc, parameters, _ throws(RPCError) in
            try rpc.newFilter(.pending(full: parameters.flag(0, "fullTransactions")))
        },
        "eth_getFilterChanges": { rpc, parameters, _ throws(RPCError) in
            try await rpc.changes(parameters[0, "filter"].filterID())
        },
        "eth_getFilterLogs": { rpc, parameters, _ throws(RPCError) in
            guard let filter = rpc.filters.find(try parameters[0, "filter"].filterID()),
                case .logs(let wanted) = filter.kind
            else { throw .server("filter not found") }
            return try await rpc.logs(wanted)
        },
        "eth_uninstallFilter": { rpc, parameters, _ throws(RPCError) in
            .bool(rpc.filters.remove(try parameters[0, "filter"].filterID()))
        },
    ]

    private func newFilter(_ kind: PolledFilter.Kind) throws(RPCError) -> JSON {
        // Events tell of transactions that are sent past these methods.
        if case .pending = kind { subscriptions.listen() }
        let head = chain.head.block
        let filter = PolledFilter(
            kind: kind, seen: (head.header.number, head.hash), pendingPlace: pendingHashes.end)
        guard let id = filters.insert(filter) else {
            throw .limitExceeded("there are \(limits.filters) filters; uninstall some")
        }
        return .quantity(id)
    }

    private func changes(_ id: UInt64) async throws(RPCError) -> JSON {
        let head = chain.head.block
        let end = pendingHashes.end
        guard
            let filter = filters.advance(id, to: (head.header.number, head.hash), pendingPlace: end)
        else { throw .server("filter not found") }
        do {
            return try await changes(of: filter, head: head.header.number, end: end)
        } catch {
            filters.restore(id, filter)
            throw error
        }
    }

    private func changes(
        of filter: PolledFilter, head: UInt64, end: Int
    ) async throws(RPCError) -> JSON {
        switch filter.kind {
        case .pending(let full):
            let pending = pendingHashes.between(filter.pendingPlace, end)
            return .array(pending.map { full ? $0.json() : .hash($0.hash) })
        case .blocks:
            guard let numbers = try unseen(filter, head: head) else { return [] }
            let chain = chain
            return try await computing { isStopped throws(RPCError) in
                var hashes: [JSON] = []
                for number in numbers {
                    if isStopped() { throw .limitExceeded("so many blocks take too long") }
                    let block = try asking { () throws(ChainError) in try chain.block(number: number) }
                    if let block { hashes.append(.hash(block.hash)) }
                }
                return .array(hashes)
            }
        case .logs(let wanted):
            guard let numbers = try unseen(filter, head: head) else { return [] }
            guard let numbers = wanted.clamping(numbers) else { return [] }
            return .array(try await logs(wanted, in: numbers))
        }
    }

    /// The blocks since the last one that the filter was told about; nil if there is none.
    private func unseen(
        _ filter: PolledFilter, head: UInt64
    ) throws(RPCError) -> ClosedRange<UInt64>? {
        let seen = filter.seen
        let current = try asking { () throws(ChainError) in try chain.block(number: seen.number) }
        // Another block stands there now: the chain went back and on again.
        let first = current?.hash == seen.hash ? seen.number + 1 : seen.number
        return first <= head ? first...head : nil
    }
}

extension LogFilter {
    /// The part of `numbers` that the filter covers; nil if it covers none of them.
    fileprivate func clamping(_ numbers: ClosedRange<UInt64>) -> ClosedRange<UInt64>? {
        guard case .blocks(let from, let to) = range else { return nil }
        var (first, last) = (numbers.lowerBound, numbers.upperBound)
        if case .number(let number) = from { first = max(first, number) }
        if case .number(let number) = to { last = min(last, number) }
        if case .earliest = to { last = 0 }
        return first <= last ? first...last : nil
    }
}

extension Argument {
    /// A filter's id. One that no filter can have is as good as unknown.
    fileprivate func filterID() throws(RPCError) -> UInt64 { UInt64(clamping: try quantity()) }
}
