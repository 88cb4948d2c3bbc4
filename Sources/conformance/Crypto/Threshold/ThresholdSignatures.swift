import Primitives
import Secp256k1
import Threshold

/// Presignatures multiplied by the number that a request gives.
let presignatureKind = Kind(name: "presign_rerandomise") { aCase in
    let publicKey = try aCase.point("publicKey")
    let (bigR, digest) = (try aCase.point("bigR"), try aCase.bytes32("message"))
    let delta = Presignature.rerandomiser(
        publicKey: publicKey, bigR: bigR, digest: digest,
        associatedData: try aCase.bytes("associatedData"))
    let (k, sigma) = (try aCase.scalars("kPrime"), try aCase.scalars("sigmaPrime"))
    guard k.count == sigma.count else { throw BadCase("lists of different lengths") }
    var (newK, newSigma, shares) = ([Scalar](), [Scalar](), [Scalar]())
    var newR = Point.infinity
    for index in k.indices {
        let presignature = Presignature(bigR: bigR, k: k[index], sigma: sigma[index])
            .rerandomised(by: delta)
        newR = presignature.bigR
        newK.append(presignature.shares.k)
        newSigma.append(presignature.shares.sigma)
        shares.append(presignature.sign(Scalar(reducing: digest)).release())
    }
    let signature = try SignatureCombination.combine(
        bigR: newR, shares: shares, digest: digest, publicKey: PublicKey(publicKey))
    return [
        "rerandomiser": JSON(delta), "bigR": JSON(newR), "kPrime": JSON(scalars: newK),
        "sigmaPrime": JSON(scalars: newSigma), "signature": form(of: signature),
    ]
}

/// Presigning and signing with given shares of key and triples.
let thresholdSigningKind = Kind(name: "threshold_sign") { aCase in
    let parties = try aCase.array("parties")
    let threshold = try aCase.int("t")
    guard parties.count >= threshold else {
        throw ThresholdError(.tooFewSigners(have: parties.count, need: threshold))
    }
    func member(_ name: String, of object: JSON) throws -> JSON {
        guard let value = object[name] else { throw BadCase("no \(name)") }
        return value
    }
    func key(_ triple: String, _ name: String) throws -> Point {
        try member(name, of: aCase.value(triple)).point(name)
    }
    let keys = PresigningKeys(
        publicKey: try aCase.point("publicKey"),
        first: (try key("triple0", "K"), try key("triple0", "D"), try key("triple0", "KD")),
        second: (try key("triple1", "A"), try key("triple1", "B")))
    let ids = try parties.map { try member("id", of: $0).party().evaluationPoint }
    let places = try parties.map { try member("tripleIndex", of: $0).party().evaluationPoint }
    var inputs: [PresigningInputs] = []
    for (index, party) in parties.enumerated() {
        func scalar(_ name: String) throws -> Scalar { try member(name, of: party).scalar(name) }
        guard let keyWeight: Scalar = Lagrange.weight(of: ids[index], among: ids),
            let tripleWeight: Scalar = Lagrange.weight(of: places[index], among: places)
        else { throw ThresholdError(.duplicateParticipant(PartyID(UInt32(index)))) }
        inputs.append(
            PresigningInputs(
                x: try scalar("x"), first: (try scalar("k"), try scalar("kd")),
                second: (try scalar("a"), try scalar("b"), try scalar("c")), keyWeight: keyWeight,
                tripleWeight: tripleWeight))
    }
    let shares = inputs.map(\.share)
    guard !shares.contains(where: \.kd.isZero) else { throw Refusal("zeroKdShare") }
    let sums = PresigningSums(shares)
    switch sums.failedCheck(keys) {
    case nil: break
    case .nonce?: throw Refusal("kdCommitmentMismatch")
    case .nonceMask?: throw Refusal("kaCommitmentMismatch")
    case let check?: throw Refusal(check == .keyMask ? "xbCommitmentMismatch" : check.rawValue)
    }
    guard let bigR = sums.bigR(keys), let x = bigR.x else { throw Refusal("degenerateNonce") }
    let digest = try aCase.scalar("messageScalar")
    var (k, sigma, summands) = ([Scalar](), [Scalar](), [Scalar]())
    for input in inputs {
        let presignature = input.presignature(sums, bigR: bigR)
        k.append(presignature.shares.k)
        sigma.append(presignature.shares.sigma)
        summands.append(presignature.sign(digest).release())
    }
    let publicKey = try PublicKey(keys.publicKey)
    let signature = try SignatureCombination.combine(
        bigR: bigR, shares: summands, digest: digest.bytes32, publicKey: publicKey)
    guard signature.r == Scalar(reducing: x) else { throw Disagreement("r is not the x of R") }
    return [
        "kd_i": JSON(scalars: shares.map(\.kd)), "ka_i": JSON(scalars: shares.map(\.ka)),
        "xb_i": JSON(scalars: shares.map(\.xb)), "kd": JSON(sums.kd), "ka": JSON(sums.ka),
        "xb": JSON(sums.xb), "bigR": JSON(bigR), "kPrime_i": JSON(scalars: k),
        "sigmaPrime_i": JSON(scalars: sigma), "s_i": JSON(scalars: summands),
        "sUnnormalised": JSON(summands.reduce(.zero, +)), "signature": form(of: signature),
        "recoverable": .bool(try signature.recover(digest.bytes32) == publicKey),
    ]
}

/// What a client does with the shares of all nodes.
let combinationKind = Kind(name: "ecdsa_combine") { aCase in
    let shares = try aCase.array("shares").map { try $0.hexBytes("shares") }
    let signature = try SignatureCombination.combine(
        bigR: try aCase.bytes("bigR"), shares: shares, digest: try aCase.bytes("digest"),
        publicKey: PublicKey(try aCase.bytes("publicKey")))
    let sum = try shares.reduce(Scalar.zero) { $0 + (try Scalar(canonical: $1)) }
    return [
        "r": JSON(signature.r), "s": JSON(signature.s),
        "recid": .number(JSON.Number(signature.recoveryID)),
        "signature": .string(signature.recoverable().prefixedHex),
        "sWasNegated": .bool(sum.isHigh),
    ]
}
