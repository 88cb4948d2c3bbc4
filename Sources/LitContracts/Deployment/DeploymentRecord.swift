public import Ethereum
public import Primitives

/// Where a set of contracts is, in the form that is kept in a file.
///
/// The JSON is a `contractContext` of the JavaScript SDK as it is: it has `resolverAddress`, `environment` and the
/// resolver's `abi`, and under its own `contractContext` the eleven contracts by name, which serve as a context
/// without a resolver.
public struct DeploymentRecord: Hashable, Sendable {
    /// Of the chain.
    public var chainID: UInt64
    /// Which of the resolver's sets.
    public var environment: LitEnvironment
    /// Who administers the contracts.
    public var owner: Address
    /// What created them.
    public var factory: Address
    /// Where each is; none while only the factory is known.
    public var addresses: [ContractKind: Address]

    /// From its parts.
    public init(
        chainID: UInt64, environment: LitEnvironment, owner: Address, factory: Address,
        addresses: [ContractKind: Address] = [:]
    ) {
        self.chainID = chainID
        self.environment = environment
        self.owner = owner
        self.factory = factory
        self.addresses = addresses
    }

    /// Of a deployment on a chain.
    public init(_ layout: DeploymentLayout, chainID: UInt64) {
        self.init(
            chainID: chainID, environment: layout.settings.environment, owner: layout.settings.owner,
            factory: layout.settings.factory,
            addresses: Dictionary(uniqueKeysWithValues: layout.contracts.map { ($0.kind, $0.address) }))
    }

    /// The number of the form that is written here.
    public static let format = 1
    /// The names that the JavaScript SDK asks for.
    public static let contextKinds: [ContractKind] = [
        .allowlist, .litToken, .multisender, .pkpHelper, .pkpNFT, .pkpNFTMetadata, .pkpPermissions,
        .pubkeyRouter, .rateLimitNFT, .staking, .stakingBalances,
    ]
}

extension DeploymentRecord {
    /// The text of the file is this, written.
    public var json: JSON {
        var object = JSON.Object()
        object["format"] = .number(JSON.Number(Self.format))
        object["chainId"] = .number(JSON.Number(chainID))
        object["environment"] = .number(JSON.Number(environment.rawValue))
        object["owner"] = .string(owner.checksummed)
        object["factory"] = .string(factory.checksummed)
        guard let resolver = addresses[.contractResolver] else { return .object(object) }
        object["resolverAddress"] = .string(resolver.checksummed)
        var contracts = JSON.Object()
        for kind in ContractKind.allCases {
            contracts[kind.rawValue] = addresses[kind].map { .string($0.checksummed) }
        }
        object["contracts"] = .object(contracts)
        object["abi"] = ContractResolver.abi.json
        var context = JSON.Object()
        for kind in Self.contextKinds {
            var entry = JSON.Object()
            entry["address"] = addresses[kind].map { .string($0.checksummed) }
            // The one that the SDK carries lacks what it calls.
            if kind == .staking { entry["abi"] = Staking.abi.json }
            context[kind.rawValue] = .object(entry)
        }
        object["contractContext"] = .object(context)
        return .object(object)
    }

    /// Each member on a line of its own, so that a person can read the file.
    public var text: String {
        guard let members = json.object else { return json.text }
        let lines = members.keys.map { key -> String in
            let name = JSON.string(key).text
            guard let value = members[key] else { return "  \(name): null" }
            guard ["contracts", "contractContext"].contains(key), let inner = value.object else {
                return "  \(name): \(value.text)"
            }
            let entries = inner.keys.map { "    \(JSON.string($0).text): \((inner[$0] ?? .null).text)" }
            return "  \(name): {\n" + entries.joined(separator: ",\n") + "\n  }"
        }
        return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    }

    /// From that JSON.
    ///
    /// - Throws: ``DeploymentError`` with `invalidRecord`, which names the member that is missing or no good.
    public init(json: JSON) throws(DeploymentError) {
        guard let format = json["format"]?.int else {
            throw DeploymentError(.invalidRecord("\"format\" is missing"))
        }
        guard format == Self.format else {
            throw DeploymentError(.invalidRecord("format \(format) is not known, only \(Self.format)"))
        }
        guard let chainID = json["chainId"]?.number?.integer(as: UInt64.self) else {
            throw DeploymentError(.invalidRecord("\"chainId\" is missing or no number"))
        }
        guard let environment = json["environment"]?.number?.integer(as: UInt8.self) else {
            throw DeploymentError(.invalidRecord("\"environment\" is missing or no number below 256"))
        }
        self.init(
            chainID: chainID, environment: LitEnvironment(rawValue: environment),
            owner: try Self.address(json["owner"], "owner"),
            factory: try Self.address(json["factory"], "factory"))
        guard let contracts = json["contracts"] else { return }
        for kind in ContractKind.allCases {
            addresses[kind] = try Self.address(contracts[kind.rawValue], "contracts.\(kind)")
        }
    }

    private static func address(_ json: JSON?, _ name: String) throws(DeploymentError) -> Address {
        guard let text = json?.string else {
            throw DeploymentError(.invalidRecord("\"\(name)\" is missing or no text"))
        }
        do { return try Address(text) } catch {
            throw DeploymentError(.invalidRecord("\"\(name)\" is no address"), cause: error)
        }
    }

}
