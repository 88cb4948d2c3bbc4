import DevChain
import EVM
import Ethereum
import Logging
import Primitives
import Secp256k1

/// A chain in memory under a clock that stands, with three accounts that have ether.
struct TestChain {
    static let wallets: [EthereumWallet] = (1...3).compactMap { number in
        try? EthereumWallet(privateKey: UInt256(1000 + number).bytes32.hex)
    }
    static let gwei: UInt256 = 1_000_000_000
    static let ether: UInt256 = 1_000_000_000_000_000_000

    let chain: Chain
    let store: MemoryStore
    let clock: ManualClock

    static var configuration: ChainConfiguration {
        ChainConfiguration(accounts: wallets.map { DevAccount(privateKey: $0.privateKey) })
    }

    static func open(
        store: MemoryStore = MemoryStore(), clock: ManualClock = ManualClock(),
        _ adjust: (inout ChainConfiguration) -> Void = { _ in }
    ) async throws -> TestChain {
        var configuration = configuration
        adjust(&configuration)
        let chain = try await Chain.open(
            configuration, store: store, clock: clock, logger: Logger(label: "chain"))
        return TestChain(chain: chain, store: store, clock: clock)
    }

    /// A signed transfer, or whatever `to` and `data` make of it.
    static func signed(
        _ sender: Int = 0, nonce: UInt64, to: Address? = receiver, value: UInt256 = 1, data: [UInt8] = [],
        gasLimit: UInt64 = 21_000, maxFee: UInt256 = 10 * gwei, tip: UInt256 = gwei,
        chainID: UInt64? = 31337
    ) throws -> ChainTransaction {
        let fees: Transaction.Fees =
            chainID == nil
            ? .legacy(gasPrice: maxFee) : .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: tip)
        return ChainTransaction(
            try wallets[sender].sign(
                Transaction(
                    chainID: chainID, nonce: nonce, gasLimit: gasLimit, to: to, value: value, data: data,
                    fees: fees)))
    }

    static let receiver = Address(truncating: UInt256(0xbeef_0000_0000_0001).bytes32)
    static func address(_ sender: Int) -> Address { wallets[sender].address }

    func balance(_ address: Address, in state: WorldState? = nil) throws -> UInt256 {
        try (state ?? chain.head.state).account(address)?.balance ?? .zero
    }

    /// A contract's creation code that leaves `runtime` as its code.
    static func creation(_ runtime: [UInt8]) -> [UInt8] {
        [0x60, UInt8(runtime.count), 0x80, 0x60, 0x0b, 0x60, 0x00, 0x39, 0x60, 0x00, 0xf3] + runtime
    }

    /// Adds one to slot 0 and logs nothing: PUSH0 SLOAD PUSH1 1 ADD PUSH0 SSTORE STOP.
    static let counter: [UInt8] = [0x5f, 0x54, 0x60, 0x01, 0x01, 0x5f, 0x55, 0x00]
    /// PUSH0 PUSH0 REVERT.
    static let reverting: [UInt8] = [0x5f, 0x5f, 0xfd]
    /// NUMBER PUSH1 32 SWAP1 SUB BLOCKHASH PUSH0 SSTORE: the hash of the block before in slot 0.
    static let hashing: [UInt8] = [0x60, 0x01, 0x43, 0x03, 0x40, 0x5f, 0x55, 0x00]
}
