import Primitives
import Secp256k1
import Threshold

/// What a client computes: the sum of the signers' shares, verified, against the SDK's WebAssembly.
func thresholdOperations(_ peers: Peers) throws -> [Operation] {
    let (key, nonce) = (Scalar(0x1234_5678), Scalar(0x9abc_def0))
    let digest = Keccak256.hash(Array("a message of the network".utf8))
    let bigR = Point.generator(timesPublic: nonce.inverse())
    guard let x = bigR.x, let encodedR = bigR.compressed else { throw ThresholdError(.invalidPoint) }
    let s = nonce * (Scalar(reducing: digest) + Scalar(reducing: x) * key)
    let shares = [Scalar(3), Scalar(5), s - Scalar(8)].map(\.bytes)
    let publicKey = try PrivateKey(key).publicKey
    return [
        Operation(
            name: "combine 3 ECDSA shares and verify, from bytes",
            ours: [
                .swift("Secp256k1") {
                    try SignatureCombination.combine(
                        bigR: encodedR, shares: shares, digest: digest.bytes,
                        publicKey: PublicKey(publicKey.uncompressed))
                }
            ],
            peer: peers.sdk?.contestant(
                "SDK",
                [
                    "op": "ecdsa_combine", "bigR": .string(encodedR.hex),
                    "shares": .array(shares.map { .string($0.hex) }), "digest": .string(digest.hex),
                    "publicKey": .string(publicKey.uncompressed.hex),
                ]))
    ]
}
