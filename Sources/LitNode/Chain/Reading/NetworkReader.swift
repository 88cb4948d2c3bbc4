import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// Reads what a node needs to know of its network, in few requests.
struct NetworkReader: Sendable {
    let contracts: LitContracts
    /// Whose signals are asked for; nil for nobody's.
    let staker: Address?

    private var provider: EthereumProvider { contracts.provider }

    /// Finds the contracts of an environment, in two requests at most.
    ///
    /// - Throws: `EthereumRPCError` if something does not answer as it should; with `abiMismatch` if a contract
    ///   that a node cannot do without is not registered.
    static func contracts(
        at anchor: NetworkWatcher.Anchor, in environment: LitEnvironment, provider: EthereumProvider
    ) async throws(EthereumRPCError) -> LitContracts {
        let resolver: Address
        switch anchor {
        case .resolver(let address): resolver = address
        case .staking(let address):
            resolver = try await Staking(at: address, provider: provider).contractResolver()
        }
        var batch = CallBatch()
        let kinds = ContractKind.registered
        for kind in kinds {
            guard let name = kind.name else { continue }
            try batch.add(
                ContractResolver.self, at: resolver, "getContract", [name.abiValue, environment.abiValue])
        }
        var addresses: [ContractKind: Address] = [.contractResolver: resolver]
        for (kind, result) in zip(kinds, try await batch.results(from: provider, at: .latest)) {
            let address: Address = try reading("getContract") { () throws(ABIError) in try result.get(0) }
            if address != .zero { addresses[kind] = address }
        }
        if case .staking(let address) = anchor { addresses[.staking] = address }
        for kind in [ContractKind.staking, .pubkeyRouter] where addresses[kind] == nil {
            throw EthereumRPCError(
                .abiMismatch,
                "the resolver at \(resolver) knows no \(kind.rawValue) in its environment \(environment)")
        }
        return LitContracts(addresses: addresses, environment: environment, provider: provider)
    }

    /// Everything as it is at a block, in one request.
    func snapshot(at block: BlockMark) async throws(EthereumRPCError) -> StakingSnapshot {
        let staking = contracts.addresses[.staking] ?? .zero
        var batch = CallBatch()
        for name in Self.stakingCalls { try batch.add(Staking.self, at: staking, name) }
        try batch.add(
            PubkeyRouter.self, at: contracts.addresses[.pubkeyRouter] ?? .zero, "getRootKeys",
            [.address(staking)])
        if let staker {
            try batch.add(Staking.self, at: staking, "readyForNextEpoch", [.address(staker)])
        }
        let results = try await batch.results(from: provider, at: .hash(block.hash))
        return try Self.reading("what the contracts say") { () throws(ABIError) in
            try Self.snapshot(results, at: block)
        }
    }

    private static let stakingCalls = [
        "state", "epoch", "getValidatorsInCurrentEpoch", "getValidatorsStructsInCurrentEpoch",
        "getValidatorsInNextEpoch", "getValidatorsStructsInNextEpoch", "currentValidatorCountForConsensus",
        "config",
    ]

    private static func snapshot(
        _ results: [ABIArguments], at block: BlockMark
    ) throws(ABIError) -> StakingSnapshot {
        func result<T: ABIDecodable>(_ place: Int) throws(ABIError) -> T {
            guard results.indices.contains(place) else {
                throw ABIError.wrongKind(expected: "\(place + 1) results or more", actual: .tuple([]))
            }
            return try results[place].get(0)
        }
        let epoch: Epoch = try result(1)
        let consensus: UInt256 = try result(6)
        let config: StakingConfig = try result(7)
        return StakingSnapshot(
            block: block, state: try result(0), epoch: EpochTimes(epoch),
            current: try nodes(result(2), result(3)), next: try nodes(result(4), result(5)),
            consensus: UInt64(clamping: consensus),
            minimumValidatorCount: UInt64(clamping: config.minimumValidatorCount),
            rootKeys: try result(8), hasSignalled: results.count > 9 ? try result(9) : false)
    }

    private static func nodes(_ stakers: [Address], _ records: [Validator]) throws(ABIError) -> [StakedNode] {
        guard stakers.count == records.count else {
            throw ABIError.wrongKind(
                expected: "a record for each of \(stakers.count) stakers", actual: .tuple([]))
        }
        return zip(stakers, records).map { StakedNode(staker: $0, record: $1) }
    }

    private static func reading<T>(
        _ what: String, _ body: () throws(ABIError) -> T
    ) throws(EthereumRPCError) -> T {
        do {
            return try body()
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "what was returned does not suit", context: .init(call: what), cause: error)
        }
    }
}
