public import Ethereum
public import EthereumRPC
internal import Primitives

/// One of the contracts of a network, with a method for every function.
///
/// ```swift
/// let nft = PKPNFT(at: address, account: account)
/// let pkp = try await nft.mintNext(value: nft.mintCost()).outcome()
/// let owner = try await nft.at(1200).owner(of: pkp.tokenID)
/// ```
/// Reverts come as ``EthereumRPC/EthereumRPCError`` with what the contract said in `revert`, decoded also where it
/// comes from another of the contracts; ``EthereumRPC/EthereumRPCError/contractError`` gives the typed error.
public protocol LitContract: Sendable {
    /// Which one it is.
    static var kind: ContractKind { get }
    /// Every function, event and error of its own.
    static var abi: ContractABI { get }
    /// The types of its events.
    static var events: [any LitContractEvent.Type] { get }
    /// What it is called through.
    var contract: Contract { get }
    /// The block whose state is read.
    var block: BlockReference { get }

    /// - Parameter contract: made with ``contract(at:provider:)`` or ``contract(at:account:)``, so that the errors
    ///   of all contracts are known to it.
    init(_ contract: Contract, at block: BlockReference)
}

extension LitContract {
    /// A contract that is only read.
    public init(at address: Address, provider: EthereumProvider) {
        self.init(Self.contract(at: address, provider: provider), at: .latest)
    }

    /// A contract that is read, and called by an account.
    public init(at address: Address, account: EthereumAccount) {
        self.init(Self.contract(at: address, account: account), at: .latest)
    }

    /// The untyped contract, which is only read.
    public static func contract(at address: Address, provider: EthereumProvider) -> Contract {
        Contract(address: address, abi: callingABI, provider: provider, name: kind.rawValue)
    }

    /// The untyped contract, called by an account.
    public static func contract(at address: Address, account: EthereumAccount) -> Contract {
        Contract(address: address, abi: callingABI, account: account, name: kind.rawValue)
    }

    /// Where it is.
    public var address: Address { contract.address }

    /// The same contract as it was at a block, for reading.
    public func at(_ block: BlockReference) -> Self { Self(contract, at: block) }

    /// The same contract, called by another account.
    public func connected(to account: EthereumAccount) -> Self {
        Self(contract.connected(to: account), at: block)
    }

    /// Its functions and events with the errors of all contracts: any of them may come through.
    static var callingABI: ContractABI { CallingABIs.all[kind] ?? abi }
}

/// Made once.
private enum CallingABIs {
    static let all: [ContractKind: ContractABI] = {
        var all: [ContractKind: ContractABI] = [:]
        for type in ContractKind.allCases.map(\.binding) {
            let own = type.abi.entries.filter { if case .error = $0 { false } else { true } }
            all[type.kind] = try? ContractABI(own + LitContractError.declarations)
        }
        return all
    }()
}

// MARK: What the methods are made of

extension LitContract {
    func read<T: ABIDecodable>(
        _ function: String, _ arguments: any ABIEncodable...
    ) async throws(EthereumRPCError) -> T {
        let results = try await contract.call(function, arguments.map(\.abiValue), at: block)
        return try Self.reading(function) { () throws(ABIError) in try results.get(0) }
    }

    func readResults<T: ABIResults>(
        _ function: String, _ arguments: any ABIEncodable...
    ) async throws(EthereumRPCError) -> T {
        let results = try await contract.call(function, arguments.map(\.abiValue), at: block)
        return try Self.reading(function) { () throws(ABIError) in
            var fields = ABIFields(results.values)
            return try T(results: &fields)
        }
    }

    func check(_ function: String, _ arguments: any ABIEncodable...) async throws(EthereumRPCError) {
        _ = try await contract.call(function, arguments.map(\.abiValue), at: block)
    }

    func send(
        _ function: String, _ arguments: any ABIEncodable..., value: UInt256? = nil,
        overrides: TransactionOverrides
    ) async throws(EthereumRPCError) -> PendingTransaction {
        let overrides = try Self.adding(value, to: overrides, function)
        return try await contract.send(function, arguments.map(\.abiValue), overrides: overrides)
    }

    func send<Outcome: TransactionOutcome>(
        _ function: String, _ arguments: any ABIEncodable..., value: UInt256? = nil,
        overrides: TransactionOverrides
    ) async throws(EthereumRPCError) -> ContractTransaction<Outcome> {
        let overrides = try Self.adding(value, to: overrides, function)
        return ContractTransaction(
            pending: try await contract.send(function, arguments.map(\.abiValue), overrides: overrides))
    }

    private static func adding(
        _ value: UInt256?, to overrides: TransactionOverrides, _ function: String
    ) throws(EthereumRPCError) -> TransactionOverrides {
        guard let value else { return overrides }
        guard overrides.value == nil || overrides.value == value else {
            throw EthereumRPCError(
                .contradiction, "two different values are given", context: .init(call: "\(kind).\(function)"))
        }
        var overrides = overrides
        overrides.value = value
        return overrides
    }

    private static func reading<T>(
        _ function: String, _ body: () throws(ABIError) -> T
    ) throws(EthereumRPCError) -> T {
        do {
            return try body()
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "what was returned does not suit", context: .init(call: "\(kind).\(function)"),
                cause: error)
        }
    }
}

extension ContractABI {
    /// From lines of signatures that this library is written with, which tests compare with the published ones.
    init(signatures text: String) {
        do {
            try self.init(parsing: text.split(separator: "\n").map(String.init))
        } catch {
            preconditionFailure("a signature of the library itself: \(error)")
        }
    }
}

extension ABIEvent {
    /// From a signature that this library is written with.
    init(signature: String) {
        do {
            try self.init(parsing: signature)
        } catch {
            preconditionFailure("a signature of the library itself: \(error)")
        }
    }
}
