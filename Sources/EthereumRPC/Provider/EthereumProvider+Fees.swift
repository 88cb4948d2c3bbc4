public import Primitives

extension EthereumProvider {
    /// What the node would pay for a unit of gas, in wei.
    public func gasPrice() async throws(EthereumRPCError) -> UInt256 {
        try await read("eth_gasPrice") { value throws(RPCFormatError) in try value.uint256() }
    }

    /// The priority fee that the node proposes, in wei per gas.
    public func maxPriorityFeePerGas() async throws(EthereumRPCError) -> UInt256 {
        try await read("eth_maxPriorityFeePerGas") { value throws(RPCFormatError) in try value.uint256() }
    }

    /// The fees of the `count` blocks up to `newest`.
    /// - Parameter percentiles: 0 to 100, rising: which priority fees to report of each block.
    public func feeHistory(
        count: UInt64, newest: BlockReference = .latest, percentiles: [Int] = []
    ) async throws(EthereumRPCError) -> FeeHistory {
        let params: [JSON] = [
            .quantity(count), newest.json, .array(percentiles.map { .number(.init($0)) }),
        ]
        return try await read("eth_feeHistory", params) { value throws(RPCFormatError) in
            try FeeHistory(value)
        }
    }
}
