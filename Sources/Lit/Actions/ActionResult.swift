public import Ethereum
public import Primitives
public import Secp256k1

/// What an action came to.
public struct ActionResult: Sendable {
    /// A signature that an action had nodes make.
    public struct NamedSignature: Hashable, Sendable {
        /// The name that the action gave it, `sigName`.
        public let name: String
        /// The signature; it recovers to ``publicKey``.
        public let signature: Signature
        /// What was signed.
        public let digest: Bytes32
        /// The key that signed.
        public let publicKey: PublicKey
        /// The Ethereum address of the key.
        public var address: Address { Address(publicKey) }
    }

    /// What one node said.
    public struct NodeResponse: Hashable, Sendable {
        /// The node's URL.
        public let node: String
        /// What the action passed to `setResponse` there.
        public let response: String
    }

    /// What the action passed to `setResponse`; empty for nothing.
    public let response: String
    /// What it wrote to the console.
    public let logs: String
    /// Its signatures, by name.
    public let signatures: [String: NamedSignature]
    /// The keys that it claimed, by the names that it gave them.
    public let claims: [String: ClaimedKey]
    /// Each node's response where they differ; empty where all say the same. ``response`` is the one that the
    /// strategy chose.
    public let differingResponses: [NodeResponse]
    /// What is wrong with single nodes, though the result stands without them: no answer in time, an error, a bad
    /// share.
    public let reports: [LitError.NodeReport]

    /// What a driver made of it.
    package init(_ outcome: ActionOutcome) {
        response = outcome.response
        logs = outcome.logs
        signatures = Dictionary(
            uniqueKeysWithValues: outcome.signatures.map { name, value in
                let (signature, digest, publicKey) = value
                return (
                    name,
                    NamedSignature(name: name, signature: signature, digest: digest, publicKey: publicKey)
                )
            })
        claims = outcome.claims.mapValues(ClaimedKey.init)
        differingResponses = outcome.differing.map { NodeResponse(node: $0.node, response: $0.response) }
        reports = outcome.reports
    }

    /// The signature of a name.
    ///
    /// - Throws: ``LitError`` with `signatureMissing`, which lists the names that there are.
    public func signature(_ name: String) throws(LitError) -> Signature { try namedSignature(name).signature }

    /// The signature of a name, with its digest and key.
    ///
    /// - Throws: ``LitError`` with `signatureMissing`, which lists the names that there are.
    public func namedSignature(_ name: String) throws(LitError) -> NamedSignature {
        if let signature = signatures[name] { return signature }
        let there =
            signatures.isEmpty
            ? "the action has signed nothing"
            : "there is " + signatures.keys.sorted().joined(separator: ", ")
        throw LitError(
            .signatureMissing, "The action's result has no signature named \(name): \(there).",
            hint: "Await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: \"\(name)\" }) in the action.",
            context: .init(operation: "execute"), logs: logs.isEmpty ? nil : logs)
    }
}
