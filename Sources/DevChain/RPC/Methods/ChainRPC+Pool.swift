import Ethereum
import Primitives

/// What waits in the pool.
extension ChainRPC {
    static let poolMethods: [String: Method] = [
        "txpool_status": { rpc, _, _ in
            let content = await rpc.chain.poolContent()
            return [
                "pending": .quantity(content.pending.values.reduce(0) { $0 + $1.count }),
                "queued": .quantity(content.queued.values.reduce(0) { $0 + $1.count }),
            ]
        },
        "txpool_content": { rpc, _, _ in
            await rpc.chain.poolContent().json { $0.json() }
        },
        "txpool_contentFrom": { rpc, parameters, _ throws(RPCError) in
            let sender = try parameters[0, "address"].address()
            let content = await rpc.chain.poolContent()
            return [
                "pending": PoolContent.byNonce(content.pending[sender] ?? []) { $0.json() },
                "queued": PoolContent.byNonce(content.queued[sender] ?? []) { $0.json() },
            ]
        },
        "txpool_inspect": { rpc, _, _ in
            await rpc.chain.poolContent().json { .string($0.summary) }
        },
        "eth_pendingTransactions": { rpc, _, _ in
            let pending = await rpc.chain.poolContent().pending
            return .array(pending.sorted { $0.key < $1.key }.flatMap(\.value).map { $0.json() })
        },
    ]

}

extension PoolContent {
    /// `{pending: {address: {nonce: …}}, queued: …}`, addresses with their checksums.
    fileprivate func json(_ form: (ChainTransaction) -> JSON) -> JSON {
        [
            "pending": PoolContent.bySender(pending, form),
            "queued": PoolContent.bySender(queued, form),
        ]
    }

    private static func bySender(
        _ transactions: [Address: [ChainTransaction]], _ form: (ChainTransaction) -> JSON
    ) -> JSON {
        var object = JSON.Object()
        for (sender, list) in transactions.sorted(by: { $0.key < $1.key }) {
            object[sender.checksummed] = byNonce(list, form)
        }
        return .object(object)
    }

    fileprivate static func byNonce(
        _ list: [ChainTransaction], _ form: (ChainTransaction) -> JSON
    ) -> JSON {
        var object = JSON.Object()
        for transaction in list { object[String(transaction.transaction.nonce)] = form(transaction) }
        return .object(object)
    }
}

extension ChainTransaction {
    /// One line for people, in go-ethereum's form.
    fileprivate var summary: String {
        let target = transaction.to.map { "\($0)" } ?? "contract creation"
        return "\(target): \(transaction.value) wei + \(transaction.gasLimit) gas × "
            + "\(transaction.maxFeePerGas) wei"
    }
}
