import Ethereum
import Primitives
import Secp256k1

let keccakKind = Kind(name: "keccak256") { aCase in
    let message = try aCase.bytes("message")
    var incremental = Keccak256()
    for chunk in stride(from: 0, to: message.count, by: 7) {
        incremental.update(Array(message[chunk..<min(chunk + 7, message.count)]))
    }
    let digest = Keccak256.hash(message)
    guard incremental.finalize() == digest else {
        throw Disagreement("hashing in parts gives another digest")
    }
    return ["digest": .string(digest.hex)]
}

/// Checksums of addresses, and addresses of keys.
let addressKind = Kind(name: "eip55") { aCase in
    if aCase.has("checksummed") {
        return [
            "checksum": .string(try Address(aCase.string("checksummed"), checksumRequired: true).checksummed)
        ]
    }
    let text = try aCase.string("address")
    let address = try Address(text)
    guard aCase.has("privateKey") else { return ["checksum": .string(address.checksummed)] }
    let key = try PrivateKey(aCase.bytes("privateKey"))
    guard Address(key.publicKey) == address else {
        throw Disagreement("the key's address is \(Address(key.publicKey)), not \(text)")
    }
    return [
        "publicKey": .string(key.publicKey.uncompressed.hex), "checksum": .string(address.checksummed),
    ]
}

/// Items as nested arrays of hexadecimal strings.
let rlpKind = Kind(name: "rlp") { aCase in
    if aCase.has("rlp") {
        return ["item": json(try RLPItem(decoding: aCase.bytes("rlp")))]
    }
    let tree = try item(aCase.value("item"))
    let encoded = tree.encoded
    guard try RLPItem(decoding: encoded) == tree else {
        throw Disagreement("decoding \(encoded.hex) does not give the item back")
    }
    return ["rlp": .string(encoded.hex)]
}

private func item(_ value: JSON) throws -> RLPItem {
    if let items = value.array { return .list(try items.map(item)) }
    guard let text = value.string, let bytes = try? [UInt8](hex: text) else {
        throw BadCase("an item is neither an array nor hexadecimal digits")
    }
    return .string(bytes)
}

private func json(_ item: RLPItem) -> JSON {
    switch item {
    case .string(let bytes): .string(bytes.hex)
    case .list(let items): .array(items.map(json))
    }
}

/// `personal_sign`.
let personalSignKind = Kind(name: "eip191_sign") { aCase in
    let message = try aCase.bytes("message")
    if aCase.has("text"), try Array(aCase.string("text").utf8) != message {
        throw BadCase("text and message differ")
    }
    let wallet = try EthereumWallet(privateKey: aCase.string("privateKey"))
    let signature = try wallet.sign(message: message)
    return [
        "hash": .string(PersonalMessage.hash(message).hex),
        "signature": .string(signature.recoverable().hex),
        "address": .string(wallet.address.checksummed),
    ]
}

let personalRecoverKind = Kind(name: "eip191_recover") { aCase in
    let signature = try Signature(recoverable: aCase.bytes("signature"))
    let address = try PersonalMessage.recoverAddress(aCase.bytes("message"), signature: signature)
    return ["address": .string(address.checksummed), "canonical": .bool(signature.isLowS)]
}
