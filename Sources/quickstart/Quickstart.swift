import Ethereum
import Foundation
import Primitives
import Secp256k1

/// The first minute: a wallet, a signed message, a signed transaction, each shown and verified.
@main
struct Quickstart {
    static func main() {
        let page = Page()
        do {
            try run(page)
        } catch {
            page.fail("\(error)")
            exit(1)
        }
    }

    private static func run(_ page: Page) throws {
        let clock = ContinuousClock()
        let start = clock.now
        page.title("Lit for Swift", "quickstart: keys, messages and transactions, all on this machine")

        page.step("A wallet is created")
        let wallet = EthereumWallet.random()
        page.row("address", wallet.address.checksummed)
        page.row("public key", wallet.privateKey.publicKey.compressed.hex)
        page.row("private key", "stays in memory, is never printed, and is wiped at the end")

        try message(page, wallet)
        try transaction(page, wallet)

        let elapsed = start.duration(to: clock.now)
        let milliseconds =
            Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3
        page.end(
            "Done in \(Int(milliseconds.rounded(.up))) ms; curve arithmetic by \(Secp256k1Backend.default.name)."
        )
    }

    private static func message(_ page: Page, _ wallet: EthereumWallet) throws {
        page.step("It signs a message (EIP-191)")
        let text = "Hello from Swift."
        let signature = try wallet.sign(message: text)
        page.row("message", text)
        page.row("digest", PersonalMessage.hash(text).prefixedHex)
        page.row("signature", signature.recoverable().prefixedHex)

        let signer = try PersonalMessage.recoverAddress(Array(text.utf8), signature: signature)
        try page.check("the signature recovers to the wallet's address", signer == wallet.address)
        let other = try? PersonalMessage.recoverAddress(Array("hello from Swift.".utf8), signature: signature)
        try page.check("with one letter changed it does not", other != wallet.address)
    }

    private static func transaction(_ page: Page, _ wallet: EthereumWallet) throws {
        page.step("It signs a transaction (EIP-1559)")
        let friend = EthereumWallet.random().address
        let transaction = Transaction(
            chainID: 31337, nonce: 0, gasLimit: 21_000, to: friend, value: try .ether("0.01"),
            fees: .dynamic(maxFeePerGas: try .gwei("2"), maxPriorityFeePerGas: try .gwei("1")))
        let signed = try wallet.sign(transaction)
        page.row("to", friend.checksummed)
        page.row("value", Units.format(transaction.value, decimals: 18) + " ether")
        page.row("fee at most", fee(transaction) + " ether, on chain 31337")
        page.row("raw", signed.encoded.prefixedHex)
        page.row("hash", signed.hash.prefixedHex)

        let received = try SignedTransaction(decoding: signed.encoded)
        try page.check("decoded from its bytes, it is the same transaction", received == signed)
        try page.check("its sender is the wallet", received.sender == wallet.address)
        var tampered = signed.encoded
        tampered[tampered.count / 2] ^= 1
        let forged = try? SignedTransaction(decoding: tampered)
        try page.check("with one bit changed it is refused or another's", forged?.sender != wallet.address)
    }

    private static func fee(_ transaction: Transaction) -> String {
        Units.format(transaction.maxFeePerGas * UInt256(transaction.gasLimit), decimals: 18)
    }
}
