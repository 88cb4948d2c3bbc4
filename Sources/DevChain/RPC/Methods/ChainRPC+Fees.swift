import EVM
import Ethereum
import Primitives

/// What gas costs, now and before.
///
/// The suggested tip is the chain's own, not one from recent blocks: nobody competes for room here.
extension ChainRPC {
    static let feeMethods: [String: Method] = [
        "eth_gasPrice": { rpc, _, _ throws(RPCError) in
            .quantity(try asking { () throws(ChainError) in try rpc.chain.suggestedGasPrice() })
        },
        "eth_maxPriorityFeePerGas": { rpc, _, _ in .quantity(rpc.chain.suggestedTip) },
        "eth_blobBaseFee": { rpc, _, _ in
            let head = rpc.chain.head.block.header
            return .quantity(
                FeeMarket.blobBaseFee(excessBlobGas: FeeMarket.excessBlobGas(after: head)))
        },
        "eth_feeHistory": { rpc, parameters, _ throws(RPCError) in try await rpc.feeHistory(parameters) },
    ]

    private func feeHistory(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let wanted = try min(parameters[0, "blockCount"].number64(), limits.feeHistoryBlocks)
        let newest = try parameters[1, "newestBlock"].numberedBlock()
        let percentiles = try parameters[2, "rewardPercentiles"].present.read { value throws(RPCError) in
            try value.percentiles()
        }
        guard wanted > 0 else { return ["oldestBlock": .quantity(0), "gasUsedRatio": []] }
        guard let last = try await block(newest) else {
            throw .server("request beyond head block: head is \(chain.head.block.header.number)")
        }
        let count = min(wanted, last.header.number + 1)
        let chain = chain
        return try await computing { isStopped throws(RPCError) in
            var blocks = [last]
            while blocks.count < count, let first = blocks.last, first.header.number > 0 {
                if isStopped() { throw .limitExceeded("the fee history takes too long") }
                guard
                    let parent = try asking({ () throws(ChainError) in
                        try chain.block(number: first.header.number - 1)
                    })
                else { break }
                blocks.append(parent)
            }
            return FeeHistory(blocks: blocks.reversed(), percentiles: percentiles).json
        }
    }
}

extension Argument {
    /// Numbers from 0 to 100 that do not fall.
    fileprivate func percentiles() throws(RPCError) -> [Double] {
        var percentiles: [Double] = []
        let elements = try elements()
        guard elements.count <= 100 else { throw error("more than 100 percentiles") }
        for element in elements {
            guard let value = element.value.number?.double, value >= 0, value <= 100 else {
                throw element.error("not a number from 0 to 100")
            }
            if let last = percentiles.last, value < last { throw element.error("below the one before it") }
            percentiles.append(value)
        }
        return percentiles
    }
}
