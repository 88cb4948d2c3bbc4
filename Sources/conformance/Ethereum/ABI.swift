import Ethereum
import Primitives

/// Encoding and strict decoding; selectors and topics of signatures. Integers are decimal strings,
/// bytes hexadecimal after `0x`, tuples and arrays are arrays.
let abiKind = Kind(name: "abi") { aCase in
    if aCase.has("signature") {
        let signature = try aCase.string("signature")
        return [
            "selector": .string(try ABI.selector(of: signature).bytes.hex),
            "topic": .string(try ABI.topic(of: signature).hex),
        ]
    }
    let types = try aCase.strings("types")
    guard aCase.has("values") else {
        return ["values": try ABI.decodeJSON(aCase.bytes("encoded"), types: types)]
    }
    let values = try aCase.value("values")
    let encoded = try ABI.encode(json: values, types: types)
    let decoded = try ABI.decodeJSON(encoded, types: types)
    guard try ABI.encode(json: decoded, types: types) == encoded else {
        throw Disagreement("decoding \(encoded.hex) gives \(decoded), which does not encode to it")
    }
    return ["encoded": .string(encoded.hex)]
}
