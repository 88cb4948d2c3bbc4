import ArgumentParser

/// The network whose nodes run an action.
struct ActionNetworkOptions: ParsableArguments {
    @Option(
        name: .long, defaultAsFlag: "local", parsing: .next,
        help: ArgumentHelp(
            "Run on the nodes of a network: local, the one of --state, unless a name follows. Give it last, or with "
                + "a name.", valueName: "name"),
        completion: .list(["local", "datil", "datil-test", "datil-dev"]))
    var network: String?

    @OptionGroup var place: StateOption

    @Option(
        help: ArgumentHelp(
            "The staking contract of a network of your own; --rpc-url is then the URL of its chain.",
            valueName: "address"))
    var staking: String?

    @Flag(help: "Accept nodes that do not prove what they run: datil and datil-test, in this version.")
    var unattested = false

    @OptionGroup var wallet: WalletOption

    /// The network; nil for this machine.
    ///
    /// - Parameter rpcURLs: as given for the engine, whose chains have names.
    func target(rpcURLs: [String]) throws -> NetworkTarget? {
        guard network != nil || staking != nil else { return nil }
        guard rpcURLs.count <= 1 else {
            throw CommandError("On a network, --rpc-url is given once: its chain.", status: .usage)
        }
        guard staking == nil || rpcURLs.count == 1 else {
            throw CommandError(
                "--staking names a contract; --rpc-url has to say on which chain.", status: .usage)
        }
        return try NetworkTarget(
            name: network, place: place, rpcURL: rpcURLs.first, staking: staking, unattested: unattested)
    }
}
