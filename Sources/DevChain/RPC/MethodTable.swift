import Primitives

/// What a method name leads to.
typealias Method = @Sendable (ChainRPC, Parameters, RPCConnection?) async throws(RPCError) -> JSON

/// All methods by their names, put together once.
enum MethodTable {
    static let all: [String: Method] = {
        let groups = [
            ChainRPC.nodeMethods, ChainRPC.stateMethods, ChainRPC.blockMethods, ChainRPC.transactionMethods,
            ChainRPC.sendingMethods, ChainRPC.accountMethods, ChainRPC.callMethods, ChainRPC.feeMethods,
            ChainRPC.logMethods, ChainRPC.filterMethods, ChainRPC.subscriptionMethods,
            ChainRPC.poolMethods, ChainRPC.rawMethods, ChainRPC.miningMethods, ChainRPC.timeMethods,
            ChainRPC.settingMethods, ChainRPC.snapshotMethods, ChainRPC.debugMethods,
        ]
        var all: [String: Method] = [:]
        for group in groups { all.merge(group) { first, _ in first } }
        for (alias, name) in aliases where all[alias] == nil { all[alias] = all[name] }
        return all
    }()

    /// Other names under which tools look for a method: those of anvil, Hardhat and Ganache.
    private static let aliases: KeyValuePairs = [
        "eth_requestAccounts": "eth_accounts",
        "eth_blobGasPrice": "eth_blobBaseFee",
        "eth_signTypedData": "eth_signTypedData_v4",
        "eth_signTypedData_v3": "eth_signTypedData_v4",
        "anvil_snapshot": "evm_snapshot",
        "anvil_revert": "evm_revert",
        "hardhat_mine": "anvil_mine",
        "anvil_mine_detailed": "evm_mine_detailed",
        "anvil_mineDetailed": "evm_mine_detailed",
        "anvil_increaseTime": "evm_increaseTime",
        "anvil_setNextBlockTimestamp": "evm_setNextBlockTimestamp",
        "anvil_setTime": "evm_setTime",
        "evm_setBlockTimestampInterval": "anvil_setBlockTimestampInterval",
        "evm_removeBlockTimestampInterval": "anvil_removeBlockTimestampInterval",
        "anvil_setAutomine": "evm_setAutomine",
        "evm_getAutomine": "anvil_getAutomine",
        "hardhat_getAutomine": "anvil_getAutomine",
        "anvil_setIntervalMining": "evm_setIntervalMining",
        "evm_getIntervalMining": "anvil_getIntervalMining",
        "anvil_setBlockGasLimit": "evm_setBlockGasLimit",
        "hardhat_setStorageAt": "anvil_setStorageAt",
        "evm_setAccountStorageAt": "anvil_setStorageAt",
        "hardhat_dropTransaction": "anvil_dropTransaction",
        "hardhat_setLoggingEnabled": "anvil_setLoggingEnabled",
        "hardhat_reset": "anvil_reset",
        "evm_reset": "anvil_reset",
        "hardhat_metadata": "anvil_metadata",
    ]
}
