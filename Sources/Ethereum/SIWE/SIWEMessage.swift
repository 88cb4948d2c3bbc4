public import Primitives

/// A message of Sign-In with Ethereum (EIP-4361), always valid and always with the text it came from.
///
/// `SIWEMessage(parsing: text).text == text` for every text that parses: times and numbers keep the
/// digits with which they were written, so the hash that was signed can be computed again.
/// To change something, use ``changing(_:)``, which checks the result.
@dynamicMemberLookup
public struct SIWEMessage: Hashable, Sendable {
    /// What a message says. Free to change; checked when a message is made of it.
    public struct Fields: Hashable, Sendable {
        /// The scheme of the origin that asks, if the message names one.
        public var scheme: String?
        /// The authority (host, perhaps with a port) that asks.
        public var domain: String
        /// The account that signs.
        public var address: Address
        /// One line for people; nil for none. The empty text is not a statement.
        public var statement: String?
        /// What the signature is about: an absolute URI.
        public var uri: String
        /// The chain on which contract accounts are looked up (EIP-155).
        public var chainID: UInt256
        /// At least eight letters and digits, chosen by the one who asks.
        public var nonce: String
        /// When the message was made; no check compares it with the clock.
        public var issuedAt: SIWETimestamp
        /// From this instant on the message is no longer valid.
        public var expirationTime: SIWETimestamp?
        /// Before this instant the message is not yet valid.
        public var notBefore: SIWETimestamp?
        /// Chosen by the one who asks: path characters (RFC 3986 section 3.3); nil without the line.
        public var requestID: String?
        /// Absolute URIs; nil without the heading, empty with the heading alone.
        public var resources: [String]?

        /// From its parts, unchecked; chain 1 by default, and nothing in what is optional.
        public init(
            scheme: String? = nil, domain: String, address: Address, statement: String? = nil, uri: String,
            chainID: UInt256 = 1, nonce: String, issuedAt: SIWETimestamp,
            expirationTime: SIWETimestamp? = nil, notBefore: SIWETimestamp? = nil,
            requestID: String? = nil, resources: [String]? = nil
        ) {
            self.scheme = scheme
            self.domain = domain
            self.address = address
            self.statement = statement
            self.uri = uri
            self.chainID = chainID
            self.nonce = nonce
            self.issuedAt = issuedAt
            self.expirationTime = expirationTime
            self.notBefore = notBefore
            self.requestID = requestID
            self.resources = resources
        }
    }

    /// What the message says, checked against the grammar.
    public let fields: Fields
    /// The digits as written: the grammar permits leading zeros.
    private let chainIDText: String

    /// The longest message accepted, in bytes.
    public static let lengthLimit = 1 << 20

    /// The only version there is.
    public var version: String { "1" }

    static let headerEnd = " wants you to sign in with your Ethereum account:"

    /// From values, each checked against the grammar of EIP-4361.
    public init(_ fields: Fields) throws(SIWEError) {
        try self.init(fields, chainIDText: fields.chainID.description)
    }

    init(_ fields: Fields, chainIDText: String) throws(SIWEError) {
        try fields.check()
        self.fields = fields
        self.chainIDText = chainIDText
        guard text.utf8.count <= Self.lengthLimit else { throw SIWEError(.tooLong(limit: Self.lengthLimit)) }
    }

    /// The same message with some fields changed.
    public func changing(_ change: (inout Fields) -> Void) throws(SIWEError) -> SIWEMessage {
        var changed = fields
        change(&changed)
        let sameChain = changed.chainID == fields.chainID
        return try SIWEMessage(changed, chainIDText: sameChain ? chainIDText : changed.chainID.description)
    }

    /// One of the message's ``fields``, such as `message.nonce`.
    public subscript<Value>(dynamicMember field: KeyPath<Fields, Value>) -> Value { fields[keyPath: field] }

    /// The message as it is signed: lines joined by line feeds, none at the end.
    public var text: String {
        var text = fields.scheme.map { $0 + "://" } ?? ""
        text += fields.domain + Self.headerEnd + "\n" + fields.address.checksummed + "\n\n"
        if let statement = fields.statement { text += statement + "\n" }
        text += "\nURI: " + fields.uri + "\nVersion: 1\nChain ID: " + chainIDText
        text += "\nNonce: " + fields.nonce + "\nIssued At: " + fields.issuedAt.text
        if let time = fields.expirationTime { text += "\nExpiration Time: " + time.text }
        if let time = fields.notBefore { text += "\nNot Before: " + time.text }
        if let id = fields.requestID { text += "\nRequest ID: " + id }
        if let resources = fields.resources {
            text += "\nResources:"
            for resource in resources { text += "\n- " + resource }
        }
        return text
    }

    /// What the account signs: the hash of ``text`` as a personal message (EIP-191).
    public var hash: Bytes32 { PersonalMessage.hash(Array(text.utf8)) }
}

extension SIWEMessage: CustomStringConvertible {
    public var description: String { text }
}

extension SIWEMessage.Fields {
    func check() throws(SIWEError) {
        func require(
            _ field: SIWEError.Field, _ text: String?, _ rule: (URISyntax.Text) -> Bool
        ) throws(SIWEError) {
            guard let text else { return }
            guard rule(Array(text.utf8)[...]) else { throw SIWEError(.invalid(field)) }
        }
        try require(.scheme, scheme, URISyntax.isScheme)
        try require(.domain, domain, SIWEGrammar.isDomain)
        try require(.statement, statement, SIWEGrammar.isStatement)
        try require(.uri, uri, URISyntax.isURI)
        try require(.nonce, nonce, SIWEGrammar.isNonce)
        try require(.requestID, requestID) { URISyntax.isPathText($0) }
        for resource in resources ?? [] { try require(.resources, resource, URISyntax.isURI) }
    }
}

/// Rules of EIP-4361 that go beyond those of RFC 3986.
enum SIWEGrammar {
    /// An authority; the empty one, which RFC 3986 permits, names nobody.
    static func isDomain(_ text: URISyntax.Text) -> Bool { !text.isEmpty && URISyntax.isAuthority(text) }

    static func isStatement(_ text: URISyntax.Text) -> Bool {
        !text.isEmpty
            && text.allSatisfy { URISyntax.isReserved($0) || URISyntax.isUnreserved($0) || $0 == 0x20 }
    }

    static func isNonce(_ text: URISyntax.Text) -> Bool {
        text.count >= 8 && text.allSatisfy { URISyntax.isLetter($0) || URISyntax.isDigit($0) }
    }
}
