internal import Primitives
internal import Secp256k1

/// The multiplication with one peer, whichever side this party has: the lower id sends the first message.
struct PairMultiplication: Sendable {
    private typealias Kind = TripleGeneration.Kind

    private enum Side: Sendable {
        case receiver(MultiplicationReceiver, next: TripleGeneration.Kind)
        case sender(MultiplicationSender, next: TripleGeneration.Kind)
        case finished
    }

    let peer: PartyID
    private var side: Side
    /// This party's summand of every product, at the end.
    private(set) var summands: SecretArray<Scalar>?

    init(
        me: PartyID, peer: PartyID, factors: [Factors], sessionNames: [[UInt8]], sharesBase: Bool,
        exchange: inout Exchange, randomness: inout any ProtocolRandomness
    ) {
        self.peer = peer
        if me < peer {
            let receiver = MultiplicationReceiver(
                peer: peer, factors: factors, sessionNames: sessionNames, sharesBase: sharesBase,
                randomness: &randomness)
            exchange.send(Kind.baseOpening, to: peer, receiver.opening)
            side = .receiver(receiver, next: .baseAnswers)
        } else {
            side = .sender(
                MultiplicationSender(
                    peer: peer, factors: factors, sessionNames: sessionNames, sharesBase: sharesBase),
                next: .baseOpening)
        }
    }

    /// Answers the next message, if it is there; says whether it was.
    mutating func advance(
        _ exchange: inout Exchange, _ randomness: inout any ProtocolRandomness
    ) throws(ProtocolAbort) -> Bool {
        switch side {
        case .finished: return false
        case .receiver(var receiver, let next):
            guard let body = exchange.collect(next, from: peer) else { return false }
            side = .finished
            switch next {
            case .baseAnswers:
                exchange.send(
                    Kind.extensions, to: peer, try receiver.extend(body, randomness: &randomness))
                side = .receiver(receiver, next: .checkSeeds)
            case .checkSeeds:
                exchange.send(Kind.checkProofs, to: peer, try receiver.prove(body))
                side = .receiver(receiver, next: .pairs)
            default:
                let (message, summands) = try receiver.multiply(body, randomness: &randomness)
                exchange.send(Kind.multipliers, to: peer, message)
                self.summands = summands
            }
        case .sender(var sender, let next):
            guard let body = exchange.collect(next, from: peer) else { return false }
            side = .finished
            switch next {
            case .baseOpening:
                exchange.send(
                    Kind.baseAnswers, to: peer, try sender.choose(body, randomness: &randomness))
                side = .sender(sender, next: .extensions)
            case .extensions:
                exchange.send(
                    Kind.checkSeeds, to: peer, try sender.challenge(body, randomness: &randomness))
                side = .sender(sender, next: .checkProofs)
            case .checkProofs:
                exchange.send(Kind.pairs, to: peer, try sender.offer(body, randomness: &randomness))
                side = .sender(sender, next: .multipliers)
            default:
                summands = try sender.finish(body)
            }
        }
        return true
    }
}
