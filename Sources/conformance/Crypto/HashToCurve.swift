import BLS12381
import Primitives

/// expand_message_xmd with SHA-256.
let expandMessageKind = Kind(name: "expand_message_xmd") { aCase in
    try refusing(aCase) {
        guard let count = try aCase.value("length").int else { throw BadCase("input.length is no number") }
        let domain = try DomainSeparationTag(aCase.bytes("dst"))
        let bytes = try ExpandMessage.xmd(aCase.bytes("message"), domain: domain, count: Int(count))
        return ["uniform": .string(bytes.hex)]
    }
}

/// The four suites of BLS12-381, with the field elements and the points on the way.
let hashToCurveKind = Kind(name: "hash_to_curve") { aCase in
    let domain = try DomainSeparationTag(aCase.string("dst").utf8)
    let message = try aCase.bytes("message")
    switch try aCase.string("suite") {
    case "BLS12381G1_XMD:SHA-256_SSWU_RO_":
        let point = G1.hash(message, domain: domain)
        return outputs(
            point.compressed, point.uncompressed,
            G1.Unchecked.fieldElements(message, domain: domain, count: 2),
            G1.Unchecked.mapped(message, domain: domain, count: 2).map(\.uncompressed))
    case "BLS12381G1_XMD:SHA-256_SSWU_NU_":
        let point = G1.encode(message, domain: domain)
        return outputs(
            point.compressed, point.uncompressed,
            G1.Unchecked.fieldElements(message, domain: domain, count: 1),
            G1.Unchecked.mapped(message, domain: domain, count: 1).map(\.uncompressed))
    case "BLS12381G2_XMD:SHA-256_SSWU_RO_":
        let point = G2.hash(message, domain: domain)
        return outputs(
            point.compressed, point.uncompressed,
            G2.Unchecked.fieldElements(message, domain: domain, count: 2),
            G2.Unchecked.mapped(message, domain: domain, count: 2).map(\.uncompressed))
    case "BLS12381G2_XMD:SHA-256_SSWU_NU_":
        let point = G2.encode(message, domain: domain)
        return outputs(
            point.compressed, point.uncompressed,
            G2.Unchecked.fieldElements(message, domain: domain, count: 1),
            G2.Unchecked.mapped(message, domain: domain, count: 1).map(\.uncompressed))
    case let name: throw BadCase("no suite is called \(name)")
    }
}

private func outputs(
    _ compressed: [UInt8], _ uncompressed: [UInt8], _ elements: [[UInt8]], _ mapped: [[UInt8]]
) -> [String: JSON] {
    var outputs = coordinates(ofUncompressed: uncompressed)
    outputs["compressed"] = .string(compressed.hex)
    outputs["u"] = .array(elements.map { fieldElement($0) })
    let points = mapped.map { object(coordinates(ofUncompressed: $0)) }
    if points.count == 1 {
        outputs["Q"] = points[0]
    } else {
        for (index, point) in points.enumerated() { outputs["Q\(index)"] = point }
    }
    return outputs
}

private func object(_ members: [String: JSON]) -> JSON {
    var object = JSON.Object()
    for (name, value) in members { object[name] = value }
    return .object(object)
}
