import ArgumentParser
import Ethereum
import LitContracts

/// Where contracts go, and whose they are.
struct DeployOptions: ParsableArguments {
    @Option(
        name: .customLong("rpc-url"),
        help: ArgumentHelp("A node of the chain, by JSON-RPC over HTTP.", valueName: "url"))
    var url = "http://127.0.0.1:8545"

    @Option(
        help: ArgumentHelp("Who administers the contracts; the payer unless given.", valueName: "address"))
    var owner: String?

    @Option(
        name: .customLong("env"),
        help: ArgumentHelp("dev, staging or prod: which set of contracts they are.", valueName: "environment")
    )
    var environment = "dev"

    @Option(
        help: ArgumentHelp(
            "A factory to create them by, other than the well-known one.", valueName: "address"))
    var factory: String?

    @Option(help: ArgumentHelp("How deep transactions must be in the chain.", valueName: "blocks"))
    var confirmations: UInt64 = 1

    @Flag(help: "Point the resolver to these contracts where it knows others.")
    var replaceEntries = false

    @Flag(help: "Leave the network paused, as it is created.")
    var leavePaused = false

    func validate() throws {
        _ = try litEnvironment
        _ = try ownerAddress
        _ = try factoryAddress
        guard confirmations > 0 else { throw ValidationError("--confirmations must be at least 1") }
    }

    var litEnvironment: LitEnvironment {
        get throws {
            switch environment {
            case "dev": return .dev
            case "staging": return .staging
            case "prod": return .prod
            default: throw ValidationError("--env must be dev, staging or prod, not \"\(environment)\"")
            }
        }
    }

    var ownerAddress: Address? { get throws { try Self.address(owner, "--owner") } }
    var factoryAddress: Address? { get throws { try Self.address(factory, "--factory") } }

    private static func address(_ text: String?, _ option: String) throws -> Address? {
        guard let text else { return nil }
        do {
            let address = try Address(text)
            guard address != .zero else { throw ValidationError("\(option) must not be the zero address") }
            return address
        } catch let error as AddressError {
            throw ValidationError("\(option): \(error)")
        }
    }
}
