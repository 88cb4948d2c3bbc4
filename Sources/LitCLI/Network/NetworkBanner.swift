import Primitives

/// What somebody needs to know to use a network that is ready, in 80 columns.
struct NetworkBanner: Sendable {
    /// As ``NetworkStatus`` writes it.
    let status: JSON
    let style: Style
    let showsKeys: Bool
    let showsTiming: Bool
    /// What `lit status` and others need to find the network.
    let stateFlag: String
    let isDetached: Bool

    private static let column = 13

    var text: String {
        var lines = [""]
        lines += head
        lines += [""] + accounts
        lines += ["", "  " + style.yellow("The keys of these accounts are public: everybody has them.")]
        lines.append("  " + style.yellow("Never send anything of value to them."))
        if let openWarning { lines.append("  " + style.yellow(openWarning)) }
        lines += [""] + usage
        if showsTiming { lines += [""] + timing }
        lines += ["", "  " + style.dim(farewell), ""]
        return lines.joined(separator: "\n")
    }

    /// What to be warned of when others can reach the network.
    var openWarning: String? {
        guard let url = status["rpcUrl"]?.string, !url.hasPrefix("http://127.") else { return nil }
        return "Whoever reaches \(url) can spend from them."
    }

    private var head: [String] {
        let total = status["startup"]?.array?.last?["ms"]?.int
        let time = total.map { style.dim("  in \($0 / 1000).\(String(format($0 % 1000 / 10))) s") } ?? ""
        var lines = [style.bold("  The network is ready") + time, ""]
        lines.append(row("Chain", style.cyan(status["rpcUrl"]?.string ?? ""), "id \(chainID), JSON-RPC"))
        for (index, node) in nodes.enumerated() {
            let name = index == 0 ? "Nodes" : ""
            let note = index == 0 ? "\(status["threshold"]?.int ?? 0) of \(nodes.count) sign together" : ""
            lines.append(row(name, style.cyan(node["url"]?.string ?? ""), note))
        }
        let supervisor = status["supervisor"]?["url"]?.string ?? ""
        lines.append(row("Supervisor", style.cyan(supervisor), "status, faucet, code of actions"))
        lines.append(row("Resolver", status["resolver"]?.string ?? "", ""))
        lines.append(row("State", shortened(status["directory"]?.string ?? ""), ""))
        return lines
    }

    private var accounts: [String] {
        let accounts = status["accounts"]?.array ?? []
        var lines = [
            style.bold("  Accounts") + style.dim("   10000 ether each at the start")
                + (showsKeys ? "" : style.dim("; --show-keys shows their keys"))
        ]
        for (index, account) in accounts.enumerated() {
            let name = "local:\(index)"
            lines.append("  " + style.dim(name.padded(to: 11)) + (account["address"]?.string ?? ""))
            if showsKeys {
                lines.append("             " + style.dim(account["privateKey"]?.string ?? ""))
            }
        }
        lines.append("  " + style.dim("Mnemonic   ") + (status["mnemonic"]?.string ?? ""))
        return lines
    }

    private var usage: [String] {
        [
            style.bold("  From JavaScript") + style.dim("   @lit-protocol/lit-node-client 7.0"), "",
            "    const net = JSON.parse(execSync(\"lit status --json\(stateFlag)\"));",
            "    const lit = new LitNodeClient({",
            "      litNetwork: \"custom\", rpcUrl: net.rpcUrl,",
            "      contractContext: net.contractContext,",
            "    });",
            "", style.bold("  From a shell"), "",
            command("lit pkp mint\(stateFlag)", "a key; local:0 pays and may use it"),
            command("lit pkp sign --message hello\(stateFlag)", "the nodes sign with it"),
            command("eval \"$(lit status --env\(stateFlag))\"", "LIT_RPC_URL and others"),
            command("lit wallet fund 0x…\(stateFlag)", "100 ether"),
            command("lit logs --follow\(stateFlag)", "what the nodes say"),
        ]
    }

    private func command(_ text: String, _ note: String) -> String {
        let room = 38
        let space = String(repeating: " ", count: max(2, room - text.count))
        return "    " + text
            + (text.count + space.count + note.count > 74 ? "" : space + style.dim("# \(note)"))
    }

    private var timing: [String] {
        var lines = [style.bold("  Startup") + style.dim("   from the start of the process")]
        for phase in status["startup"]?.array ?? [] {
            let ms = "\(phase["ms"]?.int ?? 0) ms"
            let space = String(repeating: " ", count: max(0, 10 - ms.count))
            lines.append("  " + style.dim((phase["phase"]?.string ?? "").padded(to: 12)) + space + ms)
        }
        return lines
    }

    private var farewell: String {
        isDetached ? "It lives on. Stop it with: lit down\(stateFlag)" : "Stop with Control-C."
    }

    private var nodes: [JSON] { status["nodes"]?.array ?? [] }
    private var chainID: Int { status["chainId"]?.int ?? 0 }

    private func row(_ name: String, _ value: String, _ note: String) -> String {
        let line = "  " + style.dim(name.padded(to: Self.column - 2)) + value
        return note.isEmpty ? line : line + style.dim("   \(note)")
    }

    private func format(_ hundredths: Int) -> String { hundredths < 10 ? "0\(hundredths)" : "\(hundredths)" }

    /// The end of a long path says most.
    private func shortened(_ path: String) -> String {
        let room = 80 - Self.column
        return path.count <= room ? path : "…" + path.suffix(room - 1)
    }
}
