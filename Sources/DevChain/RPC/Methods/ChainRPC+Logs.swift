import Ethereum
import Primitives

/// Searching logs.
extension ChainRPC {
    static let logMethods: [String: Method] = [
        "eth_getLogs": { rpc, parameters, _ throws(RPCError) in
            try await rpc.logs(LogFilter(parameters[0, "filter"]))
        }
    ]

    /// All logs in the filter's range that it wants.
    func logs(_ filter: LogFilter) async throws(RPCError) -> JSON {
        switch filter.range {
        case .block(let hash):
            guard let block = try await block(.hash(hash)) else { throw .server("unknown block") }
            return .array(block.logs(filter))
        case .blocks(let from, let to):
            let head = chain.head.block.header.number
            let (first, last) = (number(from, head: head), number(to, head: head))
            guard first <= last else {
                throw RPCError(code: -32602, message: "invalid block range params")
            }
            guard last <= head else {
                throw RPCError(code: -32602, message: "block range extends beyond current head block")
            }
            return .array(try await logs(filter, in: first...last))
        }
    }

    /// The wanted logs of these blocks; blocks that are gone have none.
    func logs(_ filter: LogFilter, in numbers: ClosedRange<UInt64>) async throws(RPCError) -> [JSON] {
        let (chain, limit) = (chain, limits.logsPerAnswer)
        return try await computing { isStopped throws(RPCError) in
            var found: [JSON] = []
            for number in numbers {
                if isStopped() { throw .limitExceeded("searching so many blocks takes too long") }
                guard let block = try asking({ () throws(ChainError) in try chain.block(number: number) })
                else { continue }
                found += block.logs(filter)
                guard found.count <= limit else {
                    throw .limitExceeded("more than \(limit) logs; ask for fewer blocks")
                }
            }
            return found
        }
    }

    private func number(_ parameter: BlockParameter?, head: UInt64) -> UInt64 {
        switch parameter {
        case .earliest: 0
        case .number(let number): number
        case nil, .latest, .pending, .hash: head
        }
    }
}
