import ArgumentParser
import DevChain
import Ethereum
import EthereumRPC
import Foundation
import Primitives

/// Whose keys pay and sign.
struct KeyOptions: ParsableArguments {
    /// Holds the payer's key where no file is given.
    static let variable = "LIT_PRIVATE_KEY"

    @Option(
        help: ArgumentHelp(
            "The payer's private key in hexadecimal. Without it LIT_PRIVATE_KEY counts, and then, on a chain that "
                + "shows the public accounts of local chains, the first of them.", valueName: "file"),
        completion: .file())
    var privateKeyFile: String?

    @Option(
        help: ArgumentHelp(
            "The owner's private key, for what only the owner may do. Without it that is printed.",
            valueName: "file"), completion: .file())
    var ownerKeyFile: String?

    /// The payer, and whether everybody has its key.
    func payer(on provider: EthereumProvider) async throws -> (wallet: EthereumWallet, isPublic: Bool) {
        let publicWallets = try DevAccount.derived(count: 10).compactMap { account in
            account.privateKey.map { EthereumWallet(privateKey: $0) }
        }
        if let privateKeyFile {
            let wallet = try Self.wallet(file: privateKeyFile)
            return (wallet, publicWallets.contains { $0.address == wallet.address })
        }
        if let text = ProcessInfo.processInfo.environment[Self.variable], !text.isEmpty {
            guard let wallet = Self.wallet(text) else {
                throw CommandError(
                    "\(Self.variable) holds no private key. Give 64 hexadecimal digits, or --private-key-file."
                )
            }
            return (wallet, publicWallets.contains { $0.address == wallet.address })
        }
        guard let first = publicWallets.first, try await Self.accounts(of: provider).contains(first.address)
        else {
            throw CommandError(
                "Nobody is there to pay: give --private-key-file FILE, or the key in \(Self.variable). (Without "
                    + "them, only a chain that shows the public accounts of local chains can be deployed to.)"
            )
        }
        return (first, true)
    }

    /// The owner's wallet, if its key is given.
    func owner() throws -> EthereumWallet? { try ownerKeyFile.map { try Self.wallet(file: $0) } }

    /// Those that the node signs for; none where it does not say.
    private static func accounts(of provider: EthereumProvider) async throws -> [Address] {
        do {
            return try await provider.request("eth_accounts").array?.compactMap {
                $0.string.flatMap { try? Address($0) }
            } ?? []
        } catch {
            guard error.response != nil else { throw error }
            return []
        }
    }

    private static func wallet(file: String) throws -> EthereumWallet {
        let attributes: [FileAttributeKey: Any]
        let text: String
        do {
            attributes = try FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: file).resolvingSymlinksInPath().path)
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw CommandError("\(file) cannot be read. Check the path and its permissions.")
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o077 == 0 else {
            throw CommandError(
                "\(file) can be read by others than you. Run: chmod 600 \(file)")
        }
        guard let wallet = wallet(text) else {
            throw CommandError("\(file) holds no private key. It must be 64 hexadecimal digits.")
        }
        return wallet
    }

    private static func wallet(_ text: String) -> EthereumWallet? {
        try? EthereumWallet(privateKey: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
