import Ethereum
import Primitives

/// Transactions into the pool.
extension ChainRPC {
    static let sendingMethods: [String: Method] = [
        "eth_sendRawTransaction": { rpc, parameters, _ throws(RPCError) in
            try await rpc.sendRaw(parameters)
        },
        "eth_sendTransaction": { rpc, parameters, _ throws(RPCError) in
            try await rpc.send(parameters)
        },
        "eth_fillTransaction": { rpc, parameters, _ throws(RPCError) in
            let request = try TransactionRequest(parameters[0, "transaction"])
            let sender = try rpc.sender(of: request, parameters)
            let transaction = try await rpc.filled(request, from: sender)
            // As if it were signed with zeros.
            let preview = ChainTransaction(
                transaction, sender: sender, encoded: transaction.encoded(v: 0, r: .zero, s: .zero), v: 0,
                r: .zero, s: .zero, yParity: 0, isImpersonated: true)
            return ["raw": .data(preview.encoded), "tx": preview.json()]
        },
    ]

    private func sendRaw(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let bytes = try parameters[0, "transaction"].data()
        let signed: SignedTransaction
        do { signed = try SignedTransaction(decoding: bytes) } catch {
            throw ChainRPC.refusal(of: error)
        }
        return try await submit(ChainTransaction(signed))
    }

    /// The words that clients know for an encoding that is not taken.
    private static func refusal(of error: TransactionError) -> RPCError {
        switch error.code {
        case .unknownType: .server("transaction type not supported: \(error.reason)")
        case .sidecarNotAccepted: .unsupported(error.description)
        case .invalidSignature, .highS: .server("invalid sender: \(error.description)")
        case .invalidChainID: .server("invalid chain id for signer: \(error.description)")
        default: .server("rlp: \(error.description)")
        }
    }

    private func send(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let request = try TransactionRequest(parameters[0, "transaction"])
        let sender = try sender(of: request, parameters)
        guard signers.key(of: sender) != nil || chain.settings.allowsImpersonating(sender) else {
            throw .server("unknown account")
        }
        guard request.nonce == nil else { return try await fillAndSubmit(request, sender) }
        return try await turns.run(for: sender) { () async throws(RPCError) in
            try await fillAndSubmit(request, sender)
        }
    }

    private func fillAndSubmit(_ request: TransactionRequest, _ sender: Address) async throws(RPCError)
        -> JSON
    {
        let transaction = try await filled(request, from: sender)
        guard let key = signers.key(of: sender) else {
            return try await submit(ChainTransaction(impersonating: sender, transaction))
        }
        do {
            return try await submit(ChainTransaction(SignedTransaction(transaction, signedWith: key)))
        } catch let error as TransactionError {
            throw ChainRPC.refusal(of: error)
        } catch let error as RPCError {
            throw error
        } catch {
            throw .internalError("\(error)")
        }
    }

    private func submit(_ transaction: ChainTransaction) async throws(RPCError) -> JSON {
        let hash = try await awaiting { () async throws(ChainError) in try await chain.submit(transaction) }
        pendingHashes.add(transaction)
        return .hash(hash)
    }

    /// Who sends; required.
    func sender(of request: TransactionRequest, _ parameters: Parameters) throws(RPCError) -> Address {
        guard let sender = request.from else {
            throw parameters[0, "transaction.from"].error("missing value, an address is required")
        }
        return sender
    }
}
