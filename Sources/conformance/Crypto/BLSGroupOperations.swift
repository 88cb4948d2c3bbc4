import BLS12381
import Primitives

/// The sum of multiples of points, by every way there is.
let blsGroupKind = Kind(name: "bls_group") { aCase in
    let scalars = try aCase.strings("scalars").map { try Fr(bigEndian: Hex.decode($0)) }
    let points = try aCase.strings("points").map { try Hex.decode($0) }
    switch try aCase.blsGroup() {
    case .g1:
        let points = try points.map { try G1(compressed: $0) }
        return try agreed(
            [
                G1.sum(of: points, times: scalars),
                zip(points, scalars).reduce(G1.identity) { $0 + $1.0.multiplied(by: $1.1) },
                zip(points, scalars).reduce(G1.identity) { $0 + $1.0.multiplied(bySecret: $1.1) },
                zip(points, scalars).reduce(G1.identity) { $0 - (-$1.0).multiplied(by: $1.1) },
            ].map(\.compressed))
    case .g2:
        let points = try points.map { try G2(compressed: $0) }
        return try agreed(
            [
                G2.sum(of: points, times: scalars),
                zip(points, scalars).reduce(G2.identity) { $0 + $1.0.multiplied(by: $1.1) },
                zip(points, scalars).reduce(G2.identity) { $0 + $1.0.multiplied(bySecret: $1.1) },
                zip(points, scalars).reduce(G2.identity) { $0 - (-$1.0).multiplied(by: $1.1) },
            ].map(\.compressed))
    }
}

private func agreed(_ results: [[UInt8]]) throws -> [String: JSON] {
    guard let first = results.first, results.allSatisfy({ $0 == first }) else {
        throw Disagreement("the ways to multiply give \(results.map(\.hex))")
    }
    return ["sum": .string(first.hex)]
}
