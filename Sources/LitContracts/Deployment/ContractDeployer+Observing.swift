internal import Ethereum
internal import EthereumRPC
internal import Primitives

extension ContractDeployer {
    /// Looks at everything that a deployment consists of.
    ///
    /// - Throws: `EthereumRPCError` if the node cannot be asked.
    public func observe(_ layout: DeploymentLayout) async throws -> DeploymentObservation {
        async let factoryCode = provider.code(at: layout.settings.factory)
        let codes = try await concurrently(layout.contracts) { contract in
            (contract.kind, try await provider.code(at: contract.address))
        }
        var found = DeploymentObservation(
            factoryCode: try await factoryCode, codes: Dictionary(uniqueKeysWithValues: codes))
        // Only what answers as it should is asked.
        for contract in layout.contracts where found.codes[contract.kind] == contract.runtimeCode {
            switch contract.kind {
            case .contractResolver: try await observeResolver(layout, &found)
            case .staking: found.staking = try await observeStaking(layout)
            default: break
            }
        }
        return found
    }

    private func observeResolver(_ layout: DeploymentLayout, _ found: inout DeploymentObservation)
        async throws
    {
        let resolver = ContractResolver(at: layout[.contractResolver], provider: provider)
        let environment = layout.settings.environment
        let role = try await resolver.adminRole()
        for signer in signers where try await resolver.hasRole(role, account: signer) {
            found.administrators.insert(signer)
        }
        let entries = try await concurrently(ContractKind.registered) { kind in
            guard let name = kind.name else { return (kind, Address.zero) }
            return (kind, try await resolver.address(of: name, in: environment))
        }
        found.entries = Dictionary(uniqueKeysWithValues: entries)
    }

    private func observeStaking(_ layout: DeploymentLayout) async throws -> DeploymentObservation.Staking {
        let staking = Staking(at: layout[.staking], provider: provider)
        async let state = staking.state()
        async let epoch = staking.epoch()
        async let count = staking.validatorCountInCurrentEpoch()
        return DeploymentObservation.Staking(
            state: try await state, epoch: try await epoch.number, validatorCount: try await count,
            owner: try await staking.owner())
    }

    private func concurrently<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ body: @escaping @Sendable (Input) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: Output.self) { group in
            for input in inputs { group.addTask { try await body(input) } }
            var outputs: [Output] = []
            for try await output in group { outputs.append(output) }
            return outputs
        }
    }
}
