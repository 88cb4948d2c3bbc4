import Ethereum
import EthereumRPC
import Primitives
import Secp256k1
import Synchronization

/// A wallet that asks for its passphrase when it has to sign, and not before: what a session covers needs none.
final class KeystoreSigner: EthereumSigner {
    let address: Address
    private let name: String
    private let keystore: Keystore
    private let passphrase: PassphraseOption
    private let opened = Mutex<EthereumWallet?>(nil)

    /// - Throws: ``CommandError`` where the file does not tell its address and the passphrase does not open it.
    init(_ name: String, _ keystore: Keystore, _ passphrase: PassphraseOption) throws {
        self.name = name
        self.keystore = keystore
        self.passphrase = passphrase
        if let address = keystore.address {
            self.address = address
        } else {
            let wallet = try Self.open(name, keystore, passphrase)
            address = wallet.address
            opened.withLock { $0 = wallet }
        }
    }

    func sign(_ transaction: Transaction) async throws -> SignedTransaction { try wallet().sign(transaction) }
    func sign(message: [UInt8]) async throws -> Signature { try wallet().sign(message: message) }
    func sign(_ data: TypedData) async throws -> Signature { try wallet().sign(data) }

    /// Whoever comes while somebody is asked waits for the answer.
    private func wallet() throws -> EthereumWallet {
        try opened.withLock { opened in
            if let opened { return opened }
            let wallet = try Self.open(name, keystore, passphrase)
            opened = wallet
            return wallet
        }
    }

    private static func open(
        _ name: String, _ keystore: Keystore, _ passphrase: PassphraseOption
    ) throws -> EthereumWallet {
        do {
            return EthereumWallet(privateKey: try keystore.decrypt(passphrase: passphrase.read(for: name)))
        } catch let error as KeystoreError {
            throw CommandError("Wallet \(name): \(error)", status: .refused)
        }
    }
}
