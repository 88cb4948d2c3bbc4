import ArgumentParser
import DevChain
import Ethereum
import Foundation
import Primitives

/// What a development chain is made of.
struct ChainOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Keep the chain in this folder; made if it is missing.", valueName: "folder"),
        completion: .directory)
    var state: String?

    @Option(help: ArgumentHelp("Make a block every so many seconds.", valueName: "seconds"))
    var blockTime: UInt64?

    @Flag(help: "Make blocks only when asked by evm_mine.")
    var noMining = false

    @Option(help: ArgumentHelp("How many funded accounts there are.", valueName: "count"))
    var accounts = 10

    @Option(help: ArgumentHelp("What each account has, in ether.", valueName: "ether"))
    var balance = "10000"

    @Option(
        help: ArgumentHelp("The phrase from which the accounts are derived (BIP-39).", valueName: "phrase"))
    var mnemonic = DevAccount.publicMnemonic

    @Option(help: ArgumentHelp("The chain's id.", valueName: "number"))
    var chainID: UInt64 = 31337

    @Option(help: ArgumentHelp("The gas limit of blocks.", valueName: "gas"))
    var gasLimit: UInt64 = 30_000_000

    @Option(
        help: ArgumentHelp(
            "Keep only the newest blocks on disk; older ones lose their content.", valueName: "blocks"))
    var pruneHistory: UInt64?

    func validate() throws {
        guard blockTime == nil || !noMining else {
            throw ValidationError("--block-time and --no-mining exclude each other")
        }
        guard blockTime != 0 else { throw ValidationError("--block-time must be at least 1") }
        guard (0...10_000).contains(accounts) else {
            throw ValidationError("--accounts must be between 0 and 10000")
        }
        guard (1...Transaction.maxChainID).contains(chainID) else {
            throw ValidationError("--chain-id must be between 1 and \(Transaction.maxChainID)")
        }
        guard (21_000...UInt64(Int64.max)).contains(gasLimit) else {
            throw ValidationError("--gas-limit must be at least 21000 and below 2^63")
        }
        if let pruneHistory, pruneHistory < 256 {
            throw ValidationError(
                "--prune-history must be at least 256: contracts can ask for that many hashes")
        }
    }

    var usesPublicAccounts: Bool { mnemonic == DevAccount.publicMnemonic }

    func configuration() throws -> ChainConfiguration {
        var configuration = ChainConfiguration(
            accounts: try DevAccount.derived(from: mnemonic, count: accounts))
        configuration.chainID = chainID
        configuration.gasLimit = gasLimit
        configuration.pruneHistory = pruneHistory
        do {
            configuration.balance = try Units.parse(balance, decimals: 18)
        } catch {
            throw ValidationError("--balance: \(error)")
        }
        if let blockTime {
            configuration.mining = .interval(blockTime)
        } else if noMining {
            configuration.mining = .manual
        }
        return configuration
    }

    func openStore() throws -> SQLiteStore {
        guard let state else { return try .temporary() }
        return try SQLiteStore(directory: state)
    }
}
