internal import Primitives

/// The types of typed data, checked, with their texts and hashes.
struct TypedDataSchema: Sendable {
    struct Member: Sendable {
        let name: String
        let text: String
        let type: TypedData.MemberType
    }

    private var structures: [String: [Member]] = [:]

    /// How many structures there may be, and how long the text of one type.
    private static let countLimit = 256
    private static let textLimit = 1 << 16

    init(_ types: [String: [TypedData.Member]]) throws(TypedDataError) {
        guard types.count <= Self.countLimit else {
            throw TypedDataError(.tooLarge(limit: Self.countLimit), path: "types")
        }
        // Sorted, so that of several faults always the same is reported.
        for (name, members) in types.sorted(by: { $0.key < $1.key }) {
            guard TypedData.MemberType.isStructureName(name) else {
                throw TypedDataError(.invalidName(name), path: "types")
            }
            structures[name] = try Self.members(members, of: name)
        }
        for (name, members) in structures.sorted(by: { $0.key < $1.key }) {
            for member in members {
                if let used = member.type.structureName, structures[used] == nil {
                    throw TypedDataError(.unknownType(used), path: "types.\(name).\(member.name)")
                }
            }
        }
    }

    private static func members(
        _ members: [TypedData.Member], of structure: String
    ) throws(TypedDataError) -> [Member] {
        var names: Set<String> = []
        var result: [Member] = []
        for member in members {
            guard TypedData.MemberType.isIdentifier(member.name), names.insert(member.name).inserted else {
                throw TypedDataError(.invalidName(member.name), path: "types.\(structure)")
            }
            guard let type = TypedData.MemberType(member.type) else {
                throw TypedDataError(.invalidType(member.type), path: "types.\(structure).\(member.name)")
            }
            result.append(Member(name: member.name, text: member.type, type: type))
        }
        return result
    }

    func members(of structure: String) -> [Member]? { structures[structure] }

    /// The structure's text and, sorted by name, those of all structures that it uses.
    func encodeType(_ name: String) throws(TypedDataError) -> String {
        guard structures[name] != nil else { throw TypedDataError(.unknownType(name), path: "types") }
        var found: Set<String> = [name]
        var pending = [name]
        while let next = pending.popLast() {
            for member in structures[next] ?? [] {
                guard let used = member.type.structureName, found.insert(used).inserted else { continue }
                pending.append(used)
            }
        }
        found.remove(name)
        var text = ""
        for structure in [name] + found.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let members = (structures[structure] ?? []).map { "\($0.text) \($0.name)" }
            text += "\(structure)(\(members.joined(separator: ",")))"
            guard text.utf8.count <= Self.textLimit else {
                throw TypedDataError(.tooLarge(limit: Self.textLimit), path: "types.\(name)")
            }
        }
        return text
    }
}
