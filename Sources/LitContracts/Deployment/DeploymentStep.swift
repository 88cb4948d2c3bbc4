public import Ethereum
import Primitives

/// One transaction of a deployment.
public struct DeploymentStep: Hashable, Sendable {
    /// What it does.
    public enum Action: Hashable, Sendable {
        /// Creates a contract.
        case create(ContractKind)
        /// Tells the resolver where a contract is.
        case register(ContractKind)
        /// Lets validators begin their first epoch.
        case activate
    }

    /// What it does.
    public let action: Action
    /// What it calls.
    public let to: Address
    /// The call.
    public let data: [UInt8]
    /// The call as people write it: function and arguments, without what is too long to read.
    public let call: String
    /// Who may send it; nil for anybody.
    public let sender: Address?
    /// An upper bound of the gas that it takes, without asking the chain.
    public let gas: UInt64
}

extension DeploymentStep: CustomStringConvertible {
    /// For people, such as `create PKPNFT`.
    public var description: String {
        switch action {
        case .create(let kind): "create \(kind)"
        case .register(let kind): "register \(kind)"
        case .activate: "activate the network"
        }
    }
}

extension DeploymentStep {
    static func create(_ contract: DeployableContract, factory: Address) -> DeploymentStep {
        let data = Create2Factory.callData(salt: DeploymentSettings.salt, creationCode: contract.creationCode)
        return DeploymentStep(
            action: .create(contract.kind), to: factory, data: data,
            call: "the factory with the creation code of \(contract.kind)", sender: nil,
            gas: creationGas(data: data, runtime: contract.runtimeCode))
    }

    static func register(_ contract: DeployableContract, in layout: DeploymentLayout, by sender: Address)
        throws(DeploymentError) -> DeploymentStep
    {
        guard let name = contract.kind.name else {
            throw DeploymentError(.invalidArtifact("\(contract.kind) has no name in the resolver"))
        }
        let arguments: [ABIValue] = [
            name.abiValue, layout.settings.environment.abiValue, .address(contract.address),
        ]
        return try DeploymentStep(
            .register(contract.kind), ContractResolver.abi, "setContract", arguments,
            to: layout[.contractResolver], sender: sender)
    }

    static func activate(_ layout: DeploymentLayout, by sender: Address) throws(DeploymentError)
        -> DeploymentStep
    {
        try DeploymentStep(
            .activate, Staking.abi, "setEpochState", [StakingState.active.abiValue], to: layout[.staking],
            sender: sender)
    }

    private init(
        _ action: Action, _ abi: ContractABI, _ name: String, _ arguments: [ABIValue], to: Address,
        sender: Address
    ) throws(DeploymentError) {
        do {
            let function = try abi.function(name)
            let list = arguments.map(\.description).joined(separator: ", ")
            self.init(
                action: action, to: to, data: try function.encodeCall(arguments),
                call: "\(function.signature) with (\(list))", sender: sender, gas: 90_000)
        } catch {
            throw DeploymentError(.invalidArtifact("\(error)"))
        }
    }

    /// Base, calldata (EIP-2028), creation with its words (EIP-3860), code on chain (Yellow Paper, appendix G), and
    /// something for what constructors store.
    private static func creationGas(data: [UInt8], runtime: [UInt8]) -> UInt64 {
        let zeros = data.count { $0 == 0 }
        let input = UInt64(zeros * 4 + (data.count - zeros) * 16)
        let words = UInt64(data.count + 31) / 32
        return 21_000 + input + 32_000 + words * 8 + UInt64(runtime.count) * 200 + 1_000_000
    }
}
