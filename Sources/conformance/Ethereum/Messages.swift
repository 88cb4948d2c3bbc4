import Ethereum
import Primitives
import Secp256k1

/// Sign-in messages: parsed, printed, and verified at the time `now`.
let siweKind = Kind(name: "siwe") { aCase in
    let text = try aCase.string("message")
    let expectedError = aCase.expect["error"]?.string
    let message: SIWEMessage
    do {
        message = try SIWEMessage(parsing: text)
    } catch  where expectedError != nil && expectedError != "malformed" {
        throw Disagreement("refused as malformed, not as \(expectedError ?? ""): \(error)")
    }
    guard message.text == text else { throw Disagreement("printed otherwise than it was: \(message.text)") }
    if expectedError != "malformed" {
        func expected(_ name: String) throws -> String? { aCase.has(name) ? try aCase.string(name) : nil }
        try message.verify(
            signature: aCase.string("signature"), now: SIWETimestamp(aCase.string("now")).instant,
            expecting: .init(domain: expected("expectedDomain"), nonce: expected("expectedNonce")))
    }
    return [
        "fields": .object(fields(message)),
        "eip191Hash": .string(message.hash.hex),
        "address": .string(message.address.checksummed),
        "strictAbnf": true,
    ]
}

private func fields(_ message: SIWEMessage) -> JSON.Object {
    var object = JSON.Object()
    func set(_ name: String, _ value: String?) {
        if let value { object[name] = .string(value) }
    }
    set("scheme", message.scheme)
    set("domain", message.domain)
    set("address", message.address.checksummed)
    set("statement", message.statement)
    set("uri", message.uri)
    set("version", message.version)
    object["chain_id"] = .number(.init(message.chainID))
    set("nonce", message.nonce)
    set("issued_at", message.issuedAt.text)
    set("expiration_time", message.expirationTime?.text)
    set("not_before", message.notBefore?.text)
    set("request_id", message.requestID)
    object["resources"] = message.resources.map { .array($0.map { .string($0) }) }
    return object
}

/// Typed data: hashes, and the deterministic signature.
let typedDataKind = Kind(name: "eip712") { aCase in
    let data = try TypedData(aCase.value("typedData"))
    var outputs: [String: JSON] = [
        "domainSeparator": .string(data.domainSeparator.hex),
        "structHash": .string(data.structHash.hex),
        "digest": .string(data.digest.hex),
    ]
    if aCase.has("privateKey") {
        let key = try PrivateKey(aCase.bytes("privateKey"))
        outputs["signature"] = .string(try key.sign(data.digest).recoverable().hex)
        outputs["address"] = .string(Address(key.publicKey).checksummed)
    }
    return outputs
}
