import Ethereum
import EthereumRPC
import Primitives
import Testing

@Suite struct FeeTests {
    private let node = ScriptedNode()

    private func filler(_ adjust: (inout FeePolicy) -> Void = { _ in }) throws -> FeeFiller {
        var policy = FeePolicy()
        policy.varies = false
        adjust(&policy)
        return FeeFiller(provider: try node.provider(), policy: policy)
    }

    private func block(baseFee: String?) {
        var block = JSON.Object()
        let zero = JSON.string(Bytes32.zero.bytes.prefixedHex)
        block["number"] = "0x5"
        block["hash"] = zero
        block["parentHash"] = zero
        block["timestamp"] = "0x1"
        block["gasLimit"] = "0x1c9c380"
        block["gasUsed"] = "0x0"
        block["transactions"] = []
        if let baseFee { block["baseFeePerGas"] = .string(baseFee) }
        node.script("eth_getBlockByNumber", .result(.object(block)))
    }

    private func rewards(_ rewards: [String]) {
        var history = JSON.Object()
        history["oldestBlock"] = "0x1"
        history["baseFeePerGas"] = []
        history["gasUsedRatio"] = []
        history["reward"] = .array(rewards.map { .array([.string($0)]) })
        node.script("eth_feeHistory", .result(.object(history)))
    }

    private func wei(_ value: Int) -> UInt256 { UInt256(UInt64(value)) }

    @Test("pays twice the base fee at most, and the median of recent tips")
    func dynamic() async throws {
        block(baseFee: "0x64")
        rewards(["0x0", "0x7", "0x5", "0x9"])
        let fees = try await filler().fees(TransactionOverrides())
        #expect(fees == .dynamic(maxFeePerGas: wei(207), maxPriorityFeePerGas: wei(7)))
    }

    @Test("asks the node for a tip where blocks are empty, and falls back where it has none")
    func emptyBlocks() async throws {
        block(baseFee: "0x64")
        rewards(["0x0"])
        node.script("eth_maxPriorityFeePerGas", .result("0x3"))
        let proposed = try await filler().fees(TransactionOverrides())
        #expect(proposed.isDynamic(most: wei(203), tip: wei(3)))
        node.script("eth_maxPriorityFeePerGas", .error(-32601, "no"))
        node.script("eth_feeHistory", .error(-32601, "no"))
        let fallback = try await filler().fees(TransactionOverrides())
        #expect(fallback.isDynamic(most: wei(1_000_000_200), tip: wei(1_000_000_000)))
    }

    @Test("keeps strange tips within bounds")
    func bounds() async throws {
        block(baseFee: "0x64")
        rewards(["0xffffffffffffffffff"])
        let high = try await filler { $0.maximumPriorityFee = wei(50) }.fees(TransactionOverrides())
        #expect(high.isDynamic(most: wei(250), tip: wei(50)))
        rewards(["0x1"])
        let low = try await filler { $0.minimumPriorityFee = wei(20) }.fees(TransactionOverrides())
        #expect(low.isDynamic(most: wei(220), tip: wei(20)))
    }

    @Test("takes the node's price on a chain without a base fee")
    func legacy() async throws {
        block(baseFee: nil)
        node.script("eth_gasPrice", .result("0x2a"))
        let fees = try await filler().fees(TransactionOverrides())
        #expect(fees == .legacy(gasPrice: wei(42)))
        let listed = try await filler().fees(TransactionOverrides(accessList: []))
        #expect(listed == .accessList(gasPrice: wei(42), []))
        let error = await failure { () throws(EthereumRPCError) in
            try await FeeFiller(provider: provider(), policy: FeePolicy())
                .fees(TransactionOverrides(maxFeePerGas: wei(5)))
        }
        #expect(error?.code == .contradiction)
    }

    private func provider() throws(EthereumRPCError) -> EthereumProvider {
        do { return try node.provider() } catch { throw EthereumRPCError(.invalidURL, "\(error)") }
    }

    @Test("takes what is given")
    func overrides() async throws {
        block(baseFee: "0x64")
        rewards(["0x7"])
        let price = try await filler().fees(TransactionOverrides(gasPrice: wei(9)))
        #expect(price == .legacy(gasPrice: wei(9)))
        let both = try await filler().fees(
            TransactionOverrides(maxFeePerGas: wei(9), maxPriorityFeePerGas: wei(8)))
        #expect(both.isDynamic(most: wei(9), tip: wei(8)))
        let most = try await filler().fees(TransactionOverrides(maxFeePerGas: wei(5)))
        #expect(most.isDynamic(most: wei(5), tip: wei(5)))
        let tip = try await filler().fees(TransactionOverrides(maxPriorityFeePerGas: wei(50)))
        #expect(tip.isDynamic(most: wei(250), tip: wei(50)))
    }

    @Test("refuses contradictions before anything is asked")
    func contradictions() async throws {
        let all = [
            TransactionOverrides(gasPrice: wei(1), maxFeePerGas: wei(1)),
            TransactionOverrides(gasPrice: wei(1), maxPriorityFeePerGas: wei(1)),
            TransactionOverrides(maxFeePerGas: wei(1), maxPriorityFeePerGas: wei(2)),
            TransactionOverrides(nonce: .max),
        ]
        let filler = try filler()
        for overrides in all {
            let error = await failure { () throws(EthereumRPCError) in try await filler.fees(overrides) }
            #expect(error?.code == .contradiction)
        }
        #expect(node.calls.isEmpty)
    }

    @Test("adds a margin to the estimate, but none to a transfer, and stays within a block")
    func gasLimits() async throws {
        block(baseFee: "0x64")
        node.script("eth_estimateGas", .result("0x186a0"))
        let call = CallRequest(to: .zero, data: [1])
        let filler = try filler()
        let limit = try await filler.gasLimit(call, TransactionOverrides(), errors: nil)
        #expect(limit == 120_000)
        node.script("eth_estimateGas", .result("0x1c9c37f"))
        let large = try await filler.gasLimit(call, TransactionOverrides(), errors: nil)
        #expect(large == 30_000_000)
        node.script("eth_estimateGas", .result("0x5208"))
        let transfer = try await filler.gasLimit(CallRequest(to: .zero), TransactionOverrides(), errors: nil)
        #expect(transfer == 21_000)
        let given = try await filler.gasLimit(call, TransactionOverrides(gasLimit: 5), errors: nil)
        #expect(given == 5)
    }

    @Test("raises fees by more than the tenth that pools ask for")
    func raised() {
        let old = Transaction.Fees.dynamic(maxFeePerGas: wei(100), maxPriorityFeePerGas: wei(10))
        #expect(old.raised(above: old).isDynamic(most: wei(113), tip: wei(12)))
        let high = Transaction.Fees.dynamic(maxFeePerGas: wei(500), maxPriorityFeePerGas: wei(11))
        #expect(high.raised(above: old).isDynamic(most: wei(500), tip: wei(12)))
    }
}

extension Transaction.Fees {
    fileprivate func isDynamic(most: UInt256, tip: UInt256) -> Bool {
        guard case .dynamic(let maxFee, let priority, let list) = self else { return false }
        return maxFee == most && priority == tip && list.isEmpty
    }
}
