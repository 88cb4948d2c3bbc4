import Primitives
import Secp256k1
import Threshold

/// The randomness of a published run: every value from the run's seed, the party and the draw's name.
struct PublishedRandomness: ProtocolRandomness {
    let seed: [UInt8]
    let party: PartyID

    private func prefix(_ tag: UInt8, _ draw: RandomDraw) -> [UInt8] {
        var label = draw.purpose.rawValue
        if let peer = draw.peer { label += "/\(peer)" }
        var writer = ByteWriter()
        writer.append(tag)
        writer.append(contentsOf: seed)
        writer.appendBigEndian(party.rawValue)
        writer.appendBigEndian(UInt32(label.utf8.count))
        writer.append(contentsOf: Array(label.utf8))
        return writer.bytes
    }

    mutating func wide(_ draw: RandomDraw) -> (high: Bytes32, low: Bytes32) {
        var writer = ByteWriter()
        writer.append(contentsOf: prefix(0x20, draw))
        writer.appendBigEndian(UInt32(draw.index))
        let seed = SHA2.sha256(writer.bytes)
        return (block(seed, 0), block(seed, 1))
    }

    mutating func fill(_ output: UnsafeMutableRawBufferPointer, _ draw: RandomDraw) {
        let seed = SHA2.sha256(prefix(0x21, draw))
        for index in 0..<output.count { output[index] = block(seed, index / 32).bytes[index % 32] }
    }

    private func block(_ seed: Bytes32, _ index: Int) -> Bytes32 {
        var writer = ByteWriter()
        writer.append(5)
        writer.append(seed)
        writer.appendBigEndian(UInt32(index))
        return SHA2.sha256(writer.bytes)
    }
}

/// All parties of a protocol in one thread, messages in the order in which they are sent.
struct LocalRun<Machine: ThresholdProtocol & ~Copyable> {
    private final class Seat {
        var machine: Machine
        init(_ machine: consuming Machine) { self.machine = machine }
    }

    private var seats: [PartyID: Seat] = [:]
    private(set) var messages: [(sender: PartyID, recipient: PartyID, kind: UInt8, body: [UInt8])] = []
    private(set) var outputs: [PartyID: Machine.Output] = [:]

    mutating func add(_ party: PartyID, _ machine: consuming Machine) { seats[party] = Seat(machine) }

    func inspect<R>(_ party: PartyID, _ body: (borrowing Machine) -> R) -> R? {
        seats[party].map { body($0.machine) }
    }

    mutating func run() throws {
        var queue: [(PartyID, PartyID, [UInt8])] = []
        for party in seats.keys.sorted() { queue += try step(party) }
        var next = 0
        while next < queue.count {
            let (sender, recipient, message) = queue[next]
            next += 1
            messages.append((sender, recipient, message[1], Array(message[34...])))
            seats[recipient]?.machine.receive(message, from: sender)
            queue += try step(recipient)
        }
    }

    private mutating func step(_ party: PartyID) throws -> [(PartyID, PartyID, [UInt8])] {
        guard let seat = seats[party] else { return [] }
        var sent: [(PartyID, PartyID, [UInt8])] = []
        while true {
            switch try seat.machine.poke() {
            case .sendToAll(let message):
                for other in seats.keys.sorted() where other != party { sent.append((party, other, message)) }
            case .sendToOne(let other, let message): sent.append((party, other, message))
            case .wait: return sent
            case .finished(let output): outputs[party] = output
            }
        }
    }

    /// What every party said in a message to all.
    func spoken(_ kind: UInt8) -> [PartyID: [UInt8]] {
        var bodies: [PartyID: [UInt8]] = [:]
        for message in messages where message.kind == kind { bodies[message.sender] = message.body }
        return bodies
    }
}
