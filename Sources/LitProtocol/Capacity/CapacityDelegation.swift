public import Ethereum
public import Primitives

/// The owner of capacity credits lets others use them: a signed message that stands among a session's
/// capabilities.
public struct CapacityDelegation: Hashable, Sendable {
    /// One alternative under which credits may be used.
    public struct Terms: Hashable, Sendable {
        /// Who may; nil for anybody, empty for nobody.
        public var users: Set<Address>?
        /// How often; nil for any number of times.
        public var uses: UInt64?
        /// Which credits; nil for all that the owner has.
        public var credits: Set<UInt256>?

        /// From its parts.
        public init(users: Set<Address>? = nil, uses: UInt64? = nil, credits: Set<UInt256>? = nil) {
            self.users = users
            self.uses = uses
            self.credits = credits
        }

        /// Whether the user is among those who may.
        public func permit(_ user: Address) -> Bool { users?.contains(user) ?? true }
    }

    /// Whose credits they are. That he owns those that ``Terms/credits`` names is for the contract to say.
    public let owner: Address
    /// The alternatives.
    public let terms: [Terms]
    /// What identifies the delegation where its uses are counted: the hash of what was signed.
    ///
    /// Not of the signature, which has several spellings.
    public let id: Bytes32

    /// The URI of such messages.
    public static let uri = "lit:capability:delegation"

    /// Whether an auth sig claims to be a delegation.
    public static func isClaimed(by authSig: AuthSig) -> Bool {
        authSig.kind == .wallet && authSig.signedMessage.contains("\nURI: \(uri)\n")
    }

    /// From an auth sig, verified: signed by the account in it, in time, and granting the use of credits.
    ///
    /// - Throws: `NodeSIWEMessageError`, `NodeInvalidAuthSig`, `NodeSIWECapabilityInvalid`.
    public init(verifying authSig: AuthSig, now: Timestamp) throws(NodeError) {
        guard authSig.kind == .wallet else {
            throw NodeError(.authSigNotSupported, "Capacity credits are delegated by a wallet's signature.")
        }
        // No key of the network is needed: wallets sign these.
        let capability = try CapabilityVerifier(networkKey: nil, now: now).verify(authSig, uri: Self.uri)
        let ability = LitAbility.rateLimitIncreaseAuth
        let prefix = "\(LitResource.Kind.rateLimitIncrease.rawValue)://"
        var terms: [Terms] = []
        if let recap = capability.recap, let name = try? ability.recapAbility() {
            for key in recap.resources where key.hasPrefix(prefix) {
                for restriction in recap.restrictions(on: key, for: name) ?? [] {
                    terms.append(try Terms(restriction, on: String(key.dropFirst(prefix.count))))
                }
            }
        }
        guard !terms.isEmpty else {
            throw NodeError(
                .siweCapabilityInvalid,
                "The message is to \(Self.uri), but grants \(ability.rawValue) on no capacity credit.")
        }
        self.owner = capability.message.address
        self.terms = terms
        self.id = capability.message.hash
    }

    /// The message that an owner signs.
    ///
    /// Everything but the credits' owner and the nonce may be left out, and is then as in the JavaScript SDK.
    ///
    /// - Parameters:
    ///   - users: who may use the credits, in this order; nil for anybody.
    ///   - credit: which credit; nil for all.
    ///   - expiration: nil for seven days from `now`.
    public static func message(
        owner: Address, users: [Address]? = nil, uses: UInt64? = nil, credit: UInt256? = nil, nonce: String,
        now: Timestamp, expiration: SIWETimestamp? = nil, domain: String = "localhost",
        statement: String = SIWEMessage.defaultStatement
    ) throws(SessionError) -> SIWEMessage {
        var restriction = JSON.Object()
        if let credit { restriction["nft_id"] = .array([.string("\(credit)")]) }
        if let users {
            restriction["delegate_to"] = .array(users.map { .string(String($0.checksummed.dropFirst(2))) })
        }
        if let uses { restriction["uses"] = .string("\(uses)") }
        let request = ResourceAbilityRequest(
            .rateLimitIncreaseAuth, on: credit.map(LitResource.credit) ?? .any(.rateLimitIncrease),
            restriction: .object(restriction))
        return try SIWEMessage.granting(
            [request], to: uri, by: owner, nonce: nonce, now: now, expiration: expiration, domain: domain,
            statement: statement)
    }
}

extension CapacityDelegation.Terms {
    /// From a ReCap's restriction, and the id of the resource that it stands at, which counts too.
    init(_ restriction: JSON.Object, on id: String) throws(NodeError) {
        func invalid(_ what: String) -> NodeError {
            NodeError(.siweCapabilityInvalid, "The delegation of capacity credits is malformed: \(what).")
        }
        func list(_ name: String) throws(NodeError) -> [String]? {
            guard let value = restriction[name], !value.isNull else { return nil }
            let texts = value.array?.map(\.string) ?? [nil]
            guard texts.allSatisfy({ $0 != nil }) else { throw invalid("\(name) is no array of strings") }
            return texts.compactMap { $0 }
        }
        self.init()
        if let names = try list("delegate_to") {
            var users: Set<Address> = []
            for name in names {
                guard let bytes = try? Hex.decode(name, count: 20), let user = try? Address(bytes) else {
                    throw invalid("delegate_to names \(name), which is no address")
                }
                users.insert(user)
            }
            self.users = users
        }
        if let value = restriction["uses"], !value.isNull {
            guard let text = value.string ?? value.number?.text, let uses = UInt64(text) else {
                throw invalid("uses is no number")
            }
            self.uses = uses
        }
        if let names = try list("nft_id") { credits = try Self.credits(names, invalid) }
        if id != "*" {
            let here = try Self.credits([id], invalid)
            credits = credits.map { $0.intersection(here) } ?? here
        }
    }

    private static func credits(
        _ names: [String], _ invalid: (String) -> NodeError
    ) throws(NodeError) -> Set<UInt256> {
        var credits: Set<UInt256> = []
        for name in names {
            guard let number = UInt256(decimal: name) else {
                throw invalid("\(name) is no token id in decimal digits")
            }
            credits.insert(number)
        }
        return credits
    }
}
