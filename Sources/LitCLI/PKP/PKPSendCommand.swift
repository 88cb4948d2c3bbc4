import ArgumentParser
import Ethereum
import EthereumRPC
import Lit
import LitContracts
import Primitives

struct PKPSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Sends a transaction of a PKP on the network's chain, and waits until it is mined.",
        discussion: """
            The nodes sign it (EIP-1559). The PKP pays: give it ether first, on a local network with lit wallet fund \
            ADDRESS. Prints the transaction's hash.
            """
    )

    @OptionGroup var reference: PKPReference

    @Option(
        help: ArgumentHelp("Who gets it: an address, a wallet by its name, or local:N.", valueName: "who"))
    var to: String

    @Option(help: ArgumentHelp("How much, in ether.", valueName: "ether"))
    var value = "0"

    @Option(
        help: ArgumentHelp("The input of a contract's function, in hexadecimal digits.", valueName: "hex"))
    var data: String?

    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Wallet") var wallet: WalletOption

    @Flag(help: "Print one line of JSON: transactionHash, blockNumber, gasUsed, from, to, value, succeeded.")
    var json = false

    func run() async throws {
        let recipient = try WalletFundCommand.address(to)
        let wei: UInt256
        do {
            wei = try .ether(value)
        } catch {
            throw CommandError("--value: \(error)", status: .usage)
        }
        let input = try data.map { text in
            guard let bytes = try? Hex.decode(text) else {
                throw CommandError("--data has to be hexadecimal digits, two for each byte.", status: .usage)
            }
            return bytes
        }
        let target = try network.target()
        let wallet = try wallet.signer(isLocal: target.isLocal)
        let console = Console(level: json ? .errors : .everything)
        try await Connection.toNodes(of: target, wallet: wallet) { lit in
            let pkp = try await reference.resolve(lit.contracts, for: wallet.address)
            let session = try await SessionDesk(lit).session(
                for: wallet, allowing: [.sign(with: pkp)])
            let sent = try await lit.account(pkp, session: session).send(
                to: recipient, value: wei, data: input ?? [])
            let receipt = try await sent.receipt()
            try Self.check(receipt, from: pkp.address, to: recipient)
            tell(console, receipt, wei)
        }
    }

    /// - Throws: ``CommandError`` if the transaction is another one, or has failed.
    static func check(_ receipt: TransactionReceipt, from sender: Address, to recipient: Address) throws {
        guard receipt.from == sender, receipt.to == recipient else {
            throw CommandError(
                "The chain has \(receipt.transactionHash) as one from \(receipt.from), not from \(sender).",
                status: .unverified)
        }
        guard receipt.succeeded else {
            throw CommandError("Transaction \(receipt.transactionHash) was mined and has failed.")
        }
    }

    private func tell(_ console: Console, _ receipt: TransactionReceipt, _ wei: UInt256) {
        let hash = receipt.transactionHash.bytes.prefixedHex
        guard !json else {
            let object: JSON = [
                "transactionHash": .string(hash), "blockNumber": .number(JSON.Number(receipt.blockNumber)),
                "gasUsed": .number(JSON.Number(receipt.gasUsed)), "from": .string(receipt.from.checksummed),
                "to": receipt.to.map { .string($0.checksummed) } ?? .null, "value": .string(wei.description),
                "succeeded": .bool(receipt.succeeded),
            ]
            console.output(object.text)
            return
        }
        let ether = Units.format(wei, decimals: 18)
        console.narrate("  \(console.style.green("✔")) \(ether) ether from \(receipt.from)")
        console.narrate("    to \(to), block \(receipt.blockNumber), \(receipt.gasUsed.grouped) gas")
        console.output(hash)
    }
}
