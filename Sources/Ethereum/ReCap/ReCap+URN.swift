internal import Primitives

extension ReCap {
    /// `urn:recap:` and the base64url text, without padding, of the canonical JSON (RFC 8785).
    public var urn: String { Self.urnPrefix + Base64URL.encode(details.canonicalUTF8) }

    /// The details object: `att` and `prf`.
    private var details: JSON {
        var att = JSON.Object()
        for (resource, abilities) in attenuations {
            var object = JSON.Object()
            for (ability, restrictions) in abilities {
                object[ability.description] = .array(restrictions.map { .object($0) })
            }
            att[resource] = .object(object)
        }
        return ["att": .object(att), "prf": .array(proofs.map { .string($0.text(in: .base58)) })]
    }

    /// Reads a URN, strictly: no padding, valid JSON of exactly the schema's shape, members sorted.
    ///
    /// White space between the JSON's tokens is tolerated. The URN need not be the one that
    /// ``urn`` gives for the result.
    public init(urn: String) throws(ReCapError) {
        guard urn.utf8.count <= Self.lengthLimit else { throw ReCapError(.tooLong(limit: Self.lengthLimit)) }
        guard urn.utf8.starts(with: Self.urnPrefix.utf8) else { throw ReCapError(.badPrefix) }
        let bytes: [UInt8]
        do {
            bytes = try Base64URL.decode(urn.dropFirst(Self.urnPrefix.count))
        } catch {
            throw ReCapError(.badEncoding(error))
        }
        let details: JSON
        do { details = try JSON(parsing: bytes) } catch { throw ReCapError(.badJSON(error)) }
        try self.init(details: details)
    }

    private init(details: JSON) throws(ReCapError) {
        try Self.check(details, depth: 1, path: "")
        try Self.checkOrder(details, path: "")
        guard let members = details.object, members.count == 2,
            let att = members["att"]?.object, let prf = members["prf"]?.array
        else { throw ReCapError(.badShape) }
        for (resource, value) in att {
            try Self.checkResource(resource)
            insert(resource: resource, try Self.abilities(value, path: "att.\(resource)"))
        }
        for value in prf {
            guard let text = value.string else { throw ReCapError(.badShape, path: "prf") }
            // Version 0 has no multibase prefix, so this is base58btc and version 1.
            guard text.utf8.first == UInt8(ascii: "z"), let cid = try? CID(text) else {
                throw ReCapError(.badProof(text), path: "prf")
            }
            addProof(cid)
        }
    }

    private static func abilities(_ value: JSON, path: String) throws(ReCapError) -> [Ability: [Restriction]]
    {
        guard let members = value.object else { throw ReCapError(.badShape, path: path) }
        var abilities: [Ability: [Restriction]] = [:]
        for (text, list) in members {
            let ability = try Ability(text)
            guard let list = list.array else { throw ReCapError(.badShape, path: "\(path).\(text)") }
            var restrictions: [Restriction] = []
            for item in list {
                guard let object = item.object else { throw ReCapError(.badShape, path: "\(path).\(text)") }
                restrictions.append(object)
            }
            abilities[ability] = restrictions
        }
        return abilities
    }

    /// EIP-5573 has all members sorted, at every depth, "as Array.sort() in JavaScript" does.
    private static func checkOrder(_ value: JSON, path: String) throws(ReCapError) {
        switch value {
        case .null, .bool, .number, .string: break
        case .array(let values):
            for value in values { try checkOrder(value, path: path) }
        case .object(let members):
            var previous: String?
            for (name, value) in members {
                let inner = path.isEmpty ? name : "\(path).\(name)"
                if let previous, !JSON.utf16Order(previous, name) {
                    throw ReCapError(.notSorted, path: inner)
                }
                previous = name
                try checkOrder(value, path: inner)
            }
        }
    }
}
