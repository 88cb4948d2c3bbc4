import Ethereum
import Primitives

/// Going back, and taking states along.
extension ChainRPC {
    static let snapshotMethods: [String: Method] = [
        "evm_snapshot": { rpc, _, _ throws(RPCError) in
            .quantity(try await awaiting { () async throws(ChainError) in try await rpc.chain.snapshot() })
        },
        "evm_revert": { rpc, parameters, _ throws(RPCError) in
            // A number that no snapshot has is as good as an unknown one.
            let id = UInt64(clamping: try parameters[0, "snapshot"].number())
            let isDone = try await awaiting { () async throws(ChainError) in
                try await rpc.chain.revert(to: id)
            }
            if isDone { rpc.rewindFilters() }
            return .bool(isDone)
        },
        "anvil_reset": { rpc, parameters, _ throws(RPCError) in
            if parameters[0, "options"].member("forking").isPresent {
                throw .unsupported("this chain does not fork others")
            }
            try await awaiting { () async throws(ChainError) in try await rpc.chain.reset() }
            rpc.rewindFilters()
            return true
        },
        "anvil_dumpState": { rpc, _, _ throws(RPCError) in
            let dump = try await awaiting { () async throws(ChainError) in try await rpc.chain.dump() }
            return .data(dump.utf8)
        },
        "anvil_loadState": { rpc, parameters, _ throws(RPCError) in
            let argument = parameters[0, "state"]
            let dump: JSON
            do { dump = try JSON(parsing: try argument.data()) } catch let error as JSONError {
                throw argument.error("not a dump of this chain: \(error)")
            } catch let error as RPCError {
                throw error
            } catch {
                throw argument.error("\(error)")
            }
            try await awaiting { () async throws(ChainError) in try await rpc.chain.load(dump) }
            return true
        },
        "anvil_nodeInfo": { rpc, _, _ throws(RPCError) in try rpc.nodeInfo() },
        "anvil_metadata": { rpc, _, _ in rpc.metadata },
    ]

    /// Filters go on from the head, as nothing above it exists any longer.
    private func rewindFilters() {
        let head = chain.head.block
        filters.rewind(to: head.header.number, hash: head.hash)
    }

    private func nodeInfo() throws(RPCError) -> JSON {
        let head = chain.head.block
        let settings = chain.settings
        let price = try asking { () throws(ChainError) in try chain.suggestedGasPrice() }
        return [
            "currentBlockNumber": .quantity(head.header.number),
            "currentBlockTimestamp": .number(.init(head.header.timestamp)),
            "currentBlockHash": .hash(head.hash),
            "hardFork": "cancun",
            "transactionOrder": "fees",
            "environment": [
                "baseFee": .quantity(head.header.baseFeePerGas), "chainId": .number(.init(settings.chainID)),
                "gasLimit": .quantity(settings.gasLimit), "gasPrice": .quantity(price),
            ],
            "forkConfig": [:],
        ]
    }

    private var metadata: JSON {
        let head = chain.head.block
        return [
            "clientVersion": .string(clientVersion),
            "chainId": .number(.init(chain.settings.chainID)),
            "latestBlockNumber": .number(.init(head.header.number)),
            "latestBlockHash": .hash(head.hash),
            "instanceId": .hash(chain.genesis.hash),
            "snapshots": [:],
        ]
    }
}
