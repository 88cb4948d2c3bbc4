import Ethereum
import Primitives
import Secp256k1

/// Key files of version 3, opened with their password.
let keystoreKind = Kind(name: "keystore") { aCase in
    let keystore = try Keystore(aCase.value("json"))
    let key = try keystore.decrypt(passphrase: aCase.string("password"))
    return [
        "privateKey": .string(key.scalar.bytes.hex), "address": .string(Address(key.publicKey).checksummed),
    ]
}

/// Mnemonics, seeds, derived keys (BIP-39, BIP-32) and accounts.
let hdWalletKind = Kind(name: "hdwallet") { aCase in
    if aCase.has("entropy") {
        let mnemonic = try Mnemonic(entropy: Secret(copying: aCase.bytes("entropy")))
        guard try Mnemonic(parsing: mnemonic.phrase) == mnemonic else {
            throw Disagreement("the words do not give the entropy back")
        }
        return ["mnemonic": .string(mnemonic.phrase)]
    }
    if aCase.has("seed") {
        return try derived(Secret(copying: aCase.bytes("seed")), path: aCase.string("path"))
    }
    let mnemonic = try Mnemonic(parsing: aCase.string("mnemonic"))
    let seed = try mnemonic.seed(passphrase: aCase.has("passphrase") ? aCase.string("passphrase") : "")
    guard aCase.has("path") else { return ["seed": .string(seed.withUnsafeBytes { $0.hex })] }
    let account = try HDWallet(seed: seed).account(at: DerivationPath(parsing: aCase.string("path")))
    return [
        "privateKey": .string(account.privateKey.scalar.bytes.hex),
        "address": .string(account.address.checksummed),
    ]
}

private func derived(_ seed: Secret, path: String) throws -> [String: JSON] {
    let key = try ExtendedPrivateKey(seed: seed).derive(DerivationPath(parsing: path))
    let (xprv, xpub) = (key.serialized, key.publicKey.serialized)
    guard try ExtendedPrivateKey(parsing: xprv).serialized == xprv,
        try ExtendedPublicKey(parsing: xpub).serialized == xpub
    else { throw Disagreement("\(xpub) does not come back from its text") }
    return [
        "privateKey": .string(key.privateKey.scalar.bytes.hex),
        "publicKey": .string(key.privateKey.publicKey.compressed.hex),
        "chainCode": .string(key.chainCode.withUnsafeBytes { $0.hex }),
        "xprv": .string(xprv), "xpub": .string(xpub),
    ]
}
