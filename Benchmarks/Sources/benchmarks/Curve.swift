import Primitives
import Secp256k1

/// Both backends, and coincurve: libsecp256k1 behind a thin layer of Python.
func curveOperations(_ peers: Peers) throws -> [Operation] {
    let key = try PrivateKey(Keccak256.hash(Array("benchmark key".utf8)).bytes)
    let digest = Keccak256.hash(Array("benchmark digest".utf8))
    let signature = try key.sign(digest)
    let publicKey = key.publicKey
    let backends = [Secp256k1Backend.system, .portable].compactMap { $0 }

    func operation<T>(
        _ name: String, _ op: String, _ body: @escaping (Secp256k1Backend) throws -> T
    ) -> Operation {
        Operation(
            name: name,
            ours: backends.map { backend in .swift(backend.name) { try body(backend) } },
            peer: peers.coincurve?.contestant("coincurve", ["op": .string(op)]))
    }
    return [
        operation("sign, recoverable", "sign") { try key.sign(digest, using: $0) },
        operation("recover", "recover") { try signature.recover(digest, using: $0) },
        operation("verify", "verify") { publicKey.isValid(signature, for: digest, using: $0) },
        operation("public key", "public_key") {
            Point.generator(timesSecret: key.scalar, using: $0)
        },
        operation("shared point", "ecdh") { key.sharedPoint(with: publicKey, using: $0) },
    ]
}
