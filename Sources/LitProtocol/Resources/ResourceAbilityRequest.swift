public import Ethereum
public import Primitives

/// An ability on a resource that a session asks for.
public struct ResourceAbilityRequest: Hashable, Sendable {
    /// On what.
    public var resource: LitResource
    /// To do what.
    public var ability: LitAbility
    /// A condition on the use, carried into the ReCap; nil for none.
    public var restriction: JSON?

    /// From its parts.
    public init(_ ability: LitAbility, on resource: LitResource, restriction: JSON? = nil) {
        self.resource = resource
        self.ability = ability
        self.restriction = restriction
    }

    /// As session messages carry it, members in the order of the JavaScript SDK.
    public var json: JSON {
        var object = JSON.Object()
        object["resource"] = [
            "resource": .string(resource.id), "resourcePrefix": .string(resource.kind.rawValue),
        ]
        object["ability"] = .string(ability.rawValue)
        if let restriction { object["data"] = restriction }
        return .object(object)
    }

    /// From a session message; nil unless it names a resource and an ability that are known.
    public init?(_ json: JSON) {
        guard let resource = json["resource"], let id = resource["resource"]?.string,
            let kind = resource["resourcePrefix"]?.string.flatMap(LitResource.Kind.init(rawValue:)),
            let ability = json["ability"]?.string.flatMap(LitAbility.init(rawValue:))
        else { return nil }
        self.init(ability, on: LitResource(kind: kind, id: id), restriction: json["data"])
    }
}

extension ReCap {
    /// What grants all that is asked for.
    public init(_ requests: [ResourceAbilityRequest]) throws(ReCapError) {
        self.init()
        for request in requests {
            // Merged one by one, as the SDK does: a repeated request without restriction is granted once.
            var single = ReCap()
            try single.grant(
                request.ability.recapAbility(), on: request.resource.key,
                restriction: request.restriction ?? [:])
            merge(single)
        }
    }

    /// Whether it grants the ability on the resource: on exactly this one, or on all of its kind.
    ///
    /// An ability is granted by its name or by `*/*`. A list of alternatives that is empty grants nothing
    /// (EIP-5573).
    public func covers(_ ability: LitAbility, on resource: LitResource) -> Bool {
        guard ability.resourceKind == resource.kind, let exact = try? ability.recapAbility(),
            let all = try? ReCap.Ability("*/*")
        else { return false }
        return [LitResource.any(resource.kind).key, resource.key].contains { key in
            [exact, all].contains { restrictions(on: key, for: $0)?.isEmpty == false }
        }
    }
}
