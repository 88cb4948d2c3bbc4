package import Primitives
internal import Threshold

/// What nodes say to each other while they make the keys of a network.
package enum CeremonyMessage: Hashable, Sendable {
    /// I take part, with this number of my own, and I have the shares of these sharings on the disk. `isReply` asks
    /// for no answer.
    case hello(nonce: Bytes32, sharings: [Bytes32], isReply: Bool)
    /// A message of the run of one key; `run` names the numbers of all.
    case run(Bytes32, key: UInt8, [UInt8])
    /// All keys are made: this is the hash of what everybody knows of them.
    case made(run: Bytes32, fingerprint: Bytes32)

    private enum Kind: UInt8 { case hello, reply, run, made }

    private static let sharingLimit = 64
    private static let runLimit = 1 << 16

    package var encoded: [UInt8] {
        switch self {
        case .hello(let nonce, let sharings, let isReply):
            var writer = ByteWriter(isReply ? Kind.reply : .hello)
            writer.append(nonce)
            for sharing in sharings.prefix(Self.sharingLimit) { writer.append(sharing) }
            return writer.bytes
        case .run(let run, let key, let message):
            var writer = ByteWriter(Kind.run)
            writer.append(run)
            writer.append(key)
            writer.append(contentsOf: message)
            return writer.bytes
        case .made(let run, let fingerprint):
            var writer = ByteWriter(Kind.made)
            writer.append(run)
            writer.append(fingerprint)
            return writer.bytes
        }
    }

    package init(_ body: [UInt8]) throws {
        var reader = ByteReader(body)
        let kind = try reader.readKind(Kind.self)
        switch kind {
        case .hello, .reply:
            let nonce = try reader.readBytes32()
            guard reader.remaining / 32 <= Self.sharingLimit else { throw WireError() }
            var sharings: [Bytes32] = []
            while !reader.isAtEnd { sharings.append(try reader.readBytes32()) }
            self = .hello(nonce: nonce, sharings: sharings, isReply: kind == .reply)
        case .run:
            let (run, key) = (try reader.readBytes32(), try reader.readByte())
            guard reader.remaining <= Self.runLimit else { throw WireError() }
            self = .run(run, key: key, Array(reader.readRemaining()))
        case .made: self = .made(run: try reader.readBytes32(), fingerprint: try reader.readBytes32())
        }
        try reader.requireEnd()
    }
}
