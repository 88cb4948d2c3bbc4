public import Primitives

/// The payload of an ``AccessToken``.
public struct AccessClaims: Hashable, Sendable {
    /// Who issued it: `LIT`.
    public var issuer: String
    /// For whom: the address of the auth sig that asked, which for sessions is the session's public key.
    public var subject: String
    /// The chain on which conditions were looked up, if one was named.
    public var chain: String?
    /// When it was issued, in seconds since 1970.
    public var issuedAt: UInt64
    /// When it ends, in seconds since 1970.
    public var expiration: UInt64
    /// The conditions that held, in the kinds there are; null for those not asked for.
    public var conditions: Conditions

    /// Access conditions as the caller wrote them, in four kinds of which usually one is used.
    public struct Conditions: Hashable, Sendable {
        /// On accounts and contracts of EVM chains, in the first form.
        public var accessControl: JSON
        /// On functions of EVM contracts.
        public var evmContract: JSON
        /// On accounts and programs of Solana.
        public var solRPC: JSON
        /// On several kinds of chains at once.
        public var unified: JSON

        /// Conditions of the kinds given.
        public init(
            accessControl: JSON = .null, evmContract: JSON = .null, solRPC: JSON = .null,
            unified: JSON = .null
        ) {
            self.accessControl = accessControl
            self.evmContract = evmContract
            self.solRPC = solRPC
            self.unified = unified
        }
    }

    /// Claims as given; times are in seconds since 1970.
    public init(
        issuer: String = "LIT", subject: String, chain: String?, issuedAt: UInt64, expiration: UInt64,
        conditions: Conditions
    ) {
        self.issuer = issuer
        self.subject = subject
        self.chain = chain
        self.issuedAt = issuedAt
        self.expiration = expiration
        self.conditions = conditions
    }

    init(_ json: JSON) throws(ThresholdBLSError) {
        guard let issuer = json["iss"]?.string, let subject = json["sub"]?.string,
            let issuedAt = json["iat"]?.number?.integer(as: UInt64.self),
            let expiration = json["exp"]?.number?.integer(as: UInt64.self)
        else { throw AccessToken.malformed("the payload lacks one of iss, sub, iat and exp") }
        self.init(
            issuer: issuer, subject: subject, chain: json["chain"]?.string, issuedAt: issuedAt,
            expiration: expiration,
            conditions: Conditions(
                accessControl: json["accessControlConditions"] ?? .null,
                evmContract: json["evmContractConditions"] ?? .null,
                solRPC: json["solRpcConditions"] ?? .null,
                unified: json["unifiedAccessControlConditions"] ?? .null))
    }

    /// The payload, its members in the order that all nodes must keep.
    public var json: JSON {
        [
            "iss": .string(issuer), "sub": .string(subject),
            "chain": chain.map { .string($0) } ?? .null, "iat": .number(.init(issuedAt)),
            "exp": .number(.init(expiration)), "accessControlConditions": conditions.accessControl,
            "evmContractConditions": conditions.evmContract, "solRpcConditions": conditions.solRPC,
            "unifiedAccessControlConditions": conditions.unified,
        ]
    }
}
