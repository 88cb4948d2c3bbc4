import BLS12381
import Primitives
import Secp256k1
import ThresholdBLS

/// What nodes and clients compute on BLS12-381: against the native library behind blspy, and against the SDK.
func blsOperations(_ peers: Peers) throws -> [Operation] {
    try nativeOperations(peers) + sdkOperations(peers)
}

private let message = Array("a message of the network, hashed or not".utf8)

/// Seven members, of whom four must sign; the secret is 1 + 2x + 3x² + 4x³ at zero, as everybody may know.
private func dealtShares() throws -> [BLSKeyShare] {
    try (1...7).map { identifier in
        let x = Fr(UInt64(identifier))
        return try BLSKeyShare(
            identifier: UInt8(identifier), scalar: ((Fr(4) * x + Fr(3)) * x + Fr(2)) * x + Fr(1))
    }
}

private func nativeOperations(_ peers: Peers) throws -> [Operation] {
    let share = try dealtShares()[0]
    let signed = try BLSSignature(share.sign(message).point)
    let p = G1.generator(timesSecret: Fr(77))
    let q = G2.generator.multiplied(bySecret: Fr(78))
    func operation<T>(_ name: String, _ op: JSON, _ body: @escaping () throws -> T) -> Operation {
        Operation(
            name: "BLS \(name)", ours: [.swift("ThresholdBLS", body)],
            peer: peers.blspy?.contestant("blspy", ["op": op]))
    }
    return [
        operation("pairing", "pairing") { Pairing.value(p, q) },
        operation("hash to G2", "hash_to_g2") { BLSMessagePoint(message) },
        operation("sign a share", "sign") { try share.sign(message) },
        operation("verify", "verify") { try share.publicKey.verify(signed, message) },
    ]
}

private func sdkOperations(_ peers: Peers) throws -> [Operation] {
    let shares = try dealtShares()
    let key = try BLSCommitments([Fr(1), Fr(2), Fr(3), Fr(4)].map { G1.generator(timesSecret: $0) }).publicKey
    let identity = DecryptionIdentity(conditionsHash: Keccak256.hash(message), data: message).bytes
    let encoded = try shares.prefix(4).map { try $0.sign(identity).bytes }
    let opening = try BLSSignature(combining: encoded.map { try BLSSignatureShare($0) })
    let (keyBytes, openingBytes) = (key.bytes, opening.bytes)

    func operation<T>(
        _ name: String, _ op: JSON, _ input: [String: JSON], bytes: Int? = nil,
        _ body: @escaping () throws -> T
    ) -> Operation {
        Operation(
            name: "BLS \(name)", bytes: bytes, ours: [.swift("ThresholdBLS", body)],
            peer: peers.sdk?.contestant("SDK", input.merging(["op": op]) { $1 }))
    }
    // The SDK takes bytes, so decoding and checking points counts on both sides.
    var operations = [
        operation(
            "verify, from bytes", "verify",
            [
                "publicKey": .string(keyBytes.hex), "message": .string(identity.hex),
                "signature": .string(openingBytes.hex),
            ]
        ) { try BLSPublicKey(keyBytes).verify(BLSSignature(openingBytes), identity) }
    ]
    operations.append(
        operation(
            "combine 4 shares, from bytes", "combine", ["shares": .array(encoded.map { .string($0.hex) })]
        ) { try BLSSignature(combining: encoded.map { try BLSSignatureShare($0) }).bytes })
    for count in [100, 1 << 20] {
        let size = count < 1000 ? "\(count) bytes" : "\(count >> 20) MiB"
        let data = [UInt8](repeating: 0, count: count)
        let sealed = try BLSPublicKey(keyBytes).encrypt(data, to: identity).bytes
        let input: [String: JSON] = [
            "publicKey": .string(keyBytes.hex), "identity": .string(identity.hex),
            "decryptionKey": .string(openingBytes.hex), "bytes": .number(.init(count)),
        ]
        let throughput = count < 1000 ? nil : count
        operations.append(
            operation("encrypt \(size)", "encrypt", input, bytes: throughput) {
                try BLSPublicKey(keyBytes).encrypt(data, to: identity).bytes
            })
        operations.append(
            operation("decrypt \(size)", "decrypt", input, bytes: throughput) {
                try TimeLockCiphertext(sealed).decrypt(with: BLSSignature(openingBytes))
            })
    }
    return operations + [try derivation(peers)]
}

/// A public key of ten root keys.
private func derivation(_ peers: Peers) throws -> Operation {
    let id = Keccak256.hash(message).bytes
    let roots = try (1...10).map { try PrivateKey(Scalar(UInt64($0))).publicKey.compressed }
    return Operation(
        name: "derive a key from 10 roots",
        ours: [.swift("ThresholdBLS") { try RootKeys(encoded: roots).derive(idBytes: id) }],
        peer: peers.sdk?.contestant(
            "SDK",
            [
                "op": "derive", "keyId": .string(id.hex),
                "rootKeys": .array(roots.map { .string($0.hex) }),
            ]))
}
