import EVM
import Ethereum
import Primitives

/// Accounts, codes, storage, and proofs of them.
extension ChainRPC {
    static let stateMethods: [String: Method] = [
        "eth_getBalance": { rpc, parameters, _ throws(RPCError) in try await rpc.balance(parameters) },
        "eth_getTransactionCount": { rpc, parameters, _ throws(RPCError) in
            try await rpc.transactionCount(parameters)
        },
        "eth_getCode": { rpc, parameters, _ throws(RPCError) in try await rpc.code(parameters) },
        "eth_getStorageAt": { rpc, parameters, _ throws(RPCError) in try await rpc.storage(parameters) },
        "eth_getProof": { rpc, parameters, _ throws(RPCError) in try await rpc.proof(parameters) },
    ]

    private func balance(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let address = try parameters[0, "address"].address()
        let state = try await head(parameters.block(1)).state
        return .quantity(
            try reading { () throws(StateError) in try state.account(address)?.balance } ?? .zero)
    }

    private func transactionCount(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let address = try parameters[0, "address"].address()
        let block = try parameters.block(1)
        if block == .pending { return .quantity(try await nextNonce(of: address)) }
        let state = try await head(block).state
        return .quantity(try reading { () throws(StateError) in try state.account(address)?.nonce } ?? 0)
    }

    func nextNonce(of address: Address) async throws(RPCError) -> UInt64 {
        try await awaiting { () async throws(ChainError) in try await chain.nextNonce(of: address) }
    }

    private func code(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let address = try parameters[0, "address"].address()
        let state = try await head(parameters.block(1)).state
        let code = try reading { () throws(StateError) -> [UInt8] in
            guard let account = try state.account(address), account.hasCode else { return [] }
            return try state.code(account.codeHash).bytes
        }
        return .data(code)
    }

    private func storage(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let address = try parameters[0, "address"].address()
        let key = try parameters[1, "slot"].storageKey()
        let state = try await head(parameters.block(2)).state
        return .hash(
            try reading { () throws(StateError) in try state.storage(address, key.number) }.bytes32)
    }

    private func proof(_ parameters: Parameters) async throws(RPCError) -> JSON {
        let address = try parameters[0, "address"].address()
        let slots = try parameters[1, "storageKeys"].present.read { value throws(RPCError) in
            try value.elements()
        }
        var keys: [StorageKey] = []
        for slot in slots ?? [] { keys.append(try slot.storageKey()) }
        guard keys.count <= limits.provenSlots else {
            throw .limitExceeded(
                "\(keys.count) storage keys, at most \(limits.provenSlots) are proven at once")
        }
        let state = try await head(parameters.block(2)).state
        let asked = keys
        return try await computing { _ throws(RPCError) in
            try reading { () throws(StateError) in
                try state.proof(account: address, slots: asked.map(\.number)).json(keys: asked)
            }
        }
    }
}

extension AccountProof {
    /// As eth_getProof answers it (EIP-1186), each key in the form in which it was asked for.
    fileprivate func json(keys: [StorageKey]) -> JSON {
        let account = account ?? Account()
        return [
            "address": .address(address), "accountProof": .array(accountProof.map { .data($0) }),
            "balance": .quantity(account.balance), "codeHash": .hash(account.codeHash),
            "nonce": .quantity(account.nonce), "storageHash": .hash(storageRoot),
            "storageProof": .array(
                zip(slots, keys).map { slot, key in
                    [
                        "key": key.json, "value": .quantity(slot.word),
                        "proof": .array(slot.proof.map { .data($0) }),
                    ]
                }),
        ]
    }
}
