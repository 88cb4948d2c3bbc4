internal import LitProtocol
internal import Primitives

/// What callers ask a session or a message for: `[{resource: {resource, resourcePrefix}, ability}]`.
enum GrantRequests {
    static func read(_ json: JSON?) throws(PolyglotFailure) -> [ResourceAbilityRequest] {
        guard let json, !json.isNull else { throw .noMember("map", of: json) }
        guard let list = json.array else {
            throw .thrown("TypeError", "resourceAbilityRequests.map is not a function")
        }
        var requests: [ResourceAbilityRequest] = []
        for entry in list { requests.append(try read(entry: entry)) }
        return requests
    }

    private static func read(entry: JSON) throws(PolyglotFailure) -> ResourceAbilityRequest {
        guard let resource = entry["resource"], !resource.isNull else {
            throw .noMember("resourcePrefix", of: entry["resource"])
        }
        let prefix = resource["resourcePrefix"]
        let id = resource["resource"]?.string ?? ""
        // Those that nodes write are not among the callers'.
        guard let kind = prefix?.string.flatMap(LitResource.Kind.init(rawValue:)),
            kind != .resolvedAuthContext
        else {
            throw .thrown(
                "Error", "Unknown resource prefix: \(prefix?.string ?? prefix?.text ?? "undefined")")
        }
        guard let ability = entry["ability"]?.string.flatMap(LitAbility.init(rawValue:)) else {
            throw .thrown("InvalidArgumentException", "Unknown LitAbility")
        }
        guard ability.resourceKind == kind else {
            throw .thrown(
                "Error", "The ability \(ability.rawValue) is not one of resources \(kind.rawValue).")
        }
        guard kind == .pkp else {
            return ResourceAbilityRequest(ability, on: LitResource(kind: kind, id: id))
        }
        guard let pkp = LitResource(pkp: id) else {
            throw .thrown("Error", "Resource ID exceeds 64 characters (32 bytes) in length.")
        }
        return ResourceAbilityRequest(ability, on: pkp)
    }
}
