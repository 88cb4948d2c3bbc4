import ArgumentParser
import Ethereum
import EthereumRPC
import Foundation
import HTTPTransport
import LitContracts
import Primitives

struct ChainDeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Brings the contracts of a Lit network to a chain.",
        discussion: """
            The addresses follow from owner, environment and version: they are the same on every chain that has \
            the well-known CREATE2 factory, or takes it. What is there already is verified and left as it is, so \
            that an interrupted deployment goes on where it stands, and a complete one sends nothing.

            Addresses are printed on standard output, and kept in a file that the JavaScript SDK takes as its \
            contract context.
            """
    )

    @OptionGroup(title: "Contracts") var contracts: DeployOptions
    @OptionGroup(title: "Keys") var keys: KeyOptions

    @Option(
        help: ArgumentHelp(
            "Where to keep the addresses; .lit/contracts-<chain id>.json unless given.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var state: String?

    @Flag(help: "Print one line of JSON, and no narration.")
    var json = false

    @Flag(help: "Say what would be done; send and write nothing.")
    var dryRun = false

    func run() async throws {
        let console = Console(level: json ? .errors : .everything)
        let transport = makeHTTPTransport()
        do {
            try await deploy(console, transport)
            await transport.shutdown()
        } catch {
            await transport.shutdown()
            switch error {
            case let error as EthereumRPCError:
                let isAway = error.code == .transportFailed
                throw CommandError(
                    error.description
                        + (isAway ? "\nA chain on this machine is started by: lit chain run" : ""))
            case let error as DeploymentError: throw CommandError(error.description + advice(error))
            default: throw error
            }
        }
    }

    private func deploy(_ console: Console, _ transport: any HTTPTransport) async throws {
        let start = ContinuousClock.now
        let narrator = DeploymentNarrator(console: console)
        let provider = try EthereumProvider(url: contracts.url, transport: transport)
        let chainID = try await provider.chainID()
        let (wallet, isPublic) = try await keys.payer(on: provider)
        let payer = EthereumAccount(signer: wallet, provider: provider)
        let ownerWallet = try keys.owner()
        let owner = try contracts.ownerAddress ?? ownerWallet?.address ?? wallet.address

        narrator.title()
        narrator.row("Chain", "\(chainID) at \(provider.nodeName)")
        narrator.row(
            "Payer", "\(wallet.address)  \(try await payer.balance().shortEther) ether")
        narrator.row("Owner", owner == wallet.address ? "the payer" : "\(owner)")
        narrator.row("Environment", contracts.environment)
        if isPublic {
            console.complain("")
            console.complain(
                console.style.yellow(
                    "  The payer's key is public, like all of the accounts of local chains: anybody\n"
                        + "  can sign with it. Use it on a chain of your own, and for nothing else."))
        }

        let file = state.map { DeploymentFile(path: $0) } ?? .standard(chainID: chainID)
        var settings = DeploymentSettings(owner: owner, environment: try contracts.litEnvironment)
        settings.factory = try await factory(file, settings, chainID, provider)
        var deployer = ContractDeployer(
            payer: payer, owner: ownerWallet.map { EthereumAccount(signer: $0, provider: provider) })
        deployer.confirmations = contracts.confirmations
        deployer.options.replacesEntries = contracts.replaceEntries
        deployer.options.leavesPaused = contracts.leavePaused

        if dryRun {
            let (plan, layout) = try await deployer.plan(settings)
            narrator.plan(plan, cost: try await deployer.cost(plan, for: payer).shortEther)
            for step in plan.ready + plan.later { console.narrate("  " + step.description) }
            console.narrate(plan.isComplete ? "  Everything is in place." : "")
            narrator.remaining(plan.forOthers, owner: owner)
            output(
                console, DeploymentRecord(layout, chainID: chainID), file: nil,
                steps: plan.ready + plan.later, remaining: plan.forOthers, sent: 0, gas: 0)
            return
        }

        let result = try await deployer.deploy(settings) { [deployer, settings] event in
            switch event {
            case .planned(let plan, _):
                narrator.plan(plan, cost: try await deployer.cost(plan, for: payer).shortEther)
            case .creatingFactory(let address):
                // Before it is sent: whoever goes on after a crash finds the same factory.
                try file.write(
                    DeploymentRecord(
                        chainID: chainID, environment: settings.environment, owner: owner, factory: address))
            default: break
            }
            narrator.event(event)
        }
        let record = DeploymentRecord(result.layout, chainID: chainID)
        try file.write(record)
        let seconds = (ContinuousClock.now - start).milliseconds
        console.narrate("")
        console.narrate(
            result.transactionCount == 0
                ? result.remaining.isEmpty
                    ? "  Everything is in place; nothing was sent." : "  Nothing was sent."
                : "  \(result.transactionCount) transactions, \(result.gasUsed.grouped) gas, \(seconds) ms")
        console.narrate("  " + console.style.dim("Kept in \(file.path)"))
        console.narrate("")
        output(
            console, record, file: file.path, steps: [], remaining: result.remaining,
            sent: result.transactionCount, gas: result.gasUsed)
        narrator.remaining(result.remaining, owner: owner)
    }

    /// The factory that is given; or the one that an earlier attempt has made; or the well-known one.
    private func factory(
        _ file: DeploymentFile, _ settings: DeploymentSettings, _ chainID: UInt64,
        _ provider: EthereumProvider
    ) async throws -> Address {
        let record = try file.read()
        if let record {
            guard record.chainID == chainID else {
                throw CommandError(
                    "\(file.path) is of chain \(record.chainID), this is chain \(chainID). Give another file with "
                        + "--state.")
            }
            guard record.owner == settings.owner, record.environment == settings.environment else {
                throw CommandError(
                    "\(file.path) holds another deployment: of \(record.owner), \(record.environment). Give another "
                        + "file with --state to keep both.")
            }
        }
        if let given = try contracts.factoryAddress { return given }
        guard let factory = record?.factory, factory != Create2Factory.address,
            try await !provider.code(at: factory).isEmpty
        else { return Create2Factory.address }
        return factory
    }

    private func output(
        _ console: Console, _ record: DeploymentRecord, file: String?, steps: [DeploymentStep],
        remaining: [DeploymentStep], sent: Int, gas: UInt64
    ) {
        guard json else {
            let width = (ContractKind.allCases.map(\.rawValue.count).max() ?? 0) + 2
            for kind in ContractKind.allCases {
                console.output(kind.rawValue.padded(to: width) + "\(record.addresses[kind] ?? .zero)")
            }
            return
        }
        guard var object = record.json.object else { return }
        object["file"] = file.map { .string($0) } ?? .null
        object["transactions"] = .number(JSON.Number(sent))
        object["gasUsed"] = .number(JSON.Number(gas))
        object["planned"] = .array(steps.map { .string($0.description) })
        object["remaining"] = .array(
            remaining.map { step in
                [
                    "step": .string(step.description), "to": .string(step.to.checksummed),
                    "from": .string((step.sender ?? record.owner).checksummed), "call": .string(step.call),
                    "data": .string(step.data.prefixedHex),
                ]
            })
        console.output(JSON.object(object).text)
    }

    private func advice(_ error: DeploymentError) -> String {
        switch error.code {
        case .conflictingEntry: " (--replace-entries)."
        case .insufficientFunds, .chainTooOld: "."
        case .wrongCode, .noFactory: " (--factory)."
        default: "."
        }
    }
}

extension UInt256 {
    /// In ether with four digits behind the point, rounded up, so that little is never called nothing.
    fileprivate var shortEther: String {
        let unit = UInt256(100_000_000_000_000)
        let (quotient, remainder) = quotientAndRemainder(dividingBy: unit)
        let rounded = remainder.isZero ? quotient : quotient + UInt256(1)
        return Units.format(rounded, decimals: 4)
    }
}
