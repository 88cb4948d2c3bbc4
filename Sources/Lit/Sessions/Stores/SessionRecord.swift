internal import Ethereum
internal import LitProtocol
internal import Primitives

/// A session as versioned JSON, its key included.
struct SessionRecord: Sendable {
    var material: SessionMaterial
    var place: SessionPlace

    /// What this code writes, and the only version it reads.
    static let version = 1
    /// No session is longer, in bytes.
    static let lengthLimit = 1 << 20

    init(_ material: SessionMaterial, place: SessionPlace) {
        self.material = material
        self.place = place
    }

    /// Members in a fixed order.
    var text: String {
        let json: JSON = [
            "version": .number(.init(Self.version)), "kind": "lit-session", "network": .string(place.network),
            "account": .string("\(material.account)"), "pkp": .bool(material.isPKP),
            "approver": .string(place.approver),
            "permissions": .array(material.permissions.map(\.json)),
            "issuedAt": .string(material.issuedAt.rfc3339(.nanoseconds)),
            "expiration": .string(material.expiration.rfc3339(.nanoseconds)),
            "key": .string(material.key.secretKeyText()),
            "delegations": .array(material.delegations.map(\.json)), "approval": material.approval.json,
        ]
        return json.text
    }

    /// - Throws: ``LitError`` with `invalidSession`. What it says is not verified here.
    init(parsing text: String) throws(LitError) {
        guard text.utf8.count <= Self.lengthLimit else {
            throw .invalidRecord("it is longer than \(Self.lengthLimit) bytes")
        }
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw .invalidRecord("it is no JSON: \(error)") }
        guard json["kind"]?.string == "lit-session" else { throw .invalidRecord("it is of another kind") }
        guard json["version"]?.int == Self.version else {
            throw .invalidRecord(
                "it is of version \(json["version"]?.number?.text ?? "?"), and this code reads 1")
        }
        func string(_ name: String) throws(LitError) -> String {
            guard let text = json[name]?.string else { throw .invalidRecord("it has no text \(name)") }
            return text
        }
        func time(_ name: String) throws(LitError) -> Timestamp {
            do { return try Timestamp(rfc3339: try string(name)) } catch {
                throw .invalidRecord("\(name) is no time")
            }
        }
        func list(_ name: String) throws(LitError) -> [JSON] {
            guard let list = json[name]?.array else { throw .invalidRecord("it has no list \(name)") }
            return list
        }
        guard let key = SessionKey(secretKey: try string("key")) else {
            throw .invalidRecord("its key is none")
        }
        guard let account = try? Address(try string("account")), let isPKP = json["pkp"]?.bool else {
            throw .invalidRecord("its account is none")
        }
        let permissions = try list("permissions").compactMap(SessionPermission.init(json:))
        guard permissions.count == (try list("permissions").count), !permissions.isEmpty else {
            throw .invalidRecord("a permission is not known here")
        }
        let (approval, delegations): (AuthSig, [AuthSig])
        do {
            approval = try AuthSig(json["approval"] ?? .null)
            delegations = try (try list("delegations")).map { try AuthSig($0) }
        } catch {
            throw .invalidRecord("a signed message in it cannot be read: \(error)")
        }
        material = SessionMaterial(
            key: key, account: account, isPKP: isPKP, permissions: permissions, delegations: delegations,
            approval: approval, issuedAt: try time("issuedAt"), expiration: try time("expiration"))
        place = SessionPlace(
            network: try string("network"), account: account, approver: try string("approver"),
            delegations: delegations)
    }
}

extension LitError {
    static func invalidRecord(_ reason: String) -> LitError {
        LitError(
            .invalidSession, "The text is no session of this SDK: \(reason).",
            hint: "Make a new session; clear the store if it came from there.")
    }
}

extension SessionPermission {
    /// As sessions carry it, and how people know the resource.
    var json: JSON {
        var object = request.json.object ?? JSON.Object()
        if let name { object["name"] = .string(name) }
        return .object(object)
    }

    init?(json: JSON) {
        guard let request = ResourceAbilityRequest(json),
            request.ability.resourceKind == request.resource.kind
        else { return nil }
        self.init(request, name: json["name"]?.string)
    }
}
