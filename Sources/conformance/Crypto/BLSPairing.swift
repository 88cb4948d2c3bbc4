import BLS12381
import Primitives

/// Values of the pairing, and products of pairings that are one or are not.
let blsPairingKind = Kind(name: "bls_pairing") { aCase in
    if aCase.has("pairs") {
        var pairing = Pairing()
        var product = GT.identity
        for pair in try aCase.array("pairs") {
            guard let members = pair.array, members.count == 2, let first = members[0].string,
                let second = members[1].string
            else { throw BadCase("input.pairs holds something else than pairs of points") }
            let (p, q) = try (G1(compressed: Hex.decode(first)), G2(compressed: Hex.decode(second)))
            pairing.append(p, q)
            product = product * Pairing.value(p, q)
        }
        guard pairing.value() == product else { throw Disagreement("the product of values is another") }
        return outputs(pairing.value(), pairing.isIdentity())
    }
    let value = try Pairing.value(G1(compressed: aCase.bytes("g1")), G2(compressed: aCase.bytes("g2")))
    return outputs(value, value.isIdentity)
}

private func outputs(_ value: GT, _ isIdentity: Bool) -> [String: JSON] {
    [
        "gt": .string(value.bytes.hex), "sha256": .string(SHA2.sha256(value.bytes).hex),
        "isOne": .bool(isIdentity),
    ]
}
