import Primitives
import Secp256k1
import Threshold

/// The state after every operation; for a challenge the scalar as well.
let transcriptKind = Kind(name: "transcript") { aCase in
    var transcript = Transcript(try aCase.string("protocol"))
    var states: [JSON] = []
    for operation in try aCase.array("operations") {
        guard let name = operation["op"]?.string, let label = operation["label"]?.string else {
            throw BadCase("an operation lacks op or label")
        }
        let data = try operation["data"]?.hexBytes("data") ?? []
        switch name {
        case "message": transcript.message(label, data)
        case "fork": transcript = transcript.fork(label, data)
        case "challenge":
            let scalar: Scalar = transcript.challenge(label)
            states.append(.string("\(scalar.bytes.hex):\(transcript.state.hex)"))
            continue
        default: throw BadCase("unknown operation \(name)")
        }
        states.append(.string(transcript.state.hex))
    }
    return ["afterEach": .array(states)]
}

/// Proofs of one discrete logarithm and of two equal ones: made from given nonces, or refused.
let proofsKind = Kind(name: "proofs") { aCase in
    var transcript = Transcript("swiftlit triples v1")
    transcript.message("confirmation", try aCase.bytes("confirmation"))
    transcript = transcript.fork(try aCase.string("fork"), try aCase.party("id"))
    func isValid(_ challenge: Scalar, _ response: Scalar) throws -> Bool {
        if aCase.has("X0") {
            return EqualDiscreteLogProof(challenge: challenge, response: response)
                .isValid(for: try statement(aCase), in: transcript)
        }
        return DiscreteLogProof(challenge: challenge, response: response)
            .isValid(for: try aCase.point("X"), in: transcript)
    }
    if aCase.has("proof") {
        let bytes = try aCase.bytes("proof")
        let challenge = try Scalar(canonical: bytes.prefix(32))
        let response = try Scalar(canonical: bytes.dropFirst(32))
        guard try isValid(challenge, response) else { throw Refusal("invalidProof") }
        return [:]
    }
    let (witness, nonce) = (try aCase.scalar("x"), try aCase.scalar("k"))
    let challenge, response: Scalar
    if aCase.has("X0") {
        let proof = EqualDiscreteLogProof.prove(
            witness, of: try statement(aCase), nonce: nonce, in: transcript)
        (challenge, response) = (proof.challenge, proof.response)
    } else {
        let proof = DiscreteLogProof.prove(
            witness, of: try aCase.point("X"), nonce: nonce, in: transcript)
        (challenge, response) = (proof.challenge, proof.response)
    }
    guard try isValid(challenge, response) else { throw Disagreement("the proof made does not verify") }
    return ["proof": .string((challenge.bytes + response.bytes).hex)]
}

private func statement(_ aCase: Case) throws -> EqualDiscreteLogProof<Point>.Statement {
    .init(
        first: try aCase.point("X0"), secondGenerator: try aCase.point("G1"),
        second: try aCase.point("X1"))
}
