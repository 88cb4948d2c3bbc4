internal import Lit
internal import LitProtocol
internal import Primitives
internal import Secp256k1

extension PolyglotService {
    /// Runs an action by the session signatures in the request.
    ///
    /// Which response counts, where nodes differ, is decided as in the original: that of the fewest, unless
    /// the caller says something else. `authMethods` and `ipfsOptions` do nothing.
    func executeJs(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        let client = try readyClient(
            "[executeJs] LitNodeClient is not ready.  Please call await litNodeClient.connect() first.")
        let given = try GivenSignatures(request.raw("sessionSigs"), now: surroundings.now())
        if let node = given.missing(of: client.network.nodes) {
            throw .ofNodes(Self.missingSignature(for: node))
        }
        let source = try Self.source(request)
        let strategy = request["responseStrategy"].map { $0["strategy"]?.string ?? "" } ?? "leastCommon"
        let result = try await calling { () async throws(LitError) in
            try await client.execute(
                source, parameters: request["jsParams"]?.object ?? JSON.Object(), as: given.proof,
                strategy: strategy == "mostCommon" ? .mostCommon : .leastCommon,
                onSingleNode: request["useSingleNode"]?.isTruthy ?? false)
        }
        return SignatureJSON.result(
            result, hasResponse: strategy == "mostCommon" || strategy == "leastCommon")
    }

    /// Signs 32 bytes with a PKP's key, by the session signatures in the request.
    func pkpSign(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        let client = try client(
            "LitNodeClient is not ready.  Please call await litNodeClient.connect() first.")
        for name in ["toSign", "pubKey"] where request.truthy(name) == nil {
            throw .thrown(
                "ParamNullError",
                "\"\(name)\" cannot be undefined, empty, or null. Please provide a valid value.")
        }
        guard request.truthy("sessionSigs") != nil || request["authMethods"]?.array?.isEmpty == false else {
            throw .thrown(
                "ParamNullError", "Either sessionSigs or authMethods (length > 0) must be present.")
        }
        let given = try GivenSignatures(request.raw("sessionSigs"), now: surroundings.now())
        if let node = given.missing(of: client.network.nodes) {
            throw .thrown("InvalidArgumentException", Self.complaint(about: node))
        }
        let (digest, key) = try Self.order(request)
        let signature = try await calling { () async throws(LitError) in
            try await client.sign(digest, with: key, as: given.proof)
        }
        return ["signature": SignatureJSON.signature(signature, of: digest, by: key)]
    }

    // MARK: Parts

    /// - Throws: what nodes would answer.
    private static func source(_ request: PolyglotRequest) throws(PolyglotFailure) -> ActionSource {
        if let code = request.truthy("code")?.string { return .code(code) }
        let session = AuthSig(sig: "", derivedVia: "", signedMessage: "", address: "")
        do {
            return try ExecuteRequest(
                ipfsID: request.truthy("ipfsId")?.string, authSig: session, epoch: nil
            ).source()
        } catch {
            throw .ofNodes(error.json)
        }
    }

    /// - Throws: what nodes would answer.
    private static func order(
        _ request: PolyglotRequest
    ) throws(PolyglotFailure) -> (digest: Bytes32, key: PublicKey) {
        let bytes = (request["toSign"]?.array ?? []).map { byte in
            byte.number?.integer(as: Int.self).map(UInt8.init(truncatingIfNeeded:)) ?? 0
        }
        let text = request["pubKey"]?.string ?? ""
        let session = AuthSig(sig: "", derivedVia: "", signedMessage: "", address: "")
        let wire = PKPSignRequest(toSign: bytes, publicKey: text, authSig: session, epoch: nil)
        do throws(NodeError) {
            let digest = try wire.digest()
            let (bytes, _) = try wire.key()
            guard let key = try? PublicKey(bytes) else {
                throw NodeError(.badInput, "The member pubkey of the request is no key on secp256k1.")
            }
            return (digest, key)
        } catch {
            throw .ofNodes(error.json)
        }
    }

    private static func complaint(about node: String) -> String {
        "You passed sessionSigs but we could not find session sig for node \(node)"
    }

    /// The SDK votes on its own errors as on those of nodes, and shows them so.
    private static func missingSignature(for node: String) -> JSON {
        let text = JSON.string(complaint(about: node))
        return [
            "name": "InvalidArgumentException", "message": text, "shortMessage": text, "cause": [:],
            "info": [:], "code": "invalid_argument_exception", "kind": "Validation",
        ]
    }
}
