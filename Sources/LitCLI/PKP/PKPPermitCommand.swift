import ArgumentParser
import Ethereum
import EthereumRPC
import Lit
import LitContracts
import Primitives

struct PKPPermitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permit",
        abstract: "Permits somebody to use a PKP: an address, a Lit Action, any auth method.",
        discussion: """
            Only the PKP's owner can. Where it owns itself, the nodes sign the transaction with it, and it pays. \
            Permitted again with other scopes, somebody has those too.
            """
    )

    @Argument(help: ArgumentHelp(Grantee.help, valueName: "who"))
    var who: String

    @OptionGroup var reference: PKPReference

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "What he may do: sign-anything, personal-sign, none, or a number; may be given often. sign-anything "
                + "unless given.", valueName: "scope"), completion: .list(ScopeName.all))
    var scopes: [String] = []

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Flag(help: "Print one line of JSON, as lit pkp show --json does.")
    var json = false

    func run() async throws {
        let method = try Grantee.parse(who)
        let scopes = self.scopes.isEmpty ? [.signAnything] : try self.scopes.map(ScopeName.parse)
        try await PermissionChange(reference: reference, network: network, wallet: wallet, json: json).run {
            contracts, pkp in
            let known = try await contracts.permissions(of: pkp).first { $0.authMethod == method }
            guard let known else {
                return [try await contracts.permit(method, scopes: scopes, for: pkp)]
            }
            var sent: [PendingTransaction] = []
            for scope in scopes where !known.scopes.contains(scope) {
                sent.append(
                    try await contracts.pkpPermissions.addPermittedAuthMethodScope(
                        tokenID: pkp.tokenID, type: method.type, id: method.id, scope: scope))
            }
            return sent
        }
    }
}

struct PKPRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Permits somebody no longer to use a PKP, or takes single scopes away.",
        discussion:
            "Only the PKP's owner can. Scopes go first, so that they are not there if he is permitted again."
    )

    @Argument(help: ArgumentHelp(Grantee.help, valueName: "who"))
    var who: String

    @OptionGroup var reference: PKPReference

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp(
            "Only this scope; he stays permitted with the others. May be given often.", valueName: "scope"),
        completion: .list(ScopeName.all))
    var scopes: [String] = []

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Flag(help: "Print one line of JSON, as lit pkp show --json does.")
    var json = false

    func run() async throws {
        let method = try Grantee.parse(who)
        let chosen = try self.scopes.map(ScopeName.parse)
        try await PermissionChange(reference: reference, network: network, wallet: wallet, json: json).run {
            contracts, pkp in
            guard
                let known = try await contracts.permissions(of: pkp).first(where: { $0.authMethod == method })
            else {
                throw CommandError(
                    "\(pkp.address) does not permit \(method).",
                    hint: "See whom: lit pkp show \(pkp.address)",
                    status: .notFound)
            }
            var sent: [PendingTransaction] = []
            for scope in chosen.isEmpty ? known.scopes : chosen where known.scopes.contains(scope) {
                sent.append(
                    try await contracts.pkpPermissions.removePermittedAuthMethodScope(
                        tokenID: pkp.tokenID, type: method.type, id: method.id, scope: scope))
            }
            if chosen.isEmpty { sent.append(try await contracts.revoke(method, for: pkp)) }
            return sent
        }
    }
}

/// Changes whom a PKP permits, as its owner, and shows what came of it.
struct PermissionChange {
    let reference: PKPReference
    let network: NetworkOptions
    let wallet: WalletOption
    let json: Bool

    func run(_ change: (LitContracts, PKP) async throws -> [PendingTransaction]) async throws {
        let target = try network.target()
        let wallet = try wallet.signer(isLocal: target.isLocal)
        let isItsOwn = try await Connection.toContracts(of: target, wallet: wallet) { contracts in
            let pkp = try await reference.resolve(contracts, for: wallet.address)
            let owner = try await contracts.pkpNFT.owner(of: pkp.tokenID)
            guard owner != pkp.address else { return true }
            guard owner == wallet.address else {
                throw CommandError(
                    "Only its owner \(owner) can change whom \(pkp.address) permits; the wallet is "
                        + "\(wallet.address).", hint: "Give the owner's wallet with --wallet NAME.",
                    status: .refused)
            }
            try await apply(change, contracts, pkp, for: wallet)
            return false
        }
        guard isItsOwn else { return }
        try await Connection.toNodes(of: target, wallet: wallet) { lit in
            let pkp = try await reference.resolve(lit.contracts, for: wallet.address)
            let session = try await SessionDesk(lit).session(
                for: wallet, allowing: [.sign(with: pkp)])
            let account = lit.account(pkp, session: session).onNetworkChain
            try await apply(change, lit.contracts.connected(to: account), pkp, for: wallet)
        }
    }

    private func apply(
        _ change: (LitContracts, PKP) async throws -> [PendingTransaction], _ contracts: LitContracts,
        _ pkp: PKP, for wallet: any EthereumSigner
    ) async throws {
        let sent = try await change(contracts, pkp)
        for transaction in sent { _ = try await transaction.receipt() }
        let report = try await PKPReport(pkp, contracts)
        let console = Console(level: .everything)
        guard !json else {
            console.output(report.json.text)
            return
        }
        console.narrate(
            sent.isEmpty
                ? "  Nothing had to be changed."
                : "  \(console.style.green("✔")) \(sent.count) transaction\(sent.count == 1 ? "" : "s") mined"
        )
        for line in report.lines(for: wallet.address, style: .standardOutput) { console.output(line) }
    }
}
