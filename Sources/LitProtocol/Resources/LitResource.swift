public import Primitives

/// Something that a session may be allowed to use: a key, an action, a ciphertext, a capacity credit.
///
/// As a URI, which is how sessions and ReCaps name it: `lit-pkp://<64 digits>`.
public struct LitResource: Hashable, Sendable, CustomStringConvertible {
    /// The kind of thing; raw values are the URI's scheme.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Data encrypted, or tokens signed, under access conditions.
        case accessControlCondition = "lit-accesscontrolcondition"
        /// A key of the network.
        case pkp = "lit-pkp"
        /// A capacity credit.
        case rateLimitIncrease = "lit-ratelimitincrease"
        /// A Lit Action.
        case action = "lit-litaction"
        /// What nodes found out about the user when they signed a session key; written by nodes only.
        case resolvedAuthContext = "lit-resolvedauthcontext"
    }

    /// The kind of thing.
    public let kind: Kind
    /// Which one: as each kind's initialiser says, or `*` for all.
    public let id: String

    /// From its parts as they stand in a request; nothing is checked.
    public init(kind: Kind, id: String) {
        self.kind = kind
        self.id = id
    }

    /// All things of a kind.
    public static func any(_ kind: Kind) -> LitResource { LitResource(kind: kind, id: "*") }

    /// A key, by its token id: 64 lowercase digits.
    public static func pkp(_ tokenID: UInt256) -> LitResource {
        LitResource(kind: .pkp, id: tokenID.bytes32.hex)
    }

    /// An action, by its CID.
    public static func action(_ cid: CID) -> LitResource { LitResource(kind: .action, id: "\(cid)") }

    /// A capacity credit, by its token id: decimal digits.
    public static func credit(_ tokenID: UInt256) -> LitResource {
        LitResource(kind: .rateLimitIncrease, id: "\(tokenID)")
    }

    /// What is encrypted under the conditions with this hash.
    ///
    /// - Parameters:
    ///   - conditions: SHA-256 of the conditions' canonical text.
    ///   - data: SHA-256 of the plaintext.
    public static func ciphertext(conditions: Bytes32, data: Bytes32) -> LitResource {
        LitResource(kind: .accessControlCondition, id: "\(conditions.hex)/\(data.hex)")
    }

    /// A key, by its token id as applications write it: hexadecimal digits, fewer than 64 or with `0x` too.
    ///
    /// The case of digits is kept, as the JavaScript SDK keeps it; nodes compare with lowercase digits. Nil
    /// for more than 64 characters.
    public init?(pkp text: String) {
        let digits = text.hasPrefix("0x") ? String(text.dropFirst(2)) : text
        guard digits.utf8.count <= 64 else { return nil }
        let isHex = !digits.isEmpty && digits.utf8.allSatisfy(Self.isHexDigit)
        let padding = isHex ? String(repeating: "0", count: 64 - digits.utf8.count) : ""
        self.init(kind: .pkp, id: padding + digits)
    }

    /// The URI.
    public var key: String { "\(kind.rawValue)://\(id)" }

    public var description: String { key }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
