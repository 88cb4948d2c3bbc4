import Ethereum
import Primitives

extension OfficialKind {
    /// RLP, valid and invalid: `in` (a string, a number, `#` and a decimal number, lists of these) and
    /// `out`; or `in` is `VALID` or `INVALID`.
    static let rlp = OfficialKind(
        name: "rlp", recognises: { $0["in"] != nil && $0["out"] != nil && $0["seq"] == nil },
        cases: { file, name, test in
            [OfficialCase(name: "\(file.stem)/\(name)") { try checkRLP(test) }]
        })
}

private func checkRLP(_ test: JSON) throws {
    let bytes = try test.bytes("out")
    let decoded = Result { () throws(RLPError) in try RLPItem(decoding: bytes) }
    switch try test.member("in") {
    case "INVALID":
        if case .success = decoded { throw Disagreement("accepted, although it must be refused") }
    case "VALID":
        try expectEqual("encoding of what was decoded", decoded.get().encoded.hex, bytes.hex)
    case let value:
        let item = try item(value)
        try expectEqual("encoding", item.encoded.hex, bytes.hex)
        try expectEqual("decoding", decoded.get(), item)
    }
}

private func item(_ value: JSON) throws -> RLPItem {
    if let items = value.array { return .list(try items.map(item)) }
    if let text = value.string, !text.hasPrefix("#") { return .string(Array(text.utf8)) }
    guard let digits = value.string.map({ String($0.dropFirst()) }) ?? value.number?.text,
        let number = bigEndian(decimal: digits)
    else { throw BadCase("in is neither text, a number nor a list") }
    return .string(number)
}

/// The big-endian bytes, without leading zeros, of a number of any size; nil for other characters.
private func bigEndian(decimal digits: String) -> [UInt8]? {
    var littleEndian: [UInt8] = []
    for character in digits.utf8 {
        var carry = Int(character) - Int(UInt8(ascii: "0"))
        guard (0..<10).contains(carry) else { return nil }
        for index in littleEndian.indices {
            carry += Int(littleEndian[index]) * 10
            littleEndian[index] = UInt8(carry & 0xff)
            carry >>= 8
        }
        if carry > 0 { littleEndian.append(UInt8(carry)) }
    }
    return digits.isEmpty ? nil : littleEndian.reversed()
}
