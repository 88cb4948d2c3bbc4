package import KeyStore
internal import Primitives
internal import Threshold

/// What nodes say to each other about their stores and pools.
package enum PoolMessage: Hashable, Sendable {
    /// This is where my store stands: what do you remember of it?
    case mark(StoreMark)
    /// This I remembered of the store with that tag, before you told me.
    case memory(tag: [UInt8], StoreMark?)
    /// Begin to compare what we have (a follower to the leader of the set).
    case ask
    /// Tell me what you have.
    case compare(round: UInt64)
    case holdings(round: UInt64, [PairID])
    /// These all of us have: destroy the others.
    case keep(round: UInt64, [PairID])
    /// Make so many pairs with me.
    case start(RunNumber, pairs: Int)
    /// It is over here; when it succeeded, what it made is on the disk.
    case ended(RunNumber, isStored: Bool)
    /// Somebody waits for pairs of this set.
    case demand
    /// The set has pairs.
    case stocked

    private enum Kind: UInt8 {
        case mark, memory, ask, compare, holdings, keep, start, ended, demand, stocked
    }

    /// More than any pool has.
    package static let pairLimit = 8192

    package var encoded: [UInt8] {
        switch self {
        case .mark(let mark):
            var writer = ByteWriter(Kind.mark)
            writer.append(contentsOf: mark.encoded)
            return writer.bytes
        case .memory(let tag, let mark):
            var writer = ByteWriter(Kind.memory)
            writer.append(contentsOf: tag)
            if let mark { writer.append(contentsOf: mark.encoded) }
            return writer.bytes
        case .ask: return ByteWriter(Kind.ask).bytes
        case .compare(let round):
            var writer = ByteWriter(Kind.compare)
            writer.appendBigEndian(round)
            return writer.bytes
        case .holdings(let round, let pairs): return Self.list(.holdings, round, pairs)
        case .keep(let round, let pairs): return Self.list(.keep, round, pairs)
        case .start(let run, let pairs):
            var writer = ByteWriter(Kind.start)
            writer.append(contentsOf: run.bytes)
            writer.append(UInt8(truncatingIfNeeded: pairs))
            return writer.bytes
        case .ended(let run, let isStored):
            var writer = ByteWriter(Kind.ended)
            writer.append(contentsOf: run.bytes)
            writer.append(isStored ? 1 : 0)
            return writer.bytes
        case .demand: return ByteWriter(Kind.demand).bytes
        case .stocked: return ByteWriter(Kind.stocked).bytes
        }
    }

    private static func list(_ kind: Kind, _ round: UInt64, _ pairs: [PairID]) -> [UInt8] {
        var writer = ByteWriter(kind)
        writer.appendBigEndian(round)
        for pair in pairs { writer.append(contentsOf: pair.encoded) }
        return writer.bytes
    }

    package init(_ body: [UInt8]) throws {
        var reader = ByteReader(body)
        switch try reader.readKind(Kind.self) {
        case .mark: self = .mark(try StoreMark(encoded: Array(reader.readRemaining())))
        case .memory:
            let tag = Array(try reader.read(RunNumber.tagCount))
            self = .memory(
                tag: tag, reader.isAtEnd ? nil : try StoreMark(encoded: Array(reader.readRemaining())))
        case .ask: self = .ask
        case .compare: self = .compare(round: try reader.readBigEndian())
        case .holdings: self = .holdings(round: try reader.readBigEndian(), try Self.pairs(&reader))
        case .keep: self = .keep(round: try reader.readBigEndian(), try Self.pairs(&reader))
        case .start: self = .start(try Self.run(&reader), pairs: Int(try reader.readByte()))
        case .ended: self = .ended(try Self.run(&reader), isStored: try reader.readByte() == 1)
        case .demand: self = .demand
        case .stocked: self = .stocked
        }
        try reader.requireEnd()
    }

    private static func run(_ reader: inout ByteReader) throws -> RunNumber {
        RunNumber(tag: Array(try reader.read(RunNumber.tagCount)), number: try reader.readBigEndian())
    }

    private static func pairs(_ reader: inout ByteReader) throws -> [PairID] {
        let count = reader.remaining / PairID.encodedCount
        guard count <= pairLimit else { throw WireError() }
        var pairs: [PairID] = []
        for _ in 0..<count { pairs.append(try PairID(encoded: Array(try reader.read(PairID.encodedCount)))) }
        return pairs
    }
}
