import ArgumentParser
import LocalNetwork
import Primitives

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tells how a network of this machine is.",
        discussion: """
            The JSON has all that a program needs: rpcUrl, chainId, contracts, resolver, nodes, threshold, accounts \
            with their public keys to sign with, ipfs, faucet, and contractContext for the JavaScript SDK.

            The public accounts are called local:0 to local:9, as other commands take them with --wallet.

            The exit status is 1 where no network runs, and 2 where too few nodes can sign.
            """
    )

    @OptionGroup var place: StateOption

    @Flag(help: "Print one line of JSON.")
    var json = false

    @Flag(help: "Print lines for a shell: eval \"$(lit status --env)\".")
    var env = false

    @Flag(help: "Show the private keys of the public accounts.")
    var showKeys = false

    func validate() throws {
        guard !json || !env else { throw ValidationError("--json and --env exclude each other") }
    }

    func run() async throws {
        let console = Console(level: .everything)
        let status: JSON
        do {
            status = try await NetworkControl(place.directory).status()
        } catch {
            throw CommandError(error.description)
        }
        if json {
            console.output(status.text)
        } else if env {
            for (name, value) in Self.variables(status, withKeys: showKeys) {
                console.output("export \(name)=\(Self.quoted(value))")
            }
        } else {
            NetworkReport(status: status, style: .standardOutput, showsKeys: showKeys).lines
                .forEach(console.output)
        }
        let state = status["state"]?.string
        if state == "degraded" || state == "starting" { throw ExitCode(2) }
    }

    static func variables(_ status: JSON, withKeys: Bool) -> [(String, String)] {
        let nodes = (status["nodes"]?.array ?? []).compactMap { $0["url"]?.string }
        var variables = [
            ("LIT_RPC_URL", status["rpcUrl"]?.string ?? ""),
            ("LIT_CHAIN_ID", "\(status["chainId"]?.int ?? 0)"),
            ("LIT_RESOLVER", status["resolver"]?.string ?? ""),
            ("LIT_NODE_URLS", nodes.joined(separator: ",")),
            ("LIT_THRESHOLD", "\(status["threshold"]?.int ?? 0)"),
            ("LIT_SUPERVISOR_URL", status["supervisor"]?["url"]?.string ?? ""),
            ("LIT_FAUCET_URL", status["faucet"]?.string ?? ""),
            ("LIT_IPFS_ADD_URL", status["ipfs"]?["addUrl"]?.string ?? ""),
            ("LIT_IPFS_GATEWAY", status["ipfs"]?["gateway"]?.string ?? ""),
        ]
        if withKeys, let key = status["accounts"]?[0]?["privateKey"]?.string {
            variables.append(("LIT_PRIVATE_KEY", key))
        }
        return variables
    }

    /// So that a shell takes it as one word, whatever is in it.
    static func quoted(_ value: String) -> String {
        "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

/// The state of a network for a person who asks.
struct NetworkReport {
    let status: JSON
    let style: Style
    let showsKeys: Bool

    var lines: [String] {
        let state = status["state"]?.string ?? ""
        var lines = [
            row("Network", colored(state)), row("Chain", "\(status["rpcUrl"]?.string ?? "")"),
            row("", style.dim("id \(status["chainId"]?.int ?? 0), block \(status["blockNumber"]?.int ?? 0)")),
            row("Epoch", "\(status["epoch"]?.int ?? 0)"),
            row("Resolver", status["resolver"]?.string ?? ""),
            row("Supervisor", status["supervisor"]?["url"]?.string ?? ""),
            row("State", status["directory"]?.string ?? ""), "",
        ]
        for node in status["nodes"]?.array ?? [] {
            let isReady = node["ready"]?.bool ?? false
            let restarts = node["restarts"]?.int ?? 0
            let mark = isReady ? style.green("ready") : style.yellow("not ready")
            lines.append(
                row("Node \(node["number"]?.int ?? 0)", "\(node["url"]?.string ?? "")  \(mark)")
                    + style.dim(restarts > 0 ? "  started again \(restarts)×" : ""))
            if let reason = node["reason"]?.string { lines.append(row("", style.dim(reason))) }
        }
        lines.append("")
        for (index, account) in (status["accounts"]?.array ?? []).enumerated() {
            lines.append(row("local:\(index)", account["address"]?.string ?? ""))
            if showsKeys { lines.append(row("", style.dim(account["privateKey"]?.string ?? ""))) }
        }
        return lines
    }

    private func colored(_ state: String) -> String {
        switch state {
        case "ready": style.green("ready")
        case "impaired": style.yellow("ready, though not all nodes are")
        case "degraded": style.red("too few nodes can sign; see lit logs")
        default: style.yellow(state)
        }
    }

    private func row(_ name: String, _ value: String) -> String { style.dim(name.padded(to: 12)) + value }
}
