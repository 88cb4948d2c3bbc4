public import Primitives
public import Secp256k1

/// Why a signed message does not count here and now.
public struct SIWEVerificationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can differ from what is expected, be out of time, or be signed by another.
    public enum Code: Hashable, Sendable {
        /// The message asks on behalf of another scheme, or of none.
        case schemeMismatch(expected: String, actual: String?)
        case domainMismatch(expected: String, actual: String)
        case uriMismatch(expected: String, actual: String)
        case nonceMismatch(expected: String, actual: String)
        case chainMismatch(expected: UInt256, actual: UInt256)
        /// The expiration time is now or past.
        case expired(at: SIWETimestamp)
        case notYetValid(until: SIWETimestamp)
        /// Not a signature at all, or one of another account, which is then named.
        case invalidSignature(signer: Address?)
    }

    /// What speaks against the message.
    public let code: Code

    init(_ code: Code) { self.code = code }

    public var description: String {
        let reason =
            switch code {
            case .schemeMismatch(let expected, let actual):
                "scheme is \(actual ?? "missing"), expected \(expected)"
            case .domainMismatch(let expected, let actual): "domain is \(actual), expected \(expected)"
            case .uriMismatch(let expected, let actual): "URI is \(actual), expected \(expected)"
            case .nonceMismatch(let expected, let actual): "nonce is \(actual), expected \(expected)"
            case .chainMismatch(let expected, let actual): "chain is \(actual), expected \(expected)"
            case .expired(let time): "expired at \(time); have it signed anew"
            case .notYetValid(let time): "not valid before \(time); compare the clocks"
            case .invalidSignature(nil): "the signature is none"
            case .invalidSignature(.some(let signer)): "signed by \(signer), which is another account"
            }
        return "SIWE message: \(reason)"
    }
}

extension SIWEMessage {
    /// What the one who asked knows of the message that should come back; nil where nothing is expected.
    public struct Expectation: Hashable, Sendable {
        /// That of the origin, such as `https`; a message that names none does not match.
        public var scheme: String?
        /// The authority that asked, such as `example.com`.
        public var domain: String?
        /// What the signature was to be about.
        public var uri: String?
        /// The one that was handed out for this message.
        public var nonce: String?
        /// The chain on which contract accounts are to be looked up (EIP-155).
        public var chainID: UInt256?

        /// From what is known; what is left out is not compared.
        public init(
            scheme: String? = nil, domain: String? = nil, uri: String? = nil, nonce: String? = nil,
            chainID: UInt256? = nil
        ) {
            self.scheme = scheme
            self.domain = domain
            self.uri = uri
            self.nonce = nonce
            self.chainID = chainID
        }
    }

    /// Throws unless every expected value is the message's, character by character.
    public func check(_ expected: Expectation) throws(SIWEVerificationError) {
        func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
        if let scheme = expected.scheme, fields.scheme.map({ same($0, scheme) }) != true {
            throw SIWEVerificationError(.schemeMismatch(expected: scheme, actual: fields.scheme))
        }
        if let domain = expected.domain, !same(domain, fields.domain) {
            throw SIWEVerificationError(.domainMismatch(expected: domain, actual: fields.domain))
        }
        if let uri = expected.uri, !same(uri, fields.uri) {
            throw SIWEVerificationError(.uriMismatch(expected: uri, actual: fields.uri))
        }
        if let nonce = expected.nonce, !same(nonce, fields.nonce) {
            throw SIWEVerificationError(.nonceMismatch(expected: nonce, actual: fields.nonce))
        }
        if let chainID = expected.chainID, chainID != fields.chainID {
            throw SIWEVerificationError(.chainMismatch(expected: chainID, actual: fields.chainID))
        }
    }

    /// Throws unless not-before ≤ `now` < expiration time. Without either field there is no such end.
    public func checkTime(at now: Timestamp) throws(SIWEVerificationError) {
        if let end = fields.expirationTime, now >= end.instant {
            throw SIWEVerificationError(.expired(at: end))
        }
        if let start = fields.notBefore, now < start.instant {
            throw SIWEVerificationError(.notYetValid(until: start))
        }
    }

    /// Throws unless the account in the message made `signature` over its text (EIP-191).
    ///
    /// Accounts that are contracts do not sign this way; see EIP-1271.
    public func checkSignature(_ signature: Signature) throws(SIWEVerificationError) {
        let signer: Address
        do {
            signer = try PersonalMessage.recoverAddress(Array(text.utf8), signature: signature)
        } catch {
            throw SIWEVerificationError(.invalidSignature(signer: nil))
        }
        guard signer == fields.address else { throw SIWEVerificationError(.invalidSignature(signer: signer)) }
    }

    /// Throws unless the message is the expected one, valid at `now`, and signed by its account.
    ///
    /// - Parameters:
    ///   - signature: 65 bytes: r, s, and 27 or 28 (or 0 or 1).
    ///   - now: the time, which the caller takes from wherever it trusts.
    public func verify(
        signature: some Collection<UInt8>, now: Timestamp, expecting expected: Expectation = Expectation()
    ) throws(SIWEVerificationError) {
        try check(expected)
        try checkTime(at: now)
        guard let signature = try? Signature(recoverable: signature) else {
            throw SIWEVerificationError(.invalidSignature(signer: nil))
        }
        try checkSignature(signature)
    }

    /// As with bytes, from 130 hexadecimal digits with or without `0x`.
    public func verify(
        signature: some StringProtocol, now: Timestamp, expecting expected: Expectation = Expectation()
    ) throws(SIWEVerificationError) {
        // An undecodable signature must not hide an expired message: the order stays the same.
        let bytes = (try? Hex.decode(signature, count: 65)) ?? []
        try verify(signature: bytes, now: now, expecting: expected)
    }
}
