public import Ethereum
public import Primitives

/// A block in the making: transactions are executed one after the other on its parent's state.
///
/// Begin, execute, end; the same steps serve to seal a new block and to check a given one. Not to
/// be shared between threads.
public final class BlockExecution {
    /// The state with what the transactions have changed so far.
    public var state: JournaledState { executor.state }
    /// What the instructions see of the block.
    public var environment: BlockEnvironment { executor.block }
    /// One for each transaction so far.
    public private(set) var receipts: [Receipt] = []
    /// By all transactions so far.
    public private(set) var gasUsed: UInt64 = 0
    /// By all transactions so far.
    public private(set) var blobGasUsed: UInt64 = 0
    /// Of all logs so far.
    public private(set) var logsBloom = LogsBloom()
    private let parent: WorldState
    private let beaconRoot: Bytes32
    private let executor: TransactionExecutor

    /// Where each block's parent beacon block root is stored (EIP-4788).
    public static let beaconRootsAddress = Address(
        truncating: UInt256(0x000f_3df6_d732_807e_f131_9fb7_b8bb_8522_d0be_ac02).bytes32)
    private static let systemAddress = Address(
        truncating: UInt256(0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe).bytes32)

    /// Of `header` those fields are looked at that execution depends on: beneficiary, number, gas limit,
    /// time, randomness, fees, and the beacon root.
    ///
    /// `blockHash` gives the hashes of the 256 blocks before.
    public init(
        on parent: WorldState, header: BlockHeader, chainID: UInt64,
        blockHash: @escaping @Sendable (UInt64) -> Bytes32
    ) {
        self.parent = parent
        beaconRoot = header.parentBeaconBlockRoot
        let environment = BlockEnvironment(header, chainID: chainID, blockHash: blockHash)
        executor = TransactionExecutor(state: JournaledState(over: parent), block: environment)
    }

    /// What happens before the first transaction: the beacon root is stored (EIP-4788).
    public func begin() throws(StateError) {
        try executor.systemCall(
            to: Self.beaconRootsAddress, from: Self.systemAddress, data: beaconRoot.bytes)
    }

    /// Executes the next transaction. If it throws, nothing of it happened, and another may follow.
    public func execute(
        _ transaction: Transaction, from sender: Address, checks: ExecutionChecks = .all,
        tracer: (any ExecutionTracer)? = nil
    ) throws(ExecutionError) -> ExecutionResult {
        let blobGas = transaction.blobGas
        // Without the check a transaction before may have taken more than there is.
        let available = FeeMarket.maxBlobGasPerBlock - min(blobGasUsed, FeeMarket.maxBlobGasPerBlock)
        if checks.contains(.blockGas), blobGas > available {
            throw .rejected(
                TransactionRejection(
                    .exceedsBlobGas(blobGas: blobGas, available: available), sender: sender))
        }
        let result = try executor.execute(transaction, from: sender, checks: checks, tracer: tracer)
        gasUsed += result.gasUsed
        blobGasUsed += blobGas
        let receipt = Receipt(
            type: transaction.type, succeeded: result.succeeded, cumulativeGasUsed: gasUsed,
            logs: result.logs)
        logsBloom.formUnion(receipt.logsBloom)
        receipts.append(receipt)
        return result
    }

    /// Credits the withdrawals (EIP-4895).
    public func end(withdrawals: [Withdrawal] = []) throws(StateError) {
        for withdrawal in withdrawals {
            try state.credit(withdrawal.address, withdrawal.amountInWei)
        }
    }

    /// What the block has changed, after it has ended.
    public func changes() -> StateChanges { state.changes() }

    /// The state after the block.
    public func finalState() throws(StateError) -> WorldState { try parent.applying(state.changes()) }
}

extension BlockEnvironment {
    /// What the block of this header shows to its transactions.
    public init(
        _ header: BlockHeader, chainID: UInt64, blockHash: @escaping @Sendable (UInt64) -> Bytes32
    ) {
        self.init(
            number: header.number, timestamp: header.timestamp, gasLimit: header.gasLimit,
            coinbase: header.beneficiary, prevRandao: header.prevRandao, baseFee: header.baseFeePerGas,
            blobBaseFee: FeeMarket.blobBaseFee(excessBlobGas: header.excessBlobGas),
            chainID: UInt256(chainID), blockHash: blockHash)
    }
}
