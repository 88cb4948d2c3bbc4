import Primitives
import Secp256k1
import Threshold

/// Whole runs of key generation.
let keyShareRunKind = Kind(name: "keyshare_run") { aCase in
    let seed = try aCase.bytes("seed")
    let parties = try Participants(aCase.parties("ids"))
    let threshold = try aCase.int("t")
    var run = LocalRun<KeyGeneration<Point>>()
    for party in parties {
        run.add(
            party,
            try KeyGeneration(
                participants: parties, threshold: threshold, me: party, epoch: 1, run: [],
                randomness: PublishedRandomness(seed: seed, party: party)))
    }
    try run.run()
    guard let first = run.outputs.values.first, run.outputs.count == parties.count,
        run.outputs.values.allSatisfy({ $0.publicPolynomial == first.publicPolynomial })
    else { throw Disagreement("the parties end with different keys") }
    // An opening is a count, the elements, the key of the commitment, and the proof.
    let openings = run.spoken(2)
    let confirmations = Set(run.spoken(1).values)
    guard let confirmation = confirmations.first, confirmations.count == 1,
        let state = run.inspect(first.owner, { $0.transcriptState })
    else { throw Disagreement("the parties have seen different commitments") }
    return [
        "commitments": JSON(run.spoken(0)) { .string($0.hex) },
        "confirm": .string(confirmation.hex),
        "transcriptState": .string(state.hex),
        "F": JSON(openings) { body in
            .array((0..<threshold).map { .string(body[(4 + 33 * $0)..<(37 + 33 * $0)].hex) })
        },
        "proofs": JSON(openings) { .string($0.suffix(64).hex) },
        "shares": JSON(run.outputs) { JSON($0.exponent) },
        "publicKey": JSON(first.publicKey),
    ]
}
