import Primitives

/// One kind of vector: a name, and what computes the outputs of a case from its input.
struct Kind: Sendable {
    let name: String
    /// Cases that are not run, with the reason. Part of the code, so that no caller can extend it.
    var exclusions: [String: String] = [:]
    /// Throws whatever the implementation throws when it refuses the input, and ``BadCase`` when the
    /// case itself is not of the kind's form.
    let evaluate: @Sendable (Case) throws -> [String: JSON]
}

/// One case of a vector file.
struct Case: Sendable {
    let name: String
    let group: String?
    let input: JSON
    let expect: JSON.Object
}

/// A case that does not have the form of its kind. Always a failure, never a refusal.
struct BadCase: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Two computations that must agree do not. Always a failure, never a refusal.
struct Disagreement: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Case {
    func has(_ name: String) -> Bool { input[name] != nil }

    func value(_ name: String) throws -> JSON {
        guard let value = input[name] else { throw BadCase("input has no member \(name)") }
        return value
    }

    func string(_ name: String) throws -> String {
        guard let string = try value(name).string else { throw BadCase("input.\(name) is not a string") }
        return string
    }

    func bytes(_ name: String) throws -> [UInt8] {
        do { return try Hex.decode(string(name)) } catch let error as HexError {
            throw BadCase("input.\(name): \(error)")
        }
    }

    func bytes32(_ name: String) throws -> Bytes32 {
        guard let value = Bytes32(try bytes(name)) else { throw BadCase("input.\(name) is not 32 bytes") }
        return value
    }

    func array(_ name: String) throws -> [JSON] {
        guard let array = try value(name).array else { throw BadCase("input.\(name) is not an array") }
        return array
    }

    func strings(_ name: String) throws -> [String] {
        try array(name).map {
            guard let string = $0.string else {
                throw BadCase("input.\(name) holds something else than strings")
            }
            return string
        }
    }
}
