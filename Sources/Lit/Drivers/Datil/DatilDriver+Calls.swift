package import LitProtocol
internal import Logging
package import Primitives
package import Secp256k1
package import ThresholdBLS

extension DatilDriver {
    package func sign(
        _ digest: Bytes32, with publicKey: PublicKey, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> Signature {
        var json = JSON.Object()
        json["toSign"] = .array(digest.bytes.map { .number(.init($0)) })
        json["pubkey"] = .string(publicKey.uncompressed.prefixedHex)
        let body = RequestBody(.object(json))
        let found = try await retrying(context) { known throws(LitError) in
            try await self.ask(
                .pkpSign, SignatureTally(digest, publicKey, needed: known.nodes.threshold), body, known,
                as: session, context
            ) { json throws(NodeError) in try PKPSignResponse(json).share }
        }
        log(found.culprits, context)
        return found.signature
    }

    package func execute(
        _ order: ActionOrder, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> ActionOutcome {
        var json = JSON.Object()
        switch order.source {
        case .code(let code): json["code"] = .string(Base64.encode(Array(code.utf8)))
        case .cid(let cid): json["ipfsId"] = .string("\(cid)")
        }
        json["jsParams"] = .object(order.parameters)
        let body = RequestBody(.object(json))
        return try await retrying(context) { known throws(LitError) in
            let all = Array(known.nodes.members.indices)
            let tally = ActionTally(
                strategy: order.strategy, needed: order.onSingleNode ? 1 : known.nodes.threshold,
                threshold: known.nodes.threshold, rootKeys: known.snapshot.rootKeys)
            return try await self.ask(
                .execute, tally, body, known, only: order.onSingleNode ? [self.anyone(of: all)] : all,
                as: session, context
            ) { json throws(NodeError) in
                let response = try ExecuteResponse(json)
                order.hearing?(response.logs)
                guard response.success else { throw .action(response.response, logs: response.logs) }
                return response
            }
        }
    }

    package func allowSession(
        _ order: SessionKeyOrder, _ context: CallContext
    ) async throws(LitError) -> AuthSig {
        let request = SignSessionKeyRequest(
            sessionKey: order.sessionURI, authMethods: order.authMethods,
            pkpPublicKey: order.pkp?.uncompressed.prefixedHex, siweMessage: order.message,
            code: order.source?.code, litActionIPFSID: order.source?.cid, parameters: order.parameters,
            epoch: nil)
        let body = RequestBody(request.json)
        let made = try await retrying(context) { known throws(LitError) in
            let tally = SessionKeyTally(networkKey: known.networkKey, needed: known.nodes.threshold) { text in
                order.complaint(about: text)
            }
            return try await self.ask(
                .signSessionKey, tally, body, known, as: nil, context, read: SignSessionKeyResponse.init)
        }
        log(made.culprits, context)
        return try order.authSig(made.value, context)
    }

    package func claim(
        _ method: AuthMethodProof, _ context: CallContext
    ) async throws(LitError) -> KeyClaim {
        let body = RequestBody(ClaimKeyRequest(authMethod: method, epoch: nil).json)
        let made = try await retrying(context) { known throws(LitError) in
            try await self.ask(
                .claimKey,
                ClaimTally(needed: known.nodes.threshold, rootKeys: known.snapshot.rootKeys), body, known,
                as: nil, context, read: KeyClaimAnswer.init)
        }
        log(made.culprits, context)
        return made.value
    }

    package func decryptionKey(
        _ order: DecryptionOrder, as session: SessionProof, _ context: CallContext
    ) async throws(LitError) -> BLSSignature {
        var json = JSON.Object()
        json[order.conditions.form.rawValue] = order.conditions.json
        json["dataToEncryptHash"] = .string(order.dataHash.bytes.hex)
        json["chain"] = order.chain.map { .string($0) }
        let body = RequestBody(.object(json))
        let made = try await retrying(context) { known throws(LitError) in
            try await self.ask(
                .encryptionSign,
                DecryptionTally(
                    order.identity, networkKey: known.networkKey, needed: known.nodes.threshold),
                body, known, as: session, context, read: EncryptionSignResponse.init)
        }
        log(made.culprits, context)
        return made.value
    }

    /// Asks nodes, each with the session's signature for it.
    private func ask<Tally: AnswerTally>(
        _ endpoint: DatilEndpoint, _ tally: Tally, _ body: RequestBody, _ known: Connection,
        only: [Int]? = nil, as session: SessionProof?, _ context: CallContext,
        read: @escaping @Sendable (JSON) throws(NodeError) -> Tally.Value
    ) async throws(LitError) -> Tally.Output {
        let fan = fanOut(grace: configuration.grace)
        let (signatures, epoch) = (signatures, known.nodes.epoch(at: configuration.runtime.now()))
        return try await fan.run(
            tally, endpoint, at: known.nodes, only: only, context,
            body: { member throws(LitError) in
                let authSig = try session.map { session throws(LitError) in
                    try signatures.json(of: session, for: member.url)
                }
                return body.bytes(authSig: authSig, epoch: epoch)
            }, read: read)
    }

    /// Once more, if the nodes have changed and that may be why they refused.
    private func retrying<Output>(
        _ context: CallContext, _ call: (Connection) async throws(LitError) -> Output
    ) async throws(LitError) -> Output {
        let known = try connected(context)
        do throws(LitError) { return try await call(known) } catch {
            guard error.mayBeOfAnotherEpoch, !Task.isCancelled, let newer = await refreshed(),
                newer.nodes != known.nodes
            else { throw error }
            return try await call(newer)
        }
    }

    private func anyone(of nodes: [Int]) -> Int {
        let bytes = configuration.runtime.randomBytes(4)
        let number = bytes.reduce(0) { $0 << 8 | UInt32($1) }
        return nodes.isEmpty ? 0 : nodes[Int(number) % nodes.count]
    }

    private func log(_ culprits: [(node: Int, what: String)], _ context: CallContext) {
        guard !culprits.isEmpty, let urls = snapshot?.nodes else { return }
        for (node, what) in culprits where urls.indices.contains(node) {
            context.logger.warning(
                "A node was wrong, and the others were enough",
                metadata: [
                    "node": "\(urls[node])", "reason": "\(what)", "request-id": "\(context.requestID)",
                ])
        }
    }
}

extension LitError {
    /// Whether nodes that have changed since they were asked for would explain it.
    fileprivate var mayBeOfAnotherEpoch: Bool {
        switch code {
        case .tooFewNodes, .nodeUnreachable, .networkNotReady, .tooFewShares: true
        default:
            reports.contains { report in
                report.code.flatMap(NodeErrorCode.init(rawValue:))?.mayBeOfAnotherEpoch ?? false
            }
        }
    }
}

extension ActionSource {
    fileprivate var code: String? { if case .code(let code) = self { code } else { nil } }
    fileprivate var cid: String? { if case .cid(let cid) = self { "\(cid)" } else { nil } }
}
