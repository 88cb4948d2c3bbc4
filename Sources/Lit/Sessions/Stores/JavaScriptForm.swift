internal import Ethereum
internal import LitProtocol
internal import Primitives

/// What the JavaScript SDK leaves in a browser's or process's storage: the session's key and what allowed it.
struct JavaScriptForm: Sendable {
    /// The names of the two entries.
    static let keyName = "lit-session-key", approvalName = "lit-wallet-sig"

    var key: SessionKey
    var approval: AuthSig

    /// From an object with both entries, each an object, or its JSON text as the storage has it; nil if the text is
    /// none.
    init?(parsing text: String) throws(LitError) {
        guard let json = try? JSON(parsing: text), let key = json[Self.keyName],
            let approval = json[Self.approvalName]
        else { return nil }
        try self.init(key: key.string ?? key.text, approval: approval.string ?? approval.text)
    }

    /// From the JSON texts of the two entries.
    ///
    /// - Throws: ``LitError`` with `invalidSession`.
    init(key keyText: String, approval approvalText: String) throws(LitError) {
        let pair: JSON
        do {
            pair = try JSON(parsing: keyText)
            approval = try AuthSig(JSON(parsing: approvalText))
        } catch {
            throw .invalidRecord("\(Self.keyName) or \(Self.approvalName) cannot be read")
        }
        guard let secret = pair["secretKey"]?.string, let key = SessionKey(secretKey: secret),
            pair["publicKey"]?.string == key.publicKeyHex
        else { throw .invalidRecord("\(Self.keyName) holds no key of 64 bytes with its public half") }
        self.key = key
    }
}

extension SessionPermission {
    /// All that a ReCap grants and that sessions can ask for.
    static func granted(by recap: ReCap) -> [SessionPermission] {
        var permissions: [SessionPermission] = []
        for key in recap.resources {
            guard let separator = key.firstRange(of: "://"),
                let kind = LitResource.Kind(rawValue: String(key[..<separator.lowerBound]))
            else { continue }
            let resource = LitResource(kind: kind, id: String(key[separator.upperBound...]))
            for ability in LitAbility.allCases where recap.covers(ability, on: resource) {
                permissions.append(SessionPermission(ResourceAbilityRequest(ability, on: resource)))
            }
        }
        return permissions.unique
    }
}
