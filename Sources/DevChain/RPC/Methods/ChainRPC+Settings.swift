import Ethereum
import Primitives

/// What a developer sets from outside of any transaction.
extension ChainRPC {
    static let settingMethods: [String: Method] = {
        var methods: [String: Method] = [
            "anvil_setStorageAt": { rpc, parameters, _ throws(RPCError) in
                try await rpc.set(.storage(parameters))
                return true
            },
            "anvil_dropTransaction": { rpc, parameters, _ throws(RPCError) in
                let hash = try parameters[0, "hash"].hash()
                return try await rpc.set(.dropTransaction(hash)) == .bool(true) ? .hash(hash) : .null
            },
            "anvil_setLoggingEnabled": { rpc, parameters, _ throws(RPCError) in
                try await rpc.set(.loggingEnabled(parameters[0, "enabled"].bool()))
                return .null
            },
            "anvil_enableTraces": { _, _, _ in .null },
        ]
        for setting in DeveloperSetting.all {
            methods["anvil_\(setting.name)"] = setting.method(answering: .null)
            // Hardhat answers true where anvil answers null.
            for name in ["hardhat_\(setting.name)"] + setting.aliases {
                methods[name] = setting.method(answering: true)
            }
        }
        return methods
    }()
}

/// A setting that anvil and Hardhat know under one name.
private struct DeveloperSetting: Sendable {
    /// After `anvil_` and `hardhat_`.
    let name: String
    /// Further names of the method.
    var aliases: [String] = []
    /// The setting that the parameters describe.
    let read: @Sendable (Parameters) throws(RPCError) -> ChainSetting

    func method(answering answer: JSON) -> Method {
        { rpc, parameters, _ throws(RPCError) in
            try await rpc.set(self.read(parameters))
            return answer
        }
    }

    static let all: [DeveloperSetting] = [
        DeveloperSetting(name: "setBalance", aliases: ["evm_setAccountBalance"]) {
            parameters throws(RPCError) in
            .balance(try parameters[0, "address"].address(), try parameters[1, "balance"].number())
        },
        DeveloperSetting(name: "setNonce", aliases: ["evm_setAccountNonce"]) { parameters throws(RPCError) in
            .nonce(try parameters[0, "address"].address(), try parameters[1, "nonce"].number64())
        },
        DeveloperSetting(name: "setCode", aliases: ["evm_setAccountCode"]) { parameters throws(RPCError) in
            .code(try parameters[0, "address"].address(), try parameters[1, "code"].data())
        },
        DeveloperSetting(name: "setCoinbase") { parameters throws(RPCError) in
            .coinbase(try parameters[0, "address"].address())
        },
        DeveloperSetting(name: "setChainId") { parameters throws(RPCError) in
            .chainID(try parameters[0, "chainId"].number64())
        },
        DeveloperSetting(name: "setNextBlockBaseFeePerGas") { parameters throws(RPCError) in
            .nextBaseFee(try parameters[0, "baseFee"].number())
        },
        DeveloperSetting(name: "setMinGasPrice") { parameters throws(RPCError) in
            .minGasPrice(try parameters[0, "gasPrice"].number())
        },
        DeveloperSetting(name: "setPrevRandao") { parameters throws(RPCError) in
            .prevRandao(try parameters[0, "prevRandao"].storageKey().number.bytes32)
        },
        DeveloperSetting(name: "impersonateAccount") { parameters throws(RPCError) in
            .impersonate(try parameters[0, "address"].address())
        },
        DeveloperSetting(name: "stopImpersonatingAccount") { parameters throws(RPCError) in
            .stopImpersonating(try parameters[0, "address"].address())
        },
        DeveloperSetting(name: "autoImpersonateAccount") { parameters throws(RPCError) in
            .autoImpersonate(try parameters[0, "enabled"].bool())
        },
        DeveloperSetting(name: "dropAllTransactions") { _ throws(RPCError) in .dropAll },
        DeveloperSetting(name: "removePoolTransactions") { parameters throws(RPCError) in
            .removeFrom(try parameters[0, "address"].address())
        },
    ]
}

extension ChainSetting {
    /// An address, a slot in any form of a number, and a word.
    fileprivate static func storage(_ parameters: Parameters) throws(RPCError) -> ChainSetting {
        let slot = parameters[1, "slot"]
        let isHex = slot.value.string.map { $0.hasPrefix("0x") || $0.hasPrefix("0X") } ?? false
        return .storage(
            try parameters[0, "address"].address(),
            slot: try isHex ? slot.storageKey().number : slot.number(),
            word: try parameters[2, "value"].storageKey().number)
    }
}
