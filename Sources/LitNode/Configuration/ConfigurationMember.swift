/// A member of the configuration file: what it is called everywhere, and what it is for.
struct ConfigurationMember: Sendable {
    /// What its value may be.
    enum Kind: Hashable, Sendable {
        case text, path, integer, boolean
        /// A list of texts; with commas between them outside of the file.
        case list
        /// Texts by name; `name=text` with commas between them outside of the file.
        case map
    }

    /// With points between the levels, such as `chain.rpcUrl`.
    let path: String
    let kind: Kind
    /// What to write.
    let advice: String

    /// Such as `LIT_NODE_CHAIN_RPC_URL`.
    var variable: String {
        var name = "LIT_NODE_"
        for character in path {
            if character == "." {
                name.append("_")
            } else {
                if character.isUppercase, name.last?.isLowercase == true { name.append("_") }
                name.append(character)
            }
        }
        return name.uppercased()
    }

    static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    static let all: [ConfigurationMember] =
        [
            .init(path: "listen", kind: .text, advice: "Write a host and a port, such as 127.0.0.1:7470."),
            .init(path: "public.ip", kind: .text, advice: "Write the IPv4 address that clients call."),
            .init(
                path: "public.port", kind: .integer, advice: "Write the port that clients call, up to 65535."),
            .init(path: "tls.certificate", kind: .path, advice: "Name a file in PEM."),
            .init(path: "tls.key", kind: .path, advice: "Name a file in PEM."),
            .init(path: "peer.listen", kind: .text, advice: "Write a host and a port, such as 0.0.0.0:7570."),
            .init(path: "chain.rpcUrl", kind: .text, advice: "Write a URL, such as http://127.0.0.1:8545."),
            .init(path: "chain.staking", kind: .text, advice: "Write the address of the staking contract."),
            .init(path: "chain.resolver", kind: .text, advice: "Write the address of the resolver."),
            .init(path: "chain.staker", kind: .text, advice: "Write the address of who staked for the node."),
            .init(path: "chain.join", kind: .boolean, advice: "Write true or false."),
            .init(path: "rpc", kind: .map, advice: "Write a URL for each chain's name."),
            .init(path: "wallet.keyFile", kind: .path, advice: "Name a file with 64 hexadecimal digits."),
            .init(path: "wallet.env", kind: .text, advice: "Name the variable that has the key."),
            .init(path: "sealing.keyFile", kind: .path, advice: "Name a file with 64 hexadecimal digits."),
            .init(path: "sealing.env", kind: .text, advice: "Name the variable that has the key."),
            .init(
                path: "sealing.passphraseEnv", kind: .text, advice: "Name the variable with the passphrase."),
            .init(path: "state", kind: .path, advice: "Name a folder."),
            .init(path: "actions.gateway", kind: .text, advice: "Write a URL with {} where the CID goes."),
            .init(path: "actions.codeFolder", kind: .path, advice: "Name a folder."),
            .init(path: "actions.prelude", kind: .path, advice: "Name a script."),
            .init(path: "actions.allowedRanges", kind: .list, advice: "Write ranges such as 127.0.0.0/8."),
            .init(path: "actions.worker", kind: .path, advice: "Name the program lit-action-worker."),
            .init(path: "actions.maximumRunning", kind: .integer, advice: "Write a number from 1 on."),
            .init(path: "actions.jit", kind: .boolean, advice: "Write true or false."),
            .init(path: "keys.rootCount", kind: .integer, advice: "Write a number from 2 to 10."),
            .init(path: "keys.minimumPool", kind: .integer, advice: "Write a number from 1 on."),
            .init(path: "keys.maximumPool", kind: .integer, advice: "Write a number from 1 on."),
            .init(path: "rateLimiting", kind: .boolean, advice: "Write true or false."),
            .init(path: "actionsAllowlist", kind: .boolean, advice: "Write true or false."),
            .init(
                path: "authMethods.discord", kind: .list, advice: "Write the ids of applications of Discord."),
            .init(path: "authMethods.google", kind: .list, advice: "Write client ids of Google."),
            .init(path: "authMethods.apple", kind: .list, advice: "Write bundle or service ids of Apple."),
            .init(
                path: "authMethods.stytch", kind: .list,
                advice: "Write projects of Stytch, such as project-live-…"),
            .init(path: "requests.concurrency", kind: .integer, advice: "Write a number from 1 on."),
            .init(
                path: "requests.bodyLimit", kind: .integer, advice: "Write a number of bytes from 1024 on."),
            .init(path: "requests.bodyTimeoutMs", kind: .integer, advice: "Write milliseconds, from 1 on."),
            .init(path: "requests.connections", kind: .integer, advice: "Write a number from 1 on."),
            .init(
                path: "requests.perSource", kind: .integer,
                advice: "Write how many in a minute, or 0 for any number."),
            .init(
                path: "requests.perPKP", kind: .integer,
                advice: "Write how many in a minute, or 0 for any number."),
            .init(path: "requests.proxies", kind: .list, advice: "Write ranges such as 10.0.0.0/8."),
            .init(
                path: "log.level", kind: .text,
                advice: "Write trace, debug, info, notice, warning, error or critical."),
            .init(path: "log.format", kind: .text, advice: "Write text or json."),
        ] + limitNames.map { .init(path: "actions.limits.\($0)", kind: .integer, advice: "Write a number.") }

    /// As the Staking contract calls them.
    static let limitNames = [
        "timeoutMs", "memoryLimitMb", "maxCodeLength", "maxResponseLength", "maxLogLength", "maxFetchCount",
        "maxSignCount", "maxContractCallCount", "maxBroadcastAndCollectCount", "maxCallDepth", "maxRetries",
    ]
}
