import Ethereum
import Primitives

/// Making blocks when a developer wants them.
extension ChainRPC {
    static let miningMethods: [String: Method] = [
        "evm_mine": { rpc, parameters, _ throws(RPCError) in
            _ = try await rpc.mine(MiningRequest(parameters[0, "options"]))
            return .quantity(0)
        },
        "evm_mine_detailed": { rpc, parameters, _ throws(RPCError) in
            let numbers = try await rpc.mine(MiningRequest(parameters[0, "options"]))
            return .array(try await rpc.minedBlocks(numbers))
        },
        "anvil_mine": { rpc, parameters, _ throws(RPCError) in
            var request = MiningRequest()
            request.blocks =
                try parameters[0, "blocks"].present.read { value throws(RPCError) in
                    try value.number64()
                } ?? 1
            request.interval =
                try parameters[1, "interval"].present.read { value throws(RPCError) in
                    try value.number64()
                } ?? 1
            _ = try await rpc.mine(request)
            return .null
        },
        "evm_setAutomine": { rpc, parameters, _ throws(RPCError) in
            try await rpc.set(.automine(parameters[0, "enabled"].bool()))
            return .null
        },
        "anvil_getAutomine": { rpc, _, _ in .bool(rpc.chain.settings.mining == .automatic) },
        "evm_setIntervalMining": { rpc, parameters, _ throws(RPCError) in
            try await rpc.set(.intervalMining(parameters[0, "seconds"].number64()))
            return .null
        },
        "anvil_getIntervalMining": { rpc, _, _ in
            if case .interval(let seconds) = rpc.chain.settings.mining {
                .number(.init(seconds))
            } else {
                .null
            }
        },
        "evm_setBlockGasLimit": { rpc, parameters, _ throws(RPCError) in
            try await rpc.set(.gasLimit(parameters[0, "gasLimit"].number64()))
            return true
        },
    ]

    /// Makes blocks; their numbers.
    private func mine(_ request: MiningRequest) async throws(RPCError) -> ClosedRange<UInt64>? {
        guard request.blocks <= limits.minedBlocks else {
            throw .limitExceeded(
                "\(request.blocks) blocks, at most \(limits.minedBlocks) are mined by one call")
        }
        guard request.blocks > 0 else { return nil }
        let last = try await awaiting { () async throws(ChainError) in
            try await chain.mine(
                blocks: Int(request.blocks), interval: request.interval, timestamp: request.timestamp)
        }
        let number = last.header.number
        return number - min(number, request.blocks - 1)...number
    }

    private func minedBlocks(_ numbers: ClosedRange<UInt64>?) async throws(RPCError) -> [JSON] {
        guard let numbers else { return [] }
        guard numbers.count <= 1000 else { throw .limitExceeded("more than 1000 blocks in one answer") }
        var blocks: [JSON] = []
        for number in numbers {
            if let block = try await block(.number(number)) { blocks.append(block.json(full: true)) }
        }
        return blocks
    }
}

/// What to mine.
private struct MiningRequest {
    var blocks: UInt64 = 1
    var interval: UInt64 = 1
    var timestamp: UInt64?

    init() {}

    /// Nothing, a timestamp, or `{timestamp, blocks}`.
    init(_ argument: Argument) throws(RPCError) {
        guard argument.isPresent else { return }
        guard argument.value.object != nil else {
            timestamp = try argument.number64()
            return
        }
        timestamp = try argument.member("timestamp").present.read { value throws(RPCError) in
            try value.number64()
        }
        blocks =
            try argument.member("blocks").present.read { value throws(RPCError) in
                try value.number64()
            } ?? 1
    }
}
