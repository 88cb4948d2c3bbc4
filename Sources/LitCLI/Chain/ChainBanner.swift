import DevChain
import Ethereum
import Foundation
import Primitives
import Secp256k1

/// What somebody needs to know to use a chain that has just started.
struct ChainBanner: Sendable {
    let chain: Chain
    let options: ChainOptions
    let host: String
    let accounts: [DevAccount]

    /// For a person.
    func text(port: Int, style: Style) -> String {
        var lines = [
            "", style.bold("  lit chain") + style.dim("  \(litVersion) · an Ethereum chain for development"),
            "",
        ]
        func row(_ name: String, _ value: String) {
            lines.append("  " + style.dim(name.padding(toLength: 12, withPad: " ", startingAt: 0)) + value)
        }
        row("HTTP", style.cyan("http://\(authority(port))"))
        row("WebSocket", style.cyan("ws://\(authority(port))"))
        row("Chain id", "\(options.chainID)")
        row("Mining", mining)
        row("Gas limit", "\(options.gasLimit)")
        row("Block", "\(chain.head.block.header.number)")
        row("State", options.state ?? "in memory only; --state FOLDER keeps it")
        if !accounts.isEmpty {
            lines += [
                "", style.bold("  Accounts") + style.dim("  \(options.balance) ether each at the start"), "",
            ]
            let width = "\(accounts.count - 1)".count
            for (index, account) in accounts.enumerated() {
                let number = "\(index)"
                let place = String(repeating: " ", count: width - number.count) + "(\(number))"
                // Only what everybody knows is shown.
                let key =
                    options.usesPublicAccounts ? account.privateKey.map { "  \($0.revealed)" } ?? "" : ""
                lines.append("  \(style.dim(place)) \(account.address)\(style.dim(key))")
            }
            let phrase =
                options.usesPublicAccounts ? options.mnemonic : "as given; --json shows it and the keys"
            lines += ["", "  " + style.dim("Mnemonic    ") + phrase]
        }
        if options.usesPublicAccounts {
            lines += [
                "", "  " + style.yellow("These keys are public. Never send anything of value to them."),
            ]
            if let warning = warning(port: port) { lines.append("  " + style.yellow(warning)) }
        }
        lines.append("")
        return lines.joined(separator: "\n")
    }

    /// What to be warned of even where nothing else is said: keys that all know, behind an open port.
    func warning(port: Int) -> String? {
        guard options.usesPublicAccounts, !isLoopback else { return nil }
        return "Whoever reaches \(authority(port)) can spend from them and change the chain."
    }

    /// For a program: one object.
    func json(port: Int) -> JSON {
        var object = JSON.Object()
        object["http"] = .string("http://\(authority(port))")
        object["ws"] = .string("ws://\(authority(port))")
        object["port"] = .number(JSON.Number(port))
        object["chainId"] = .number(JSON.Number(options.chainID))
        object["blockNumber"] = .number(JSON.Number(chain.head.block.header.number))
        object["state"] = options.state.map { .string($0) } ?? .null
        object["pid"] = .number(JSON.Number(ProcessInfo.processInfo.processIdentifier))
        object["mnemonic"] = .string(options.mnemonic)
        object["accounts"] = .array(
            accounts.map { account in
                [
                    "address": .string(account.address.checksummed),
                    "privateKey": account.privateKey.map { .string($0.revealed) } ?? .null,
                ]
            })
        return .object(object)
    }

    private var mining: String {
        if let seconds = options.blockTime { return "every \(seconds) s" }
        return options.noMining ? "when asked by evm_mine" : "at every transaction"
    }

    private func authority(_ port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    private var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }
}

extension PrivateKey {
    /// In hexadecimal, for somebody to copy.
    fileprivate var revealed: String {
        secret.withUnsafeBytes { bytes in Array(bytes).prefixedHex }
    }
}
