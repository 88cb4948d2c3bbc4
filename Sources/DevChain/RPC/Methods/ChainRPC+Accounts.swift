import Ethereum
import Primitives

/// Accounts whose keys the chain has, and signatures by them (EIP-191, EIP-712).
extension ChainRPC {
    static let accountMethods: [String: Method] = [
        "eth_accounts": { rpc, _, _ in .array(rpc.signers.addresses.map { .address($0) }) },
        "eth_sign": { rpc, parameters, _ throws(RPCError) in
            let address = try parameters[0, "address"].address()
            let message = try parameters[1, "message"].data()
            return try rpc.signers.sign(PersonalMessage.hash(message), by: address)
        },
        "personal_sign": { rpc, parameters, _ throws(RPCError) in
            let message = try parameters[0, "message"].data()
            let address = try parameters[1, "address"].address()
            return try rpc.signers.sign(PersonalMessage.hash(message), by: address)
        },
        "eth_signTypedData_v4": { rpc, parameters, _ throws(RPCError) in
            let address = try parameters[0, "address"].address()
            let data = try parameters[1, "typedData"].typedData()
            return try rpc.signers.sign(data.digest, by: address)
        },
        "eth_signTransaction": { rpc, parameters, _ throws(RPCError) in
            try await rpc.signTransaction(parameters)
        },
    ]

    private func signTransaction(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let request = try TransactionRequest(parameters[0, "transaction"])
        let sender = try sender(of: request, parameters)
        guard let key = signers.key(of: sender) else { throw .server("unknown account") }
        let transaction = try await filled(request, from: sender)
        do {
            let signed = ChainTransaction(try SignedTransaction(transaction, signedWith: key))
            return ["raw": .data(signed.encoded), "tx": signed.json()]
        } catch {
            throw .server(error.description)
        }
    }
}

extension Argument {
    /// Typed data as an object, or as the text of one.
    fileprivate func typedData() throws(RPCError) -> TypedData {
        do {
            if let text = value.string { return try TypedData(parsing: text) }
            return try TypedData(JSON.object(object()))
        } catch let error as TypedDataError {
            throw self.error(error.description)
        } catch let error as RPCError {
            throw error
        } catch {
            throw self.error("\(error)")
        }
    }
}
