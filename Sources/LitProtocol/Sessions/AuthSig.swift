public import Primitives

/// A signed message in the form that Lit's nodes and SDKs pass around: who signed what, and how.
///
/// Nothing is verified by having one. In particular ``address`` stands beside the signed text, and is not
/// covered by the signature.
public struct AuthSig: Hashable, Sendable {
    /// How the signature was made.
    public enum Kind: Hashable, Sendable {
        /// By a session key: Ed25519 over a session message.
        case session
        /// By a contract account (EIP-1271), over the message's EIP-191 hash or its SHA-256.
        case contract
        /// By the network for a PKP: BLS over the hash of a sign-in message.
        case network
        /// By a wallet: `personal_sign` of the message.
        case wallet
    }

    /// The signature, in the form that its kind has.
    public var sig: String
    /// How it was made; decides the ``kind`` together with ``algo``.
    public var derivedVia: String
    /// The text that was signed.
    public var signedMessage: String
    /// The account or session key that signed, as the sender says.
    public var address: String
    /// The algorithm, where the kind names one.
    public var algo: String?

    /// What `derivedVia` says of wallets.
    public static let walletDerivation = "web3.eth.personal.sign"
    /// What `derivedVia` and `algo` say of session keys.
    public static let sessionDerivation = "litSessionSignViaNacl", sessionAlgorithm = "ed25519"

    /// From its parts.
    public init(sig: String, derivedVia: String, signedMessage: String, address: String, algo: String? = nil)
    {
        self.sig = sig
        self.derivedVia = derivedVia
        self.signedMessage = signedMessage
        self.address = address
        self.algo = algo
    }

    /// The kind that its members declare.
    public var kind: Kind {
        switch (derivedVia, algo) {
        case (Self.sessionDerivation, Self.sessionAlgorithm): .session
        case ("EIP1271", _), ("EIP1271_SHA256", _): .contract
        case ("lit.bls", "LIT_BLS"): .network
        default: .wallet
        }
    }

    /// From JSON: four strings, and perhaps the algorithm; other members are refused, as by nodes.
    public init(_ json: JSON) throws(NodeError) {
        guard let object = json.object else {
            throw NodeError(.badInput, "An auth sig is an object, not \(json.kind).")
        }
        let known: Set = ["sig", "derivedVia", "signedMessage", "address", "algo"]
        if let stranger = object.keys.first(where: { !known.contains($0) }) {
            throw NodeError(.badInput, "An auth sig has no member \(stranger).")
        }
        func text(_ name: String) throws(NodeError) -> String {
            guard let text = object[name]?.string else {
                throw NodeError(.badInput, "The auth sig's member \(name) is missing, or no string.")
            }
            return text
        }
        let algo = object["algo"] ?? .null
        guard algo.isNull || algo.string != nil else {
            throw NodeError(.badInput, "The auth sig's member algo is no string.")
        }
        self.init(
            sig: try text("sig"), derivedVia: try text("derivedVia"),
            signedMessage: try text("signedMessage"),
            address: try text("address"), algo: algo.string)
    }

    /// Members in the order of the JavaScript SDK.
    public var json: JSON {
        var object = JSON.Object()
        object["sig"] = .string(sig)
        if kind == .network { object["algo"] = algo.map { .string($0) } }
        object["derivedVia"] = .string(derivedVia)
        object["signedMessage"] = .string(signedMessage)
        object["address"] = .string(address)
        if kind != .network, let algo { object["algo"] = .string(algo) }
        return .object(object)
    }
}
