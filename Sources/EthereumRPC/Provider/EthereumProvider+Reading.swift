public import Ethereum
public import Primitives
internal import Synchronization

extension EthereumProvider {
    /// Requests and reads the result; what cannot be read is a malformed response.
    func read<T>(
        _ method: String, _ params: [JSON] = [], deadline: ContinuousClock.Instant? = nil,
        _ read: (RPCValue) throws(RPCFormatError) -> T
    ) async throws(EthereumRPCError) -> T {
        let result = try await request(method, params, deadline: deadline)
        do {
            return try read(RPCValue(result))
        } catch {
            throw EthereumRPCError(
                .malformedResponse, error.description, context: .init(method: method, node: nodeName))
        }
    }

    /// As ``read(_:_:deadline:_:)``, nil for the result `null`.
    func readOptional<T>(
        _ method: String, _ params: [JSON] = [], deadline: ContinuousClock.Instant? = nil,
        _ read: (RPCValue) throws(RPCFormatError) -> T
    ) async throws(EthereumRPCError) -> T? {
        try await self.read(method, params, deadline: deadline) { value throws(RPCFormatError) -> T? in
            value.json.isNull ? nil : try read(value)
        }
    }

    /// The chain's id (EIP-155). Asked once; see ``refreshChainID()``.
    public func chainID() async throws(EthereumRPCError) -> UInt64 {
        if let known = shared.chainID.withLock({ $0 }) { return known }
        return try await refreshChainID()
    }

    /// Asks for the chain's id anew, as after a development chain was restarted with another.
    @discardableResult
    public func refreshChainID() async throws(EthereumRPCError) -> UInt64 {
        let id = try await read("eth_chainId") { value throws(RPCFormatError) in try value.uint64() }
        shared.chainID.withLock { $0 = id }
        return id
    }

    /// The height of the newest block.
    public func blockNumber() async throws(EthereumRPCError) -> UInt64 {
        try await read("eth_blockNumber") { value throws(RPCFormatError) in try value.uint64() }
    }

    /// What the node calls itself.
    public func clientVersion() async throws(EthereumRPCError) -> String {
        try await read("web3_clientVersion") { value throws(RPCFormatError) in try value.string() }
    }

    /// An account's ether, in wei.
    public func balance(
        of address: Address, at block: BlockReference = .latest
    ) async throws(EthereumRPCError) -> UInt256 {
        try await read("eth_getBalance", [.address(address), block.json]) { value throws(RPCFormatError) in
            try value.uint256()
        }
    }

    /// An account's code; empty if it is no contract.
    public func code(
        at address: Address, block: BlockReference = .latest
    ) async throws(EthereumRPCError) -> [UInt8] {
        try await read("eth_getCode", [.address(address), block.json]) { value throws(RPCFormatError) in
            try value.bytes()
        }
    }

    /// One slot of a contract's storage.
    public func storage(
        at address: Address, slot: UInt256, block: BlockReference = .latest
    ) async throws(EthereumRPCError) -> Bytes32 {
        try await read("eth_getStorageAt", [.address(address), .quantity(slot), block.json]) {
            value throws(RPCFormatError) in try value.bytes32()
        }
    }

    /// How many transactions an account has sent; with `pending`, those that wait in the node's pool included.
    public func transactionCount(
        of address: Address, at block: BlockReference = .latest
    ) async throws(EthereumRPCError) -> UInt64 {
        try await read("eth_getTransactionCount", [.address(address), block.json]) {
            value throws(RPCFormatError) in try value.uint64()
        }
    }

    /// A block, or nil if there is none.
    /// - Parameter full: whether the transactions come in full rather than by hash.
    public func block(
        _ reference: BlockReference = .latest, full: Bool = false
    ) async throws(EthereumRPCError) -> RPCBlock? {
        let (method, which): (String, JSON) =
            if case .hash(let hash) = reference {
                ("eth_getBlockByHash", .hash(hash))
            } else {
                ("eth_getBlockByNumber", reference.json)
            }
        return try await readOptional(method, [which, .bool(full)]) { value throws(RPCFormatError) in
            try RPCBlock(value)
        }
    }

    /// A transaction that is mined or waits in the node's pool, or nil.
    public func transaction(_ hash: Bytes32) async throws(EthereumRPCError) -> RPCTransaction? {
        try await readOptional("eth_getTransactionByHash", [.hash(hash)]) { value throws(RPCFormatError) in
            try RPCTransaction(value)
        }
    }

    /// The receipt of a mined transaction, or nil.
    public func receipt(_ hash: Bytes32) async throws(EthereumRPCError) -> TransactionReceipt? {
        let receipt = try await readOptional("eth_getTransactionReceipt", [.hash(hash)]) {
            value throws(RPCFormatError) -> TransactionReceipt? in
            // Some nodes have a receipt for a moment before they have its block.
            value.json["blockHash"].map(\.isNull) == true ? nil : try TransactionReceipt(value)
        }
        return receipt ?? nil
    }

    /// The logs that a filter wants in some blocks, in the chain's order.
    public func logs(
        _ filter: LogFilter, in blocks: LogBlocks
    ) async throws(EthereumRPCError) -> [RPCLog] {
        try await read("eth_getLogs", [filter.json(blocks)]) { value throws(RPCFormatError) in
            try value.map { log throws(RPCFormatError) in try RPCLog(log) }
        }
    }
}
