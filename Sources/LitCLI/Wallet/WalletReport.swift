import Ethereum
import Primitives
import Secp256k1

/// What is said of a wallet that was just made.
enum WalletReport {
    /// Encrypts a key, keeps it and tells where.
    static func keep(
        _ key: PrivateKey, _ name: String, _ passphrase: Secret, isLight: Bool, in store: WalletStore,
        json: Bool
    ) throws {
        var random = SystemRandomNumberGenerator()
        let keystore: Keystore
        do {
            keystore = try Keystore(
                encrypting: key, passphrase: passphrase, kdf: isLight ? .light : .standard, using: &random)
        } catch {
            throw CommandError("Wallet \(name): \(error)")
        }
        try store.add(name, keystore)
        tell(name, Address(key.publicKey), store, json: json)
    }

    static func tell(_ name: String, _ address: Address, _ store: WalletStore, json: Bool) {
        let console = Console(level: json ? .errors : .everything)
        guard !json else {
            let object: JSON = [
                "name": .string(name), "address": .string(address.checksummed),
                "path": .string(store.path(name)),
            ]
            console.output(object.text)
            return
        }
        console.narrate("  \(console.style.green("✔")) \(name) is kept in \(store.path(name))")
        console.output(address.checksummed)
    }
}
