import Primitives
import Secp256k1
import Threshold

/// Whole runs of triple generation, and the multiplications in them by themselves.
let tripleRunKind = Kind(name: "triple_run") { aCase in
    let seed = try aCase.bytes("seed")
    let parties = try Participants(aCase.parties("ids"))
    let threshold = try aCase.int("t")
    let binding = try TripleBinding(keySet: "", epoch: 1, signers: parties, threshold: threshold)
    var run = LocalRun<TripleGeneration>()
    for party in parties {
        run.add(
            party,
            try TripleGeneration(
                binding, count: 1, me: party, run: [], sharesBase: false,
                randomness: PublishedRandomness(seed: seed, party: party)))
    }
    try run.run()
    var triples: [PartyID: [Scalar]] = [:]
    var keys: [[Point]] = []
    for (party, output) in run.outputs {
        guard let share = output.first, output.count == 1 else { throw Disagreement("not one triple") }
        let triple = try share.take()
        triples[party] = [triple.a, triple.b, triple.c]
        keys.append(
            [triple.publicA.constantTerm, triple.publicB.constantTerm, triple.publicC.constantTerm])
    }
    guard let key = keys.first, keys.count == parties.count, keys.allSatisfy({ $0 == key }) else {
        throw Disagreement("the parties end with different triples")
    }
    let confirmations = Set(run.spoken(1).values)
    guard let confirmation = confirmations.first, confirmations.count == 1 else {
        throw Disagreement("the parties have seen different commitments")
    }

    var pairs = JSON.Object()
    var products = parties.reduce(into: [PartyID: Scalar]()) { products, party in
        let (e, f) = secrets(seed, party)
        products[party] = e * f
    }
    for lower in parties {
        for higher in parties where higher > lower {
            let pair = try PublishedPair(seed: seed, lower: lower, higher: higher, confirmation)
            for (kind, message) in zip(4..., pair.messages)
            where !run.messages.contains(where: { $0.kind == kind && $0.body == message.body }) {
                throw Disagreement("the run's message \(message.name) is another")
            }
            products[lower, default: .zero] += pair.lowerOutput
            products[higher, default: .zero] += pair.higherOutput
            pairs["\(lower)-\(higher)"] = pair.form
        }
    }
    let summands = run.spoken(12)
    for (party, product) in products
    where summands[party].map({ Array($0.prefix(33)) })
        != Point.generator(timesPublic: product).encodedElement
    {
        throw Disagreement("party \(party) shares another product than it multiplied")
    }
    let openings = run.spoken(2)
    let parts = run.spoken(11)
    return [
        "commitments": JSON(run.spoken(0)) { .string($0.hex) },
        "confirm": .string(confirmation.hex),
        "proofs0": JSON(openings) { .string($0.suffix(128).prefix(64).hex) },
        "proofs1": JSON(openings) { .string($0.suffix(64).hex) },
        "C_i": JSON(parts) { .string($0.prefix(33).hex) },
        "proofsEq": JSON(parts) { .string($0.suffix(64).hex) },
        "pairs": .object(pairs),
        "multiplicationOutputs": JSON(products) { JSON($0) },
        "proofs2": JSON(summands) { .string($0.suffix(64).hex) },
        "a": JSON(triples) { JSON($0[0]) }, "b": JSON(triples) { JSON($0[1]) },
        "c": JSON(triples) { JSON($0[2]) },
        "A": JSON(key[0]), "B": JSON(key[1]), "C": JSON(key[2]),
    ]
}

/// The constant terms of a party's two polynomials.
private func secrets(_ seed: [UInt8], _ party: PartyID) -> (Scalar, Scalar) {
    var randomness = PublishedRandomness(seed: seed, party: party)
    let e = randomness.wide(.init(.factorCoefficient))
    let f = randomness.wide(.init(.coefficient))
    return (Scalar(wideReducing: e.high, e.low), Scalar(wideReducing: f.high, f.low))
}

/// One multiplication, both sides.
private struct PublishedPair {
    var messages: [(name: String, body: [UInt8])] = []
    let lowerOutput, higherOutput: Scalar

    init(seed: [UInt8], lower: PartyID, higher: PartyID, _ confirmation: [UInt8]) throws {
        var low: any ProtocolRandomness = PublishedRandomness(seed: seed, party: lower)
        var high: any ProtocolRandomness = PublishedRandomness(seed: seed, party: higher)
        let names = [pairSessionName(confirmation, lower, higher)]
        let (a, b) = (secrets(seed, lower), secrets(seed, higher))
        var receiver = MultiplicationReceiver(
            peer: higher, factors: [Factors(a.0, a.1)], sessionNames: names, sharesBase: false,
            randomness: &low)
        var sender = MultiplicationSender(
            peer: lower, factors: [Factors(b.0, b.1)], sessionNames: names, sharesBase: false)
        messages.append(("Y", receiver.opening))
        messages.append(("X", try sender.choose(messages[0].body, randomness: &high)))
        messages.append(("U", try receiver.extend(messages[1].body, randomness: &low)))
        messages.append(("kosSeed", try sender.challenge(messages[2].body, randomness: &high)))
        messages.append(("xAndT", try receiver.prove(messages[3].body)))
        messages.append(("c", try sender.offer(messages[4].body, randomness: &high)))
        let (answer, summands) = try receiver.multiply(messages[5].body, randomness: &low)
        messages.append(("chi0AndSeed", answer))
        lowerOutput = summands[0]
        higherOutput = try sender.finish(answer)[0]
    }

    var form: JSON {
        var hashes = JSON.Object()
        for (name, body) in messages {
            hashes[name] = [
                "length": .number(JSON.Number(body.count)), "sha256": .string(SHA2.sha256(body).hex),
            ]
        }
        return [
            "lowerOutput": JSON(lowerOutput), "higherOutput": JSON(higherOutput),
            "messages": .object(hashes),
        ]
    }
}
