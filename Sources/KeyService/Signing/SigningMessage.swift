package import KeyStore
package import Primitives
package import Secp256k1
package import Threshold

/// What nodes say to each other about one signature.
package enum SigningMessage: Hashable, Sendable {
    /// The client has given me this order.
    case join(order: Bytes32, again: Bool)
    /// I lead this attempt: these sign with this pair. The mark is where my store stands.
    case propose(attempt: UInt32, signers: [PartyID], pair: PairID, mark: [UInt8])
    /// A message of the protocol.
    case run(attempt: UInt32, [UInt8])
    /// I do nothing more for this attempt, blame it on these, and have given up all below `next`.
    case giveUp(attempt: UInt32, next: UInt32, culprits: [PartyID])
    /// It would be mine to propose, and I have no pair.
    case pass
    /// The signature, which I have verified.
    case done(attempt: UInt32, Signature)

    private enum Kind: UInt8 { case join, joinAgain, propose, run, giveUp, pass, done }

    /// The longest that a protocol's message may be: three scalars and a header.
    package static let runLimit = 256

    package var encoded: [UInt8] {
        switch self {
        case .join(let order, let again):
            var writer = ByteWriter(again ? Kind.joinAgain : .join)
            writer.append(order)
            return writer.bytes
        case .propose(let attempt, let signers, let pair, let mark):
            var writer = ByteWriter(Kind.propose)
            writer.appendBigEndian(attempt)
            writer.append(signers)
            writer.append(contentsOf: pair.encoded)
            writer.append(contentsOf: mark)
            return writer.bytes
        case .run(let attempt, let message):
            var writer = ByteWriter(Kind.run)
            writer.appendBigEndian(attempt)
            writer.append(contentsOf: message)
            return writer.bytes
        case .giveUp(let attempt, let next, let culprits):
            var writer = ByteWriter(Kind.giveUp)
            writer.appendBigEndian(attempt)
            writer.appendBigEndian(next)
            writer.append(culprits)
            return writer.bytes
        case .pass: return ByteWriter(Kind.pass).bytes
        case .done(let attempt, let signature):
            var writer = ByteWriter(Kind.done)
            writer.appendBigEndian(attempt)
            writer.append(contentsOf: signature.compact)
            writer.append(signature.recoveryID)
            return writer.bytes
        }
    }

    package init(_ body: [UInt8]) throws {
        var reader = ByteReader(body)
        switch try reader.readKind(Kind.self) {
        case .join: self = .join(order: try reader.readBytes32(), again: false)
        case .joinAgain: self = .join(order: try reader.readBytes32(), again: true)
        case .propose:
            self = .propose(
                attempt: try reader.readBigEndian(), signers: try reader.readParties(),
                pair: try PairID(encoded: Array(try reader.read(PairID.encodedCount))),
                mark: Array(try reader.read(StoreMark.encodedCount)))
        case .run:
            let attempt: UInt32 = try reader.readBigEndian()
            let message = Array(reader.readRemaining())
            guard message.count <= Self.runLimit else { throw WireError() }
            self = .run(attempt: attempt, message)
        case .giveUp:
            self = .giveUp(
                attempt: try reader.readBigEndian(), next: try reader.readBigEndian(),
                culprits: try reader.readParties())
        case .pass: self = .pass
        case .done:
            let attempt: UInt32 = try reader.readBigEndian()
            let compact = try reader.read(64)
            self = .done(
                attempt: attempt, try Signature(compact: compact, recoveryID: try reader.readByte()))
        }
        try reader.requireEnd()
    }
}
