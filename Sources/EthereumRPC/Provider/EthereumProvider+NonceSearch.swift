internal import Ethereum
internal import Primitives

/// What has used up a nonce.
enum NonceConsumer: Sendable {
    case transaction(RPCTransaction)
    /// No transaction of the account: an authorization of EIP-7702, or a development chain's setting.
    case noTransaction
}

extension EthereumProvider {
    /// What has used up an account's nonce, read from the block in which that happened.
    ///
    /// - Parameters:
    ///   - start: a height at which the nonce was not used up, if the chain has not been rewound since.
    ///   - depth: how deep that block must be; 1 is the newest.
    /// - Returns: nil if it is not in a block that deep, or the node no longer has what shows it.
    func consumer(
        of nonce: UInt64, from address: Address, after start: UInt64, depth: UInt64
    ) async throws(EthereumRPCError) -> NonceConsumer? {
        let head = try await blockNumber()
        let found: UInt64?
        do throws(EthereumRPCError) {
            found = try await height(from: address, nonce: nonce, after: start, head: head)
        } catch  where error.code == .blockNotFound || error.code == .requestRefused {
            // The node keeps no such old states, but it has the blocks.
            return try await scan(from: address, nonce: nonce, head: head, depth: depth)
                .map { .transaction($0) }
        }
        guard let found, head - found + 1 >= depth, let block = try await block(.number(found), full: true)
        else { return nil }
        if let transaction = block.transaction(from: address, nonce: nonce) {
            return .transaction(transaction)
        }
        // By hash, so that it is this block, whatever stands at its height by now.
        guard let hash = block.hash,
            try await transactionCount(of: address, at: .hash(hash)) > nonce,
            try await transactionCount(of: address, at: .hash(block.parentHash)) <= nonce
        else { return nil }
        return .noTransaction
    }

    /// The lowest height at which the nonce is used up, by halving.
    private func height(
        from address: Address, nonce: UInt64, after start: UInt64, head: UInt64
    ) async throws(EthereumRPCError) -> UInt64? {
        func isUsed(_ height: UInt64) async throws(EthereumRPCError) -> Bool {
            try await transactionCount(of: address, at: .number(height)) > nonce
        }
        guard try await isUsed(head) else { return nil }
        var (low, high) = (start, head)
        // A chain that was rewound may have used it up before.
        if low >= high { low = 0 }
        if low > 0, try await isUsed(low) { (low, high) = (0, low) }
        while low < high {
            let middle = low + (high - low) / 2
            if try await isUsed(middle) { high = middle } else { low = middle + 1 }
        }
        return high
    }

    private func scan(
        from address: Address, nonce: UInt64, head: UInt64, depth: UInt64
    ) async throws(EthereumRPCError) -> RPCTransaction? {
        let newest = head + 1 >= depth ? head + 1 - depth : 0
        let oldest = newest > 255 ? newest - 255 : 0
        for height in (oldest...newest).reversed() {
            let block = try await block(.number(height), full: true)
            if let found = block?.transaction(from: address, nonce: nonce) { return found }
        }
        return nil
    }
}

extension RPCBlock {
    fileprivate func transaction(from address: Address, nonce: UInt64) -> RPCTransaction? {
        guard case .full(let transactions) = transactions else { return nil }
        return transactions.first { $0.from == address && $0.nonce == nonce }
    }
}
