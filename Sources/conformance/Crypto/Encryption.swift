import BLS12381
import Primitives
import ThresholdBLS

/// Ciphertexts made with a given random part, opened with a given key, or with shares of one.
let blsEncryptKind = Kind(name: "bls_encrypt") { aCase in
    try judged(aCase) {
        if aCase.has("alpha") { return try made(aCase) }
        if aCase.has("signatureShares") { return try opened(aCase) }
        let ciphertext = try TimeLockCiphertext(aCase.bytes("ciphertext"))
        let key = try BLSSignature(aCase.bytes("decryptionKey"))
        return ["message": .string(try ciphertext.decrypt(with: key).hex)]
    }
}

private func made(_ aCase: Case) throws -> [String: JSON] {
    let network = try BLSPublicKey(aCase.bytes("publicKey"))
    let identity = Array(try aCase.string("identity").utf8)
    let message = try aCase.bytes("message")
    let alpha = try aCase.bytes32("alpha")
    let ciphertext = network.encrypt(message, to: identity, alpha: alpha)
    guard try TimeLockCiphertext(ciphertext.bytes) == ciphertext else {
        throw Disagreement("reading \(ciphertext.bytes.hex) does not give the ciphertext back")
    }
    let key = try BLSSignature(aCase.bytes("decryptionKey"))
    try network.verify(key, identity)
    let r = TimeLockHash.scalarBytes(alpha.bytes + SHA2.sha256(message).bytes)
    return [
        "ciphertext": .string(ciphertext.bytes.hex),
        "r": .string(r.hex),
        "sha256OfGT": .string(zip(ciphertext.v.bytes, alpha.bytes).map { $0 ^ $1 }.hex),
        "message": .string(try ciphertext.decrypt(with: key).hex),
    ]
}

private func opened(_ aCase: Case) throws -> [String: JSON] {
    let ciphertext = try TimeLockCiphertext(base64: aCase.string("ciphertextBase64"))
    let shares = try aCase.array("signatureShares").map { try BLSSignatureShare($0) }
    let key = try BLSSignature(combining: shares)
    try BLSPublicKey(aCase.bytes("publicKey")).verify(key, Array(aCase.string("identity").utf8))
    return [
        "decryptionKey": .string(key.hex), "message": .string(try ciphertext.decrypt(with: key).hex),
    ]
}

/// The hash to a scalar, big-endian.
let blsHashToScalarKind = Kind(name: "bls_hash_to_scalar") { aCase in
    ["scalar": .string(TimeLockHash.scalarBytes(try aCase.bytes("message")).hex)]
}
