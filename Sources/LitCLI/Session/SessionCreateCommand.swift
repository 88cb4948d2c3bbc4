import ArgumentParser
import Ethereum
import EthereumRPC
import Lit
import LitContracts
import Primitives

struct SessionCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Has a wallet sign in, and keeps the session.",
        discussion: """
            Unless told otherwise it may run any action and sign with any PKP that permits the wallet, for a day.
            """
    )

    @Option(
        name: .customLong("allow"),
        help: ArgumentHelp(
            "execute, execute:CID, sign, sign:PKP, decrypt, or credits; may be given often.",
            valueName: "what"),
        completion: .list(["execute", "sign", "decrypt", "credits"]))
    var permissions: [String] = []

    @Option(help: ArgumentHelp("How long: a number with s, m, h or d; 30d at most.", valueName: "time"))
    var lasting = "24h"

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Flag(help: "Print one line of JSON, as one entry of lit session show --json.")
    var json = false

    func run() async throws {
        let lifetime = try Self.lifetime(lasting)
        let target = try network.target()
        let signer = try wallet.signer(isLocal: target.isLocal)
        try UserFolder.make(UserFolder.sessions)
        try await Connection.toNodes(of: target, wallet: signer) { lit in
            let allowed = try await permissions(lit.contracts)
            let catcher = SessionCatcher()
            _ = try await lit.session(
                for: signer, allowing: allowed, lasting: .lasting(lifetime),
                options: SessionOptions(store: catcher))
            guard let session = catcher.caught else {
                throw CommandError("The session was not kept.", status: .unverified)
            }
            try await SessionDesk.store.save(session)
            let report = SessionReport(session)
            guard !json else {
                Console(level: .errors).output(report.json.text)
                return
            }
            let console = Console(level: .everything)
            console.narrate("  \(console.style.green("✔")) kept in \(UserFolder.sessions)")
            for line in report.lines(style: .standardOutput) { console.output(line) }
        }
    }

    private func permissions(_ contracts: LitContracts) async throws -> [SessionPermission] {
        guard !permissions.isEmpty else { return [.executeActions(), .sign()] }
        var list: [SessionPermission] = []
        for text in permissions { list.append(try await Self.permission(text, contracts)) }
        return list
    }

    private static func permission(_ text: String, _ contracts: LitContracts) async throws
        -> SessionPermission
    {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("execute", 1): return .executeActions()
        case ("execute", 2):
            do {
                return .executeAction(try CID(parts[1]))
            } catch {
                throw CommandError("--allow \(text): \(error)", status: .usage)
            }
        case ("sign", 1): return .sign()
        case ("sign", 2): return .sign(with: try await PKPReference.resolve(parts[1], contracts))
        case ("decrypt", 1): return .decrypt()
        case ("credits", 1): return .useCapacityCredits()
        default:
            let names = ["execute", "sign", "decrypt", "credits"]
            let near =
                Suggestion.nearest(to: parts.first ?? "", among: names).map { " Did you mean \($0)?" } ?? ""
            throw CommandError(
                "--allow \(text): there is no such permission.\(near)",
                hint: "There are execute, execute:CID, sign, sign:PKP, decrypt and credits.", status: .usage)
        }
    }

    /// Such as `90s`, `15m`, `24h`, `7d`.
    static func lifetime(_ text: String) throws -> Duration {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let last = text.last, let unit = units[last], let count = Int(text.dropLast()), count > 0,
            count <= 30 * 86_400 / unit
        else {
            throw CommandError(
                "--lasting \(text): give a number with s, m, h or d, such as 24h, and 30d at most.",
                status: .usage)
        }
        return .seconds(count * unit)
    }
}
