internal import Ethereum
internal import Primitives

/// What is wrong with a result, and where in it.
struct RPCFormatError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}

/// One value of a result, read strictly, each error naming its place.
struct RPCValue {
    let json: JSON
    let path: String

    init(_ json: JSON, path: String = "result") {
        self.json = json
        self.path = path
    }

    func failure(_ reason: String) -> RPCFormatError { RPCFormatError(path: path, reason: reason) }

    private func text(_ what: String) throws(RPCFormatError) -> String {
        guard let text = json.string else { throw failure("expected \(what), got \(json.kind)") }
        return text
    }

    func uint256() throws(RPCFormatError) -> UInt256 {
        let text = try text("a quantity")
        guard text.hasPrefix("0x"), let value = UInt256(hexadecimal: text) else {
            throw failure("not a quantity")
        }
        return value
    }

    func uint64() throws(RPCFormatError) -> UInt64 {
        guard let value = UInt64(exactly: try uint256()) else { throw failure("beyond 64 bits") }
        return value
    }

    func bytes(count: Int? = nil) throws(RPCFormatError) -> [UInt8] {
        do {
            return try Hex.decode(try text("hex data"), prefix: .required, count: count)
        } catch let error as RPCFormatError {
            throw error
        } catch {
            throw failure("\(error)")
        }
    }

    func bytes32() throws(RPCFormatError) -> Bytes32 {
        guard let word = Bytes32(try bytes(count: 32)) else { throw failure("not 32 bytes") }
        return word
    }

    func address() throws(RPCFormatError) -> Address {
        guard let address = try? Address(try bytes(count: 20)) else { throw failure("not an address") }
        return address
    }

    func bool() throws(RPCFormatError) -> Bool {
        guard let value = json.bool else { throw failure("expected a boolean, got \(json.kind)") }
        return value
    }

    func string() throws(RPCFormatError) -> String { try text("a string") }

    func array() throws(RPCFormatError) -> [RPCValue] {
        guard let values = json.array else { throw failure("expected an array, got \(json.kind)") }
        return values.enumerated().map { RPCValue($1, path: "\(path)[\($0)]") }
    }

    func fields() throws(RPCFormatError) -> RPCFields {
        guard let object = json.object else { throw failure("expected an object, got \(json.kind)") }
        return RPCFields(object: object, path: path)
    }

    /// Each element, read by `read`.
    func map<T>(_ read: (RPCValue) throws(RPCFormatError) -> T) throws(RPCFormatError) -> [T] {
        var all: [T] = []
        for value in try array() { all.append(try read(value)) }
        return all
    }
}

/// The members of an object; those that nobody asks for are passed over.
struct RPCFields {
    let object: JSON.Object
    let path: String

    /// A member that must be there.
    subscript(name: String) -> RPCValue {
        get throws(RPCFormatError) {
            guard let value = optional(name) else {
                throw RPCFormatError(path: path, reason: "has no \(name)")
            }
            return value
        }
    }

    /// A member that may be missing or null.
    func optional(_ name: String) -> RPCValue? {
        guard let json = object[name], !json.isNull else { return nil }
        return RPCValue(json, path: "\(path).\(name)")
    }

    func optional<T>(
        _ name: String, _ read: (RPCValue) throws(RPCFormatError) -> T
    ) throws(RPCFormatError) -> T? {
        guard let value = optional(name) else { return nil }
        return try read(value)
    }
}
