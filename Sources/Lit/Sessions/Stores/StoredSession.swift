public import Ethereum
internal import LitProtocol
public import Primitives

/// A session as stores keep it: what it is, and its content, which is secret.
public struct StoredSession: Sendable, Identifiable {
    /// Where it is kept: 64 hexadecimal digits, made of network, account, who allowed it, and permissions. No secret.
    public let id: String
    /// The network that it is of.
    public let network: String
    /// Whose it is.
    public let account: Address
    /// What it allows.
    public let permissions: [SessionPermission]
    /// Since when.
    public let issuedAt: Timestamp
    /// Until when.
    public let expiration: Timestamp
    /// Everything, as versioned JSON: whoever has it can use the session.
    public let secretText: String

    let scope: String

    init(_ material: SessionMaterial, at place: SessionPlace) {
        let record = SessionRecord(material, place: place)
        self.init(record, text: record.text)
    }

    /// From ``secretText``; nothing is verified but its form.
    ///
    /// - Throws: ``LitError`` with `invalidSession`.
    public init(secretText text: String) throws(LitError) {
        self.init(try SessionRecord(parsing: text), text: text)
    }

    private init(_ record: SessionRecord, text: String) {
        id = record.place.id(record.material.permissions)
        scope = record.place.scope
        network = record.place.network
        account = record.material.account
        permissions = record.material.permissions
        issuedAt = record.material.issuedAt
        expiration = record.material.expiration
        secretText = text
    }
}

extension StoredSession: CustomStringConvertible, CustomReflectable {
    /// For people; without secrets.
    public var description: String {
        "session of \(account) on \(network) until \(expiration), allowing to \(permissions.list)"
    }
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}

/// Whose sessions are taken for each other: those of one account on one network, allowed by the same, with the same
/// delegations of capacity.
struct SessionPlace: Hashable, Sendable {
    var network: String
    var account: Address
    /// Who allowed it and by what, such as `wallet`.
    var approver: String
    /// The hash of the delegations of capacity.
    var capacity: String

    init(network: String, account: Address, approver: String, delegations: [AuthSig]) {
        self.network = network
        self.account = account
        self.approver = approver
        let signatures = delegations.map { SHA2.sha256(Array($0.json.text.utf8)).hex }.sorted()
        capacity = SHA2.sha256(Array(signatures.joined(separator: " ").utf8)).hex
    }

    /// All of it in 64 digits.
    var scope: String { Self.digest([network, "\(account)", approver, capacity]) }

    /// With what is allowed, in any order.
    func id(_ permissions: [SessionPermission]) -> String {
        Self.digest([scope] + permissions.map(\.request.json.text).sorted())
    }

    private static func digest(_ parts: [String]) -> String {
        SHA2.sha256(JSON.array(parts.map { .string($0) }).utf8).hex
    }
}
