import Primitives
import Secp256k1

/// Every backend that is compiled in; each must give the same outputs.
private let backends: [Secp256k1Backend] = [.portable] + (Secp256k1Backend.system.map { [$0] } ?? [])

private func onEveryBackend(
    _ body: (Secp256k1Backend) throws -> [String: JSON]
) throws -> [String: JSON] {
    let results = backends.map { backend in Result { try body(backend) } }
    for (backend, result) in zip(backends, results).dropFirst() {
        switch (results[0], result) {
        case (.success(let a), .success(let b)):
            if a != b { throw Disagreement("\(backends[0].name) gives \(a), \(backend.name) gives \(b)") }
        case (.failure, .failure): continue
        default: throw Disagreement("\(backends[0].name) and \(backend.name) disagree whether to refuse")
        }
    }
    return try results[0].get()
}

/// Keys, deterministic signatures (RFC 6979, low s), strict verification, recovery.
let ecdsaKind = Kind(name: "ecdsa") { aCase in
    let digest = try aCase.bytes32("digest")
    return try onEveryBackend { backend in
        if aCase.has("privateKey") {
            let key = try PrivateKey(aCase.bytes("privateKey"), using: backend)
            let signature = try key.sign(digest, using: backend)
            return [
                "publicKey": .string(key.publicKey.uncompressed.hex),
                "r": .string(signature.r.bytes.hex), "s": .string(signature.s.bytes.hex),
                "recoveryId": .number(.init(signature.recoveryID)),
            ]
        }
        let r = try aCase.bytes("r")
        let s = try aCase.bytes("s")
        if aCase.has("publicKey") {
            let key = try PublicKey(aCase.bytes("publicKey"), using: backend)
            let signature = try? Signature(compact: r + s)
            return ["valid": .bool(signature.map { key.isValid($0, for: digest, using: backend) } ?? false)]
        }
        guard let id = try aCase.value("recoveryId").int, let recoveryID = UInt8(exactly: id) else {
            throw BadCase("input.recoveryId is not a small number")
        }
        let signature = try Signature(r: bytes32(r), s: bytes32(s), recoveryID: recoveryID)
        let key = try signature.recover(digest, using: backend)
        return ["publicKey": .string(key.uncompressed.hex)]
    }
}

/// Shared points, both coordinates.
let ecdhKind = Kind(name: "ecdh") { aCase in
    try onEveryBackend { backend in
        let key = try PrivateKey(aCase.bytes("privateKey"), using: backend)
        let shared = try key.sharedPoint(
            with: PublicKey(aCase.bytes("publicKey"), using: backend), using: backend)
        guard let x = shared.x, let y = shared.y else { throw Disagreement("a shared point at infinity") }
        return ["x": .string(x.hex), "y": .string(y.hex)]
    }
}

private func bytes32(_ bytes: [UInt8]) throws -> Bytes32 {
    guard let value = Bytes32(bytes) else { throw BadCase("r and s must be 32 bytes") }
    return value
}
