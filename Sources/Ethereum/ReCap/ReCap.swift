public import Primitives

/// Capabilities that a signed message grants to the URI in it (EIP-5573): abilities on resources,
/// each perhaps restricted, and the proofs that the signer holds them.
///
/// Every value can be written: resources are URIs, and restrictions are JSON that RFC 8785 writes
/// without changing it.
public struct ReCap: Hashable, Sendable {
    /// A condition on the use of an ability; the empty object restricts nothing.
    public typealias Restriction = JSON.Object

    /// Alternatives by ability and resource: any one of a list permits; an empty list permits nothing.
    public private(set) var attenuations: [String: [Ability: [Restriction]]] = [:]
    /// CIDs of version 1, in order, none twice.
    public private(set) var proofs: [CID] = []

    static let urnPrefix = "urn:recap:"
    /// The longest URN accepted, in bytes; a message has no room for more.
    public static let lengthLimit = SIWEMessage.lengthLimit
    /// How deep the details object may be nested, counting from its outermost braces.
    public static let depthLimit = 64

    /// Grants nothing.
    public init() {}

    /// Whether neither a resource nor a proof is named.
    public var isEmpty: Bool { attenuations.isEmpty && proofs.isEmpty }

    /// The resources, sorted.
    public var resources: [String] {
        attenuations.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What is named for exactly this resource, sorted.
    public func abilities(on resource: String) -> [Ability] {
        attenuations[resource].map { $0.keys.sorted() } ?? []
    }

    /// The alternatives under which exactly this ability on exactly this resource is granted.
    ///
    /// Nil if it is not named. An empty list means that it can never be used (EIP-5573).
    public func restrictions(on resource: String, for ability: Ability) -> [Restriction]? {
        attenuations[resource]?[ability]
    }

    /// Adds an alternative to what is granted.
    ///
    /// - Parameters:
    ///   - resource: an absolute URI.
    ///   - restriction: an object; the empty one, by default, restricts nothing.
    public mutating func grant(
        _ ability: Ability, on resource: String, restriction: JSON = [:]
    ) throws(ReCapError) {
        let path = "att.\(resource).\(ability)"
        try Self.checkResource(resource)
        guard let object = restriction.object else { throw ReCapError(.badShape, path: path) }
        try Self.check(restriction, depth: Self.restrictionDepth, path: path)
        attenuations[resource, default: [:]][ability, default: []].append(object)
    }

    /// Adds a proof, unless it is there; one of version 0 becomes version 1.
    public mutating func addProof(_ cid: CID) {
        let proof = cid.asVersion1
        if !proofs.contains(proof) { proofs.append(proof) }
    }

    /// Takes over what `other` grants.
    ///
    /// Where both name an ability on a resource, the list of `other` follows this one's; but if this
    /// one's list is empty or has empty restrictions only, that of `other` takes its place.
    public mutating func merge(_ other: ReCap) {
        for (resource, abilities) in other.attenuations {
            attenuations[resource, default: [:]].merge(abilities) { ours, theirs in
                ours.allSatisfy(\.isEmpty) ? theirs : ours + theirs
            }
        }
        for proof in other.proofs { addProof(proof) }
    }

    /// Both capabilities in one, by ``merge(_:)``.
    public func merging(_ other: ReCap) -> ReCap {
        var merged = self
        merged.merge(other)
        return merged
    }
}

extension ReCap {
    // att, resource, ability and list stand around a restriction.
    static let restrictionDepth = 5

    static func checkResource(_ text: String) throws(ReCapError) {
        guard URISyntax.isURI(text) else { throw ReCapError(.badResource(text), path: "att") }
    }

    /// Checks depth and numbers.
    static func check(_ value: JSON, depth: Int, path: String) throws(ReCapError) {
        guard depth <= depthLimit else { throw ReCapError(.tooDeep(limit: depthLimit), path: path) }
        switch value {
        case .null, .bool, .string: break
        case .number(let number):
            guard isStable(number) else { throw ReCapError(.badNumber(number.text), path: path) }
        case .array(let values):
            for value in values { try check(value, depth: depth + 1, path: path) }
        case .object(let members):
            for (_, value) in members { try check(value, depth: depth + 1, path: path) }
        }
    }

    /// Whether the number survives being written as a double, as RFC 8785 writes all numbers.
    private static func isStable(_ number: JSON.Number) -> Bool {
        guard let value = number.double else { return false }
        return !number.isInteger || abs(value) <= 9_007_199_254_740_991
    }

    /// Adds what was read and checked, an empty list or object included.
    mutating func insert(resource: String, _ abilities: [Ability: [Restriction]]) {
        attenuations[resource] = abilities
    }
}
