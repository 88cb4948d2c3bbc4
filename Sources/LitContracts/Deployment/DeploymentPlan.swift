public import Ethereum

/// What remains to be done after what was found on a chain: a pure value, made anew after every look.
///
/// Whatever part of a deployment is there, by whomever and however it was interrupted, the plan is the rest of it;
/// the plan of a complete one is empty.
public struct DeploymentPlan: Hashable, Sendable {
    /// Whether the factory has to be brought first; everything else waits for it.
    public let needsFactory: Bool
    /// Those that can be sent now, in any order and at the same time.
    public let ready: [DeploymentStep]
    /// Those that wait for the ones that are ready.
    public let later: [DeploymentStep]
    /// Those that only somebody else may send.
    public let forOthers: [DeploymentStep]

    /// How a plan is made.
    public struct Options: Hashable, Sendable {
        /// Whether the resolver is pointed to these contracts where it knows others.
        public var replacesEntries = false
        /// Whether the network is left paused, as it is created.
        public var leavesPaused = false

        /// Keeps foreign entries, and activates a network that nobody has touched.
        public init() {}
    }

    /// - Parameter signers: the accounts at hand.
    /// - Throws: ``DeploymentError`` if something else is where a contract should be.
    public init(
        _ layout: DeploymentLayout, found: DeploymentObservation, signers: [Address],
        options: Options = Options()
    ) throws(DeploymentError) {
        let factory = layout.settings.factory
        guard found.factoryCode.isEmpty || found.factoryCode == Create2Factory.runtimeCode else {
            throw DeploymentError(.wrongCode("the factory", at: factory))
        }
        guard !found.factoryCode.isEmpty || factory == Create2Factory.address || found.isWhole(layout) else {
            throw DeploymentError(.noFactory(at: factory))
        }
        var (ready, later, forOthers): ([DeploymentStep], [DeploymentStep], [DeploymentStep]) = ([], [], [])
        for contract in layout.contracts {
            let code = found.codes[contract.kind] ?? []
            if code.isEmpty {
                ready.append(.create(contract, factory: factory))
            } else if code != contract.runtimeCode {
                throw DeploymentError(.wrongCode("\(contract.kind)", at: contract.address))
            }
        }
        needsFactory = found.factoryCode.isEmpty && !ready.isEmpty

        var configuration: [DeploymentStep] = []
        let resolverIsThere = found.has(.contractResolver)
        let administrator =
            resolverIsThere ? signers.first { found.administrators.contains($0) } : layout.settings.owner
        for contract in layout.contracts where contract.kind.name != nil {
            let entry = found.entries[contract.kind] ?? .zero
            guard entry != contract.address else { continue }
            guard entry == .zero || options.replacesEntries else {
                throw DeploymentError(
                    .conflictingEntry(contract.kind, found: entry, expected: contract.address))
            }
            configuration.append(
                try .register(contract, in: layout, by: administrator ?? layout.settings.owner))
        }
        if !options.leavesPaused, found.staking?.isUntouched ?? true {
            configuration.append(try .activate(layout, by: found.staking?.owner ?? layout.settings.owner))
        }
        for step in configuration {
            if let sender = step.sender, !signers.contains(sender) {
                forOthers.append(step)
            } else if ready.isEmpty || ready.allSatisfy({ $0.isConfiguration }) {
                ready.append(step)
            } else {
                later.append(step)
            }
        }
        (self.ready, self.later, self.forOthers) = (ready, later, forOthers)
    }

    /// Whether nothing is left to do, by anybody.
    public var isComplete: Bool { ready.isEmpty && later.isEmpty && forOthers.isEmpty }

    /// An upper bound of the gas that an account's own steps take.
    ///
    /// - Parameter payer: sends what anybody may.
    public func gas(of account: Address, payer: Address) -> UInt64 {
        (ready + later).filter { ($0.sender ?? payer) == account }.reduce(0) { $0 + $1.gas }
    }
}

extension DeploymentStep {
    fileprivate var isConfiguration: Bool {
        if case .create = action { false } else { true }
    }
}

extension DeploymentObservation {
    fileprivate func has(_ kind: ContractKind) -> Bool { !(codes[kind] ?? []).isEmpty }

    /// Whether all contracts are there, so that no factory is needed.
    fileprivate func isWhole(_ layout: DeploymentLayout) -> Bool {
        layout.contracts.allSatisfy { has($0.kind) }
    }
}
