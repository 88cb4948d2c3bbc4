import Ethereum
import Primitives
import Secp256k1
import ThresholdBLS

/// Public keys and shares derived from root keys; groups may have one root key as the SDK accepts it.
let hdPublicKeyKind = Kind(name: "hd_pubkey") { aCase in
    try judged(aCase) { try derivation(aCase) }
}

private func derivation(_ aCase: Case) throws -> [String: JSON] {
    let id = try aCase.bytes("keyId")
    let keys = try aCase.strings("rootKeys").map { try [UInt8](hex: $0) }
    let single = aCase.group == "single-root"
    let roots = try RootKeys(encoded: keys, shortLists: single ? .likeSDK : .refused)
    var outputs: [String: JSON] = [
        "publicKey": .string(try roots.derive(idBytes: id).uncompressed.hex),
        "tweak": .string(KeyTweak.secp256k1(id).bytes.hex),
    ]
    if aCase.has("rootSecrets") {
        let secrets = try aCase.strings("rootSecrets").map { Secret(copying: try [UInt8](hex: $0)) }
        let derived = try RootShares(secrets).derive(idBytes: id)
        guard derived.publicKey == (try roots.derive(idBytes: id)) else {
            throw Disagreement("the derived secret is not that of the derived public key")
        }
        outputs["derivedSecret"] = .string(derived.scalar.bytes.hex)
    }
    return outputs
}

/// A claim from end to end: id, the nodes' answers, the key, its token and address.
let pkpClaimKind = Kind(name: "pkp_claim") { aCase in
    let user = try aCase.string("userIdOrKeyId")
    let app = try aCase.string("appIdOrIpfsId")
    let isAction = try aCase.string("kind") == "action"
    let preimage = isAction ? app + "_" + user : user + ":" + app
    let id =
        isAction
        ? DerivedKeyID(actionCID: app, name: user) : DerivedKeyID(userID: user, appID: app)
    let nodes = try aCase.strings("nodeKeys").map { try PrivateKey([UInt8](hex: $0)) }
    let answers = try nodes.map { KeyClaim.answer(id, try KeyClaim.sign(id, with: $0)) }
    let claim = try KeyClaim(answers: answers)
    let members = Set(nodes.map { Address($0.publicKey) })
    let signers = try claim.signers(among: members, needed: nodes.count, namedBy: { Address($0) })
    let key = try RootKeys(
        encoded: aCase.strings("rootKeys").map { try [UInt8](hex: $0) }
    ).derive(id)
    return [
        "preimage": .string(preimage),
        "keyId": .string(id.description),
        "responses": .array(answers),
        "splitSignatures": .array(claim.signatures.map(\.splitJSON)),
        "nodeAddresses": .array(signers.map { .string($0.checksummed) }),
        "publicKey": .string(key.publicKey.uncompressed.hex),
        "tokenId": .string(key.tokenID.bytes32.prefixedHex),
        "ethAddress": .string(try Address(key.addressBytes.prefixedHex).checksummed),
    ]
}

/// Claims made by action code, grouped by the names of the keys.
let clientClaimsKind = Kind(name: "client_claims") { aCase in
    let answers = try aCase.array("claimData").map { value in
        guard let object = value.object else { throw BadCase("claimData holds something else than objects") }
        return object
    }
    var claims = JSON.Object()
    for (name, claim) in try KeyClaim.grouped(answers) { claims[name] = claim.json }
    return ["claims": .object(claims)]
}
