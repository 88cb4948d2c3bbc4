import Primitives
import Secp256k1
import Threshold

/// Products of polynomials over GF(2).
let binaryProductKind = Kind(name: "gf2_mul") { aCase in
    guard let a = Block128(try aCase.bytes("a")), let b = Block128(try aCase.bytes("b")) else {
        throw BadCase("a factor is not 16 bytes")
    }
    let product = BinaryPolynomials.multiply(a, b)
    // x^128 = x^7 + x^2 + x + 1, which takes the high half down; what that carries over fits in 8 bits.
    let field = Block128(low: 0x87, high: 0)
    let folded = BinaryPolynomials.multiply(product.high, field)
    let rest = BinaryPolynomials.multiply(folded.high, field)
    let reduced = Block128(
        low: product.low.low ^ folded.low.low ^ rest.low.low,
        high: product.low.high ^ folded.low.high ^ rest.low.high)
    return [
        "product": .string((bytes(product.low) + bytes(product.high)).hex),
        "reduced": .string(bytes(reduced).hex),
    ]
}

private func bytes(_ block: Block128) -> [UInt8] {
    [block.low, block.high].flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
}

/// The consistency check of an extension's sender.
let transferCheckKind = Kind(name: "ot_check") { aCase in
    func block(_ bytes: [UInt8]) throws -> Block128 {
        guard let block = Block128(bytes) else { throw BadCase("a block is not 16 bytes") }
        return block
    }
    func product(_ bytes: [UInt8]) throws -> Block256 {
        guard let block = Block256(bytes) else { throw BadCase("a product is not 32 bytes") }
        return block
    }
    let rowBytes = try aCase.bytes("qRows")
    let rows = try stride(from: 0, to: rowBytes.count, by: 16).map {
        try block(Array(rowBytes[$0..<min($0 + 16, rowBytes.count)]))
    }
    let proof = ConsistencyProof(
        choices: try product(aCase.bytes("x")),
        columns: try aCase.array("t").map { try product($0.hexBytes("t")) })
    let holds = proof.holds(
        for: rows, correlation: try block(aCase.bytes("delta")),
        multipliers: try aCase.array("chi").map { try block($0.hexBytes("chi")) })
    guard holds else { throw Refusal("otConsistencyCheck") }
    return ["valid": true]
}

/// Both sides of a conversion with given randomness.
let multiplicationKind = Kind(name: "mta") { aCase in
    let (a, b) = (try aCase.scalar("a"), try aCase.scalar("b"))
    let outputs = try aCase.array("v").map { try $0.list("v").map { try $0.scalar("v") } }
    let choices = try aCase.array("t").map { UInt64(try $0.requiredInt("t")) }
    let (masks, others) = (try aCase.scalars("delta"), try aCase.scalars("chiFrom1"))
    guard outputs.allSatisfy({ $0.count == 2 }), choices.count == outputs.count,
        masks.count == outputs.count, others.count + 1 == outputs.count
    else { throw BadCase("lists of different lengths") }
    let pairs = outputs.indices.map { index in
        MultiplicativeToAdditive.pair(
            outputs[index][0], outputs[index][1], mask: masks[index], factor: a)
    }
    let (first, beta) = MultiplicativeToAdditive.receive(
        factor: b,
        masked: { index in
            choices[index] == 1 ? pairs[index].1 - outputs[index][1] : pairs[index].0 - outputs[index][0]
        },
        choice: { choices[$0] }, others: others)
    let alpha = MultiplicativeToAdditive.senderSummand(
        masks: { masks[$0] }, first: first, others: others)
    guard alpha + beta == a * b else { throw Disagreement("the summands do not add up to the product") }
    let c: JSON =
        aCase.expect["c"]?["sha256OfConcatenation"] == nil
        ? .array(pairs.map { JSON(scalars: [$0.0, $0.1]) })
        : [
            "sha256OfConcatenation": .string(
                SHA2.sha256(pairs.flatMap { $0.0.bytes + $0.1.bytes }).hex)
        ]
    return ["c": c, "chi0": JSON(first), "alpha": JSON(alpha), "beta": JSON(beta)]
}
