import BLS12381
import Primitives
import ThresholdBLS

/// BLS signatures as Ethereum's consensus layer makes and takes them: the scheme is the same.
let blsSignatureKind = Kind(name: "bls_signature") { aCase in
    try judged(aCase) {
        switch aCase.group {
        case "sign": try signed(aCase)
        case "possession":
            try valid {
                let key = try BLSPublicKey(aCase.bytes("publicKey"))
                try key.verify(proofOfPossession: BLSSignature(aCase.bytes("proof")))
            }
        case "aggregate", "fast-aggregate": try aggregated(aCase)
        default:
            try valid {
                let key = try BLSPublicKey(aCase.bytes("publicKey"))
                try key.verify(BLSSignature(aCase.bytes("signature")), aCase.bytes("message"))
            }
        }
    }
}

private func valid(_ verification: () throws -> Void) throws -> [String: JSON] {
    try verification()
    return ["valid": true]
}

private func signed(_ aCase: Case) throws -> [String: JSON] {
    let share = try BLSKeyShare(identifier: 1, secret: Secret(copying: aCase.bytes("secret")))
    return [
        "publicKey": .string(share.publicKey.hex),
        "signature": .string(try share.sign(aCase.bytes("message")).point.compressed.hex),
        "proof": .string(try share.proofOfPossession().hex),
    ]
}

/// The sum of signatures, verified by one product of pairings.
private func aggregated(_ aCase: Case) throws -> [String: JSON] {
    let signatures = try aCase.strings("signatures").map { try BLSSignature(hex: $0) }
    let keys = try aCase.strings("publicKeys").map { try BLSPublicKey(hex: $0) }
    let messages = try aCase.strings("messages").map { BLSMessagePoint(try [UInt8](hex: $0)) }
    let sum = try BLSSignature(signatures.reduce(G2.identity) { $0 + $1.point })
    var pairing = Pairing()
    for (key, message) in zip(keys, messages) { pairing.append(key.point, message.point) }
    pairing.append(-G1.generator, sum.point)
    guard pairing.isIdentity() else { throw NotTheirSum() }
    return ["signature": .string(sum.hex)]
}

/// The sum of the signatures is not one of all the keys.
private struct NotTheirSum: Error, Categorised {
    let category = "invalidSignature"
}
