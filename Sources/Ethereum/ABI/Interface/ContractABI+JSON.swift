public import Primitives

extension ContractABI {
    /// From the JSON that compilers write: an array of entries, or an object whose member `abi` is one.
    ///
    /// - Throws: ``ABIError`` with the path to the entry that was refused.
    public init(json: JSON) throws(ABIError) {
        guard let list = json.array ?? json["abi"]?.array else {
            throw ABIError(.invalidJSON("expected an array of entries, got \(json.kind)"))
        }
        var entries: [ABIEntry] = []
        for value in list {
            do {
                entries.append(try ABIEntry(json: value))
            } catch {
                throw error.inside(.element(entries.count))
            }
        }
        try self.init(entries)
    }

    /// From the text of that JSON.
    public init(parsingJSON text: some StringProtocol) throws(ABIError) {
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw ABIError(.invalidJSON(error.description), at: error.offset)
        }
        try self.init(json: json)
    }

    /// The JSON that compilers write, entries in order.
    public var json: JSON { .array(entries.map(\.json)) }
}

extension ABIEntry {
    /// From an entry of a contract's JSON. Without `type` it is a function; the older `constant` and
    /// `payable` stand in for a missing `stateMutability`.
    public init(json: JSON) throws(ABIError) {
        guard json.object != nil else {
            throw ABIError(.invalidJSON("expected an entry, got \(json.kind)"))
        }
        let type = try json.text("type", default: "function")
        switch type {
        case "function":
            self = .function(
                try ABIFunction(
                    name: json.text("name"), inputs: json.parameters("inputs"),
                    outputs: json.parameters("outputs"), stateMutability: json.stateMutability()))
        case "event":
            self = .event(
                try ABIEvent(
                    name: json.text("name"), inputs: json.parameters("inputs", ofEvent: true),
                    isAnonymous: json.flag("anonymous")))
        case "error":
            self = .error(
                try ABICustomError(name: json.text("name"), inputs: json.parameters("inputs")))
        case "constructor":
            self = .constructor(
                try ABIConstructor(
                    inputs: json.parameters("inputs"), stateMutability: json.stateMutability()))
        case "fallback": self = .fallback(try json.stateMutability())
        case "receive": self = .receive
        default: throw ABIError(.invalidJSON("unknown type of entry \"\(type)\""))
        }
    }

    /// The entry of a contract's JSON.
    public var json: JSON {
        switch self {
        case .function(let function):
            [
                "type": "function", "name": .string(function.name),
                "inputs": .array(function.inputs.map { $0.json(inEvent: false) }),
                "outputs": .array(function.outputs.map { $0.json(inEvent: false) }),
                "stateMutability": .string(function.stateMutability.rawValue),
            ]
        case .event(let event):
            [
                "type": "event", "name": .string(event.name),
                "inputs": .array(event.inputs.map { $0.json(inEvent: true) }),
                "anonymous": .bool(event.isAnonymous),
            ]
        case .error(let error):
            [
                "type": "error", "name": .string(error.name),
                "inputs": .array(error.inputs.map { $0.json(inEvent: false) }),
            ]
        case .constructor(let constructor):
            [
                "type": "constructor",
                "inputs": .array(constructor.inputs.map { $0.json(inEvent: false) }),
                "stateMutability": .string(constructor.stateMutability.rawValue),
            ]
        case .fallback(let mutability):
            ["type": "fallback", "stateMutability": .string(mutability.rawValue)]
        case .receive: ["type": "receive", "stateMutability": "payable"]
        }
    }
}

extension ABIParameter {
    /// From a parameter of a contract's JSON: `type`, `name`, and `components` for tuples.
    public init(json: JSON) throws(ABIError) { try self.init(json: json, depth: 1) }

    init(json: JSON, depth: Int) throws(ABIError) {
        guard json.object != nil else {
            throw ABIError(.invalidJSON("expected a parameter, got \(json.kind)"))
        }
        let text = try json.text("type")
        var scanner = ABIScanner(text)
        let type: ABIType
        if text.utf8.elementsEqual("tuple".utf8) || text.hasPrefix("tuple[") {
            guard depth < ABIType.depthLimit else {
                throw ABIError(.typeTooDeep(limit: ABIType.depthLimit))
            }
            guard json["components"] != nil else {
                throw ABIError(.invalidJSON("a tuple needs its components"))
            }
            _ = scanner.word()
            let components = try json.parameters("components", depth: depth + 1)
            type = try scanner.arraySuffixes(of: .tuple(components), at: 0)
            try scanner.end()
        } else {
            type = try scanner.wholeType()
        }
        self.init(
            type, name: try json.text("name", default: ""), isIndexed: try json.flag("indexed"),
            internalType: try json["internalType"].map { _ throws(ABIError) in try json.text("internalType") }
        )
    }

    func json(inEvent: Bool) -> JSON {
        var object = JSON.Object()
        object["name"] = .string(name)
        let (text, components) = type.jsonForm
        object["type"] = .string(text)
        if let internalType { object["internalType"] = .string(internalType) }
        if let components { object["components"] = .array(components.map { $0.json(inEvent: false) }) }
        if inEvent { object["indexed"] = .bool(isIndexed) }
        return .object(object)
    }
}

extension ABIType {
    /// The text of a JSON `type`, and the components of the tuple in it.
    fileprivate var jsonForm: (text: String, components: [ABIParameter]?) {
        switch self {
        case .tuple(let components): return ("tuple", components)
        case .array(let element):
            let (text, components) = element.jsonForm
            return (text + "[]", components)
        case .fixedArray(let element, let count):
            let (text, components) = element.jsonForm
            return (text + "[\(count)]", components)
        default: return (canonical, nil)
        }
    }
}

extension JSON {
    fileprivate func text(_ name: String, default fallback: String? = nil) throws(ABIError) -> String {
        guard let member = self[name] else {
            guard let fallback else { throw ABIError(.invalidJSON("the member \"\(name)\" is missing")) }
            return fallback
        }
        guard let text = member.string else {
            throw ABIError(.invalidJSON("\"\(name)\" must be a string, not \(member.kind)"))
        }
        return text
    }

    fileprivate func flag(_ name: String) throws(ABIError) -> Bool {
        guard let member = self[name] else { return false }
        guard let flag = member.bool else {
            throw ABIError(.invalidJSON("\"\(name)\" must be a boolean, not \(member.kind)"))
        }
        return flag
    }

    /// None if the member is absent. `indexed` counts only where it means something.
    fileprivate func parameters(
        _ name: String, ofEvent: Bool = false, depth: Int = 1
    ) throws(ABIError) -> [ABIParameter] {
        guard let member = self[name] else { return [] }
        guard let list = member.array else {
            throw ABIError(.invalidJSON("\"\(name)\" must be an array, not \(member.kind)"))
        }
        var parameters: [ABIParameter] = []
        for value in list {
            do {
                var parameter = try ABIParameter(json: value, depth: depth)
                if !ofEvent { parameter.isIndexed = false }
                parameters.append(parameter)
            } catch {
                throw error.inside(.component(parameters.count, name: value["name"]?.string ?? ""))
            }
        }
        return parameters
    }

    fileprivate func stateMutability() throws(ABIError) -> ABIStateMutability {
        if self["stateMutability"] != nil {
            let text = try text("stateMutability")
            guard let mutability = ABIStateMutability(rawValue: text) else {
                throw ABIError(.invalidJSON("unknown stateMutability \"\(text)\""))
            }
            return mutability
        }
        if try flag("payable") { return .payable }
        return try flag("constant") ? .view : .nonpayable
    }
}
