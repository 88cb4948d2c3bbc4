internal import Lit
internal import LitProtocol
internal import Primitives
internal import Secp256k1

/// Signatures and results of actions, as the JavaScript SDK gives them.
enum SignatureJSON {
    /// Key and digest have the digits that nodes write.
    static func signature(_ signature: Signature, of digest: Bytes32, by key: PublicKey) -> JSON {
        [
            "r": .string(signature.r.bytes32.hex), "s": .string(signature.s.bytes32.hex),
            "recid": .number(.init(signature.recoveryID)),
            "signature": .string(signature.recoverable().prefixedHex),
            "publicKey": .string(key.uncompressed.hex.uppercased()),
            "dataSigned": .string(digest.hex.uppercased()),
        ]
    }

    /// - Parameter hasResponse: false where a strategy that nobody knows chooses none.
    static func result(_ result: ActionResult, hasResponse: Bool) -> JSON {
        var answer = JSON.Object()
        guard !result.signatures.isEmpty || !result.claims.isEmpty else {
            answer["success"] = true
            for name in ["signedData", "decryptedData", "claimData"] { answer[name] = [:] }
            if hasResponse { answer["response"] = .string(result.response) }
            // Empty texts do not take part in the vote about the rest.
            if !result.logs.isEmpty { answer["logs"] = .string(result.logs) }
            return .object(answer)
        }
        var claims = JSON.Object()
        for (name, claim) in result.claims.sorted(by: { $0.key < $1.key }) {
            claims[name] = [
                "signatures": .array(claim.signatures.map(Self.split)),
                "derivedKeyId": .string(claim.keyID.hex),
            ]
        }
        var signatures = JSON.Object()
        for (name, made) in result.signatures.sorted(by: { $0.key < $1.key }) {
            signatures[name] = signature(made.signature, of: made.digest, by: made.publicKey)
        }
        answer["claims"] = .object(claims)
        answer["signatures"] = .object(signatures)
        if hasResponse {
            answer["response"] =
                (try? JSON(parsing: result.response))?.afterJavaScript ?? .string(result.response)
        }
        answer["logs"] = .string(result.logs)
        return .object(answer)
    }

    private static func split(_ signature: Signature) -> JSON {
        [
            "r": .string(signature.r.bytes32.prefixedHex), "s": .string(signature.s.bytes32.prefixedHex),
            "v": .number(.init(27 &+ signature.recoveryID)),
        ]
    }
}
