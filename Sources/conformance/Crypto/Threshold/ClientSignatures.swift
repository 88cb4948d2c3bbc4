import Primitives
import Secp256k1

/// Answers of nodes, as they travel, combined to a signature for each name.
let clientSignatureKind = Kind(name: "client_ecdsa") { aCase in
    var shares: [String: [NodeShare]] = [:]
    for response in try aCase.array("responses") {
        switch try aCase.string("endpoint") {
        case "pkpSign":
            guard let share = response["signatureShare"] else { throw BadCase("no signatureShare") }
            shares["signature", default: []].append(NodeShare(snakeCase: share))
        default:
            guard let named = response.object else { throw BadCase("a response is no object") }
            for (name, share) in named {
                shares[name, default: []].append(NodeShare(camelCase: share))
            }
        }
    }
    let least = try aCase.int("minNodeCount")
    var signatures = JSON.Object()
    for (name, all) in shares { signatures[name] = try NodeShare.combine(all, least: least) }
    return ["signatures": .object(signatures)]
}

private struct NodeShare {
    let type, digest, share, bigR, publicKey: String

    init(snakeCase json: JSON) {
        func text(_ name: String) -> String { NodeShare.unquoted(json[name]) }
        (type, digest, share) = (text("sig_type"), text("digest"), text("signature_share"))
        (bigR, publicKey) = (text("big_r"), text("public_key"))
    }

    init(camelCase json: JSON) {
        func text(_ name: String) -> String { NodeShare.unquoted(json[name]) }
        (type, digest, share) = (text("sigType"), text("dataSigned"), text("signatureShare"))
        (bigR, publicKey) = (text("bigR"), text("publicKey"))
    }

    private static func unquoted(_ json: JSON?) -> String { (json?.string ?? "").filter { $0 != "\"" } }

    static func combine(_ all: [NodeShare], least: Int) throws -> JSON {
        let usable = all.filter { !$0.share.isEmpty }
        guard let first = usable.first else { throw Refusal("noValidShares") }
        guard usable.count >= least else { throw Refusal("notEnoughShares") }
        guard ["K256", "ECDSA_CAIT_SITH"].contains(first.type) else { throw Refusal("unknownSignatureType") }
        let signature = try SignatureCombination.combine(
            bigR: Hex.decode(first.bigR), shares: usable.map { try Hex.decode($0.share) },
            digest: Hex.decode(first.digest), publicKey: PublicKey(Hex.decode(first.publicKey)))
        return [
            "r": JSON(signature.r), "s": JSON(signature.s),
            "recid": .number(JSON.Number(signature.recoveryID)),
            "signature": .string(signature.recoverable().prefixedHex),
            "publicKey": .string(first.publicKey), "dataSigned": .string(first.digest),
        ]
    }
}
