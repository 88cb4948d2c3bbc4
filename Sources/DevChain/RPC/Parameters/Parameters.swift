import Primitives

/// What a call was given, by position; missing ones read as null.
struct Parameters: Sendable {
    private let values: [JSON]

    init(_ values: [JSON]) { self.values = values }

    /// The parameter at this place, under the name that errors use.
    subscript(index: Int, name: String) -> Argument {
        Argument(index: index, path: name, value: values.indices.contains(index) ? values[index] : .null)
    }

    /// The block that the parameter at this place names; the latest if it is missing.
    func block(_ index: Int) throws(RPCError) -> BlockParameter {
        try self[index, "block"].present.map { argument throws(RPCError) in try argument.block() } ?? .latest
    }

    /// The block that the parameter at this place must name.
    func requiredBlock(_ index: Int) throws(RPCError) -> BlockParameter { try self[index, "block"].block() }

    /// A boolean that may be left out.
    func flag(_ index: Int, _ name: String) throws(RPCError) -> Bool {
        try self[index, name].present.map { argument throws(RPCError) in try argument.bool() } ?? false
    }
}

extension Optional where Wrapped == Argument {
    /// What `read` makes of the value; nil if there is none.
    func read<T>(_ read: (Argument) throws(RPCError) -> T) throws(RPCError) -> T? {
        guard let self else { return nil }
        return try read(self)
    }
}
