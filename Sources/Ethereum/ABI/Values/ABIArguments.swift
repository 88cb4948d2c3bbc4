public import Primitives

/// Values with the parameters that they belong to: decoded arguments, results, a log's fields.
public struct ABIArguments: Hashable, Sendable {
    /// One for each value, in the same order.
    public let parameters: [ABIParameter]
    /// As many as there are parameters.
    public let values: [ABIValue]

    init(_ values: [ABIValue], _ parameters: [ABIParameter]) {
        self.values = values
        self.parameters = parameters
    }

    /// The value of the first parameter of this name.
    public subscript(name: String) -> ABIValue? {
        parameters.firstIndex { $0.name == name }.map { values[$0] }
    }

    /// The value of the first parameter of this name as a Swift type.
    ///
    /// - Throws: ``ABIError`` if there is no such parameter or the value is not of that type.
    public func get<T: ABIDecodable>(_ name: String, as type: T.Type = T.self) throws(ABIError) -> T {
        guard let index = parameters.firstIndex(where: { $0.name == name }) else {
            throw ABIError(.notFound("argument named \(name)"))
        }
        return try get(index, as: type)
    }

    /// The value at this place as a Swift type.
    ///
    /// - Throws: ``ABIError`` if there is no such place or the value is not of that type.
    public func get<T: ABIDecodable>(_ index: Int, as type: T.Type = T.self) throws(ABIError) -> T {
        guard values.indices.contains(index) else { throw ABIError(.notFound("argument \(index)")) }
        do {
            return try T(abiValue: values[index])
        } catch {
            throw error.inside(.argument(index, name: parameters[index].name))
        }
    }

    /// The components of the tuple of this name, with their names.
    public func tuple(_ name: String) -> ABIArguments? {
        guard let index = parameters.firstIndex(where: { $0.name == name }),
            case .tuple(let components) = parameters[index].type,
            case .tuple(let values) = values[index]
        else { return nil }
        return ABIArguments(values, components)
    }

    /// An object by the parameters' names, or an array where a name is missing or stands twice;
    /// tuples likewise; the rest as ``ABIValue/json-swift.property``.
    public var json: JSON { ABIValue.json(values, named: parameters) }
}

extension ABIArguments: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { values.count }
    public subscript(index: Int) -> ABIValue { values[index] }
}

extension ABIArguments: CustomStringConvertible {
    /// For people, such as `(to: 0x…, amount: 5)`.
    public var description: String {
        let parts = zip(parameters, values).map { parameter, value in
            parameter.name.isEmpty ? value.description : "\(parameter.name): \(value)"
        }
        return "(" + parts.joined(separator: ", ") + ")"
    }
}
