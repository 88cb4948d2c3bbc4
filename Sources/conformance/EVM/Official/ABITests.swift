import Ethereum
import Primitives

extension OfficialKind {
    /// Arguments of contracts: `types`, `args`, and the encoding, `result`.
    static let abi = OfficialKind(
        name: "abi", recognises: { $0["types"] != nil && $0["args"] != nil },
        cases: { file, name, test in
            [OfficialCase(name: "\(file.stem)/\(name)") { try checkABI(test) }]
        })
}

private func checkABI(_ test: JSON) throws {
    let types = try test.items("types").map { type in
        guard let text = type.string else { throw BadCase("types holds something else than strings") }
        return text
    }
    let arguments = try test.items("args")
    guard arguments.count == types.count else { throw BadCase("as many args as types must be there") }
    let values = JSON.array(zip(arguments, types).map { normalized($0, as: $1) })
    let expected = try test.bytes("result")
    try expectEqual("encoding", ABI.encode(json: values, types: types).hex, expected.hex)
    let decoded = try ABI.decodeJSON(expected, types: types)
    try expectEqual("encoding of what was decoded", ABI.encode(json: decoded, types: types).hex, expected.hex)
}

/// In the form that the ABI reads: bytes, here given as text, in hexadecimal; integers as strings.
private func normalized(_ value: JSON, as type: String) -> JSON {
    if let items = value.array { return .array(items.map { normalized($0, as: type) }) }
    if let number = value.number { return .string(number.text) }
    if let text = value.string, type.hasPrefix("bytes") { return .string(Array(text.utf8).prefixedHex) }
    return value
}
