public import Primitives

extension TypedData {
    /// From the text of `eth_signTypedData_v4`: an object with types, primaryType, domain and message.
    ///
    /// At most ``lengthLimit`` bytes.
    public init(parsing text: String) throws(TypedDataError) {
        guard text.utf8.count <= Self.lengthLimit else {
            throw TypedDataError(.tooLarge(limit: Self.lengthLimit), path: "$")
        }
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw TypedDataError(.badJSON(error), path: "$") }
        try self.init(json)
    }

    /// From a JSON object with the members types, primaryType, domain and message.
    public init(_ json: JSON) throws(TypedDataError) {
        func require<T>(
            _ value: JSON?, _ path: String, _ expected: String, _ convert: (JSON) -> T?
        ) throws(TypedDataError) -> T {
            guard let value else { throw TypedDataError(.missing, path: path) }
            guard let converted = convert(value) else {
                throw TypedDataError(.wrongKind(expected: expected, actual: value.kind), path: path)
            }
            return converted
        }
        let whole = try require(json, "$", "an object", \.object)
        var types: [String: [Member]] = [:]
        for (name, value) in try require(whole["types"], "types", "an object", \.object) {
            let path = "types.\(name)"
            var members: [Member] = []
            for (index, item) in try require(value, path, "an array", \.array).enumerated() {
                let path = "\(path)[\(index)]"
                let name = try require(item["name"], "\(path).name", "a string", \.string)
                let type = try require(item["type"], "\(path).type", "a string", \.string)
                members.append(Member(name, type))
            }
            types[name] = members
        }
        try self.init(
            types: types,
            primaryType: try require(whole["primaryType"], "primaryType", "a string", \.string),
            domain: try require(whole["domain"], "domain", "an object") { $0 },
            message: try require(whole["message"], "message", "an object") { $0 })
    }

    /// The form of `eth_signTypedData_v4`, types sorted by name.
    public var json: JSON {
        var definitions = JSON.Object()
        for (name, members) in types.sorted(by: { $0.key < $1.key }) {
            definitions[name] = .array(members.map { ["name": .string($0.name), "type": .string($0.type)] })
        }
        return [
            "types": .object(definitions), "primaryType": .string(primaryType),
            "domain": .object(domain), "message": .object(message),
        ]
    }
}
