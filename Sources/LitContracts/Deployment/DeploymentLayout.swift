public import Ethereum
import Primitives

/// A contract with everything that follows from a deployment's settings.
public struct DeployableContract: Hashable, Sendable {
    /// Which one it is.
    public let kind: ContractKind
    /// Where the factory puts it.
    public let address: Address
    /// The code that creates it, with the constructor's arguments.
    public let creationCode: [UInt8]
    /// The code that must be found at the address, with the immutables.
    public let runtimeCode: [UInt8]
}

/// All contracts of a deployment and their addresses, computed without asking anybody.
public struct DeploymentLayout: Hashable, Sendable {
    /// What it follows from.
    public let settings: DeploymentSettings
    /// By kind, in the order in which they are created.
    public let contracts: [DeployableContract]
    private let addresses: [ContractKind: Address]

    /// - Throws: ``DeploymentError`` if a constructor asks for something that is not known here.
    public init(_ settings: DeploymentSettings) throws(DeploymentError) {
        var contracts: [DeployableContract] = []
        var addresses: [ContractKind: Address] = [:]
        // The resolver comes first: the others are given its address.
        for kind in ContractKind.allCases {
            let contract = try DeployableContract(
                kind, settings, resolver: addresses[.contractResolver] ?? .zero)
            contracts.append(contract)
            addresses[kind] = contract.address
        }
        self.settings = settings
        self.contracts = contracts
        self.addresses = addresses
    }

    /// Where a contract is, or will be.
    public subscript(kind: ContractKind) -> Address { addresses[kind] ?? .zero }
}

extension DeployableContract {
    init(
        _ kind: ContractKind, _ settings: DeploymentSettings, resolver: Address
    ) throws(DeploymentError) {
        let artifact = kind.artifact
        var arguments: [String: ABIValue] = [
            "env": .uint(UInt256(settings.environment.rawValue)), "owner": .address(settings.owner),
            "cap": .uint(DeploymentSettings.tokenCap),
        ]
        if kind != .contractResolver {
            arguments["resolver"] = .address(resolver)
            arguments["contractresolver"] = .address(resolver)
        }
        self.kind = kind
        do {
            var values: [ABIValue] = []
            for parameter in artifact.constructor {
                values.append(try arguments.value(of: parameter.name, in: kind))
            }
            let constructor = try ABIConstructor(inputs: artifact.constructor)
            creationCode = try constructor.encodeDeployment(code: artifact.creationCode, values)
            var code = artifact.runtimeCode
            for immutable in artifact.immutables {
                guard code.count == artifact.runtime.count + immutable.offset else {
                    throw DeploymentError(
                        .invalidArtifact("\(kind): the immutable \(immutable.name) is not behind the code"))
                }
                code += try ABI.encode(
                    [arguments.value(of: immutable.name, in: kind)], as: [immutable.type])
            }
            runtimeCode = code
        } catch let error as DeploymentError {
            throw error
        } catch {
            throw DeploymentError(.invalidArtifact("\(kind): \(error)"))
        }
        address = Create2Factory.address(
            of: creationCode, salt: DeploymentSettings.salt, factory: settings.factory)
    }
}

extension [String: ABIValue] {
    /// Sources write `owner`, `owner_`, `_owner` or `OWNER` for the same thing.
    fileprivate func value(of name: String, in kind: ContractKind) throws(DeploymentError) -> ABIValue {
        guard let value = self[name.filter { $0 != "_" }.lowercased()] else {
            throw DeploymentError(.invalidArtifact("\(kind): what is meant by \"\(name)\" is not known"))
        }
        return value
    }
}
