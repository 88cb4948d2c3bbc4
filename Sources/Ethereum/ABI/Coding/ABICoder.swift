public import Primitives

/// Encodes and decodes values of a fixed list of parameters.
///
/// Sizes and places are worked out once, so keep one where the same types recur; ``ABIFunction``,
/// ``ABIEvent`` and ``ABICustomError`` keep theirs.
public struct ABICoder: Sendable {
    /// What is encoded and decoded, in order.
    public let parameters: [ABIParameter]
    private let layout: ABILayout

    /// - Throws: ``ABIError`` for types that do not exist, are nested too deeply or are too large.
    public init(_ parameters: [ABIParameter]) throws(ABIError) {
        self.parameters = parameters
        layout = try ABILayout(parameters)
    }

    /// - Throws: ``ABIError`` for types that do not exist, are nested too deeply or are too large.
    public init(_ types: [ABIType]) throws(ABIError) {
        try self.init(types.map { ABIParameter($0) })
    }

    /// Of no parameters at all.
    static let empty = ABICoder()

    private init() {
        parameters = []
        layout = ABILayout()
    }

    /// The encoding of one value for each parameter, after `prefix`.
    ///
    /// - Throws: ``ABIError`` naming the value that does not suit its type.
    public func encode(_ values: [ABIValue], prefix: [UInt8] = []) throws(ABIError) -> [UInt8] {
        try ABIEncoder.encode(values, layout, prefix: prefix)
    }

    /// The encoding of values given as JSON, see ``ABIValue/init(json:as:)``: an array, or an object
    /// with exactly the parameters' names.
    public func encode(json: JSON, prefix: [UInt8] = []) throws(ABIError) -> [UInt8] {
        try encode(ABIValue.values(json: json, as: parameters), prefix: prefix)
    }

    /// The values that `data` holds after its first `start` bytes, from which offsets count.
    ///
    /// - Throws: ``ABIError`` with the path and offset of what was refused.
    public func decode(
        _ data: some Collection<UInt8>, from start: Int = 0, options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> ABIArguments {
        let data = Array(data)
        guard start >= 0, start <= data.count else {
            throw ABIError(.truncated(needed: start, available: data.count), at: 0)
        }
        return ABIArguments(try ABIDecoder.decode(data, from: start, layout, options), parameters)
    }

    /// The topic of an indexed parameter: a value's word, or for a reference type the hash of its
    /// parts in place (Solidity documentation, "Encoding of Indexed Event Parameters").
    func topic(_ value: ABIValue, at index: Int) throws(ABIError) -> Bytes32 {
        do {
            return try layout.topic(value, component: index)
        } catch {
            throw error.inside(layout.pathComponent(of: 0, index))
        }
    }

    /// The bytes of `abi.encodePacked`.
    func encodePacked(_ values: [ABIValue]) throws(ABIError) -> [UInt8] {
        guard values.count == parameters.count else {
            throw ABIError(.wrongCount(expected: parameters.count, actual: values.count))
        }
        var output: [UInt8] = []
        for (index, value) in values.enumerated() {
            do {
                try layout.pack(value, component: index, type: parameters[index].type, into: &output)
            } catch {
                throw error.inside(layout.pathComponent(of: 0, index))
            }
        }
        return output
    }
}
