import Primitives
import Secp256k1
import Threshold

/// A share against the commitments to its polynomial.
let feldmanKind = Kind(name: "feldman") { aCase in
    let polynomial = PublicPolynomial(
        try aCase.array("commitments").map { try $0.point("commitments") })
    try polynomial.verify(
        aCase.scalar("share"), of: aCase.party("id"), threshold: aCase.int("t"))
    return ["valid": true]
}

/// The arithmetic of key generation and of handing a key over, with given polynomials.
let keyShareKind = Kind(name: "keyshare") { aCase in
    try aCase.has("ids") ? generated(aCase) : reshared(aCase)
}

private func generated(_ aCase: Case) throws -> [String: JSON] {
    let parties = try Participants(aCase.parties("ids"))
    let threshold = try aCase.int("t")
    let polynomials = try aCase.array("polynomials").map { list in
        let scalars = try list.list("polynomials").map { try $0.scalar("polynomials") }
        return SecretPolynomial<Point>(count: scalars.count) { scalars[$0] }
    }
    let sum = PublicPolynomial.sum(polynomials.map { $0.commitments() })
    let shares = parties.map { party in polynomials.reduce(Scalar.zero) { $0 + $1.share(of: party) } }
    for (party, share) in zip(parties, shares) {
        try sum.verify(share, of: party, threshold: threshold)
    }
    let points = parties.prefix(threshold).map(\.evaluationPoint)
    let weights = points.compactMap { point -> Scalar? in Lagrange.weight(of: point, among: points) }
    return [
        "commitments": .array(polynomials.map { JSON(points: $0.commitments().coefficients) }),
        "subShares": .array(
            polynomials.map { polynomial in JSON(scalars: parties.map { polynomial.share(of: $0) }) }),
        "shares": JSON(scalars: shares),
        "publicKey": JSON(sum.constantTerm),
        "publicShares": JSON(points: parties.map { sum.share(of: $0) }),
        "lagrangeFirstT": JSON(scalars: weights),
    ]
}

private func reshared(_ aCase: Case) throws -> [String: JSON] {
    let old = try Participants(aCase.parties("oldIds"))
    let new = try Participants(aCase.parties("newIds"))
    let keepers = try Resharing<Point>.keepers(from: old, threshold: aCase.int("oldT"), to: new)
    let shares = try aCase.value("oldShares")
    let random = try aCase.value("randomCoefficients")
    var contributions: [PartyID: Scalar] = [:]
    var polynomials: [SecretPolynomial<Point>] = []
    for party in new {
        var contribution = Scalar.zero
        if keepers.contains(party) {
            guard let share = try shares[party.description]?.scalar("oldShares") else {
                throw ThresholdError(.missingOldShare(party))
            }
            contribution = Resharing<Point>.contribution(of: party, share: share, keepers: keepers)
        }
        contributions[party] = contribution
        let rest = try random[party.description]?.list("coefficients").map { try $0.scalar("coefficient") }
        let coefficients = [contribution] + (rest ?? [])
        polynomials.append(SecretPolynomial(count: coefficients.count) { coefficients[$0] })
    }
    let sum = PublicPolynomial.sum(polynomials.map { $0.commitments() })
    var newShares: [PartyID: Scalar] = [:]
    for party in new {
        let share = polynomials.reduce(Scalar.zero) { $0 + $1.share(of: party) }
        try sum.verify(share, of: party, threshold: aCase.int("newT"))
        newShares[party] = share
    }
    return [
        "contributions": JSON(contributions) { JSON($0) }, "newShares": JSON(newShares) { JSON($0) },
        "publicKey": JSON(sum.constantTerm),
    ]
}
