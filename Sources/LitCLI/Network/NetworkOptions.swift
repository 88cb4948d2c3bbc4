import ArgumentParser
import Ethereum
import Foundation
import Lit
import LocalNetwork

/// Which network a command works on: the one in a folder of this machine unless another is named.
struct NetworkOptions: ParsableArguments {
    @OptionGroup var place: StateOption

    @Option(
        help: ArgumentHelp("local, datil, datil-test or datil-dev; local unless given.", valueName: "name"),
        completion: .list(["local", "datil", "datil-test", "datil-dev"]))
    var network: String?

    @Option(
        help: ArgumentHelp(
            "A node of the chain: with --staking of a network of your own, or another one of a named network's.",
            valueName: "url"))
    var rpcUrl: String?

    @Option(help: ArgumentHelp("The staking contract of a network of your own.", valueName: "address"))
    var staking: String?

    @Flag(help: "Accept nodes that do not prove what they run: datil and datil-test, in this version.")
    var unattested = false

    func validate() throws {
        if staking != nil, rpcUrl == nil {
            throw ValidationError("--staking names a contract; --rpc-url has to say on which chain")
        }
        if staking != nil, network != nil {
            throw ValidationError("--network names a network; --staking is for one that has no name")
        }
        if staking == nil, rpcUrl != nil, network == nil || network == "local" {
            throw ValidationError("--rpc-url needs --network with a name, or --staking with an address")
        }
    }

    func target() throws -> NetworkTarget {
        try NetworkTarget(
            name: network, place: place, rpcURL: rpcUrl, staking: staking, unattested: unattested)
    }
}

/// The network that is meant.
struct NetworkTarget {
    let network: Network
    /// Whether it is one of this machine, whose public accounts may be used.
    let isLocal: Bool

    init(
        name: String?, place: StateOption, rpcURL: String?, staking: String?, unattested: Bool
    ) throws {
        if let staking, let rpcURL {
            network = .custom(rpcURL: rpcURL, staking: try Self.address(staking))
            isLocal = Self.isLoopback(rpcURL)
            return
        }
        let name = name ?? "local"
        guard name != "local" else {
            network = .local(state: place.directory.path)
            isLocal = true
            return
        }
        isLocal = false
        var network: Network
        do {
            network = try .named(name)
        } catch {
            throw Self.explained(error, name)
        }
        if let rpcURL { network = network.with(rpcURL: rpcURL) }
        if unattested { network = network.with(attestation: .unverified) }
        self.network = network
    }

    private static let names = ["local", "datil", "datil-test", "datil-dev"]

    private static func explained(_ error: LitError, _ name: String) -> CommandError {
        guard error.code == .unknownNetwork else { return CommandError(error) }
        if FileManager.default.fileExists(atPath: name) {
            return CommandError(
                "--network \(name): that is a file, and no network.",
                hint: "Give --network after the file, or with a name: --network local", status: .usage)
        }
        if let near = Suggestion.nearest(to: name, among: names) {
            return CommandError(
                "There is no network \(name). Did you mean \(near)?", status: .usage)
        }
        return CommandError(
            "There is no network \(name). There are: \(names.joined(separator: ", ")).",
            hint: "One of your own is given by --rpc-url URL --staking ADDRESS.", status: .usage)
    }

    private static func address(_ text: String) throws -> Address {
        do {
            return try Address(text)
        } catch {
            throw CommandError("--staking: \(error)", status: .usage)
        }
    }

    /// Whether nobody but this machine has that chain.
    private static func isLoopback(_ url: String) -> Bool {
        let host = URL(string: url)?.host ?? ""
        return host.hasPrefix("127.") || host == "localhost" || host == "::1"
    }
}
