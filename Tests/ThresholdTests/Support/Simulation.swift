import TestSupport
import Threshold

/// Any number of parties of one protocol in one thread, on a network that a seed drives: it delays, reorders,
/// duplicates and loses messages, lets parties crash, and lets one of them tamper with one message.
final class Simulation<Machine: ThresholdProtocol & ~Copyable> {
    /// What the network does to messages, in parts of a thousand.
    struct Network {
        var duplicated: UInt64 = 0
        var lost: UInt64 = 0
        /// Delivered in the order of sending rather than in any.
        var ordered = false
        /// A party that stops after it has sent this many messages.
        var crash: (party: PartyID, afterSending: Int)?
    }

    /// Changes one message of a kind, on its way from one party to one or to all others.
    struct Tampering {
        var kind: UInt8
        var sender: PartyID
        /// Nil tampers with the message to everybody, equally.
        var recipient: PartyID?
        var change: (inout [UInt8]) -> Void
    }

    typealias Outcome = RunOutcome<Machine.Output>

    private final class Seat {
        var machine: Machine
        var outcome: Outcome?
        var depth = 0
        var sent = 0
        init(_ machine: consuming Machine) { self.machine = machine }
    }

    private struct Envelope {
        var sender, recipient: PartyID
        var message: [UInt8]
        var depth: Int
    }

    private var seats: [PartyID: Seat] = [:]
    private var queue: [Envelope] = []
    private var random: SplitMix64
    private let network: Network
    private let tampering: Tampering?
    private var tampered: Set<PartyID> = []

    /// Whether the tampering happened.
    var hasTampered: Bool { !tampered.isEmpty }
    /// Bytes sent by each party, headers included.
    private(set) var bytesSent: [PartyID: Int] = [:]
    /// The longest chain of messages of which each waited for the one before.
    private(set) var depth = 0
    /// Sees every message as it is sent, before tampering.
    var onSend: (([UInt8]) -> Void)?

    init(seed: UInt64, network: Network = Network(), tampering: Tampering? = nil) {
        random = SplitMix64(seed: seed)
        self.network = network
        self.tampering = tampering
    }

    func add(_ id: PartyID, _ machine: consuming Machine) { seats[id] = Seat(machine) }

    /// Runs until nothing moves; whoever still waits then gives up.
    func run() -> [PartyID: Outcome] {
        for id in seats.keys.sorted() { step(id) }
        while !queue.isEmpty {
            let place = network.ordered ? 0 : Int(random.next() % UInt64(queue.count))
            let envelope = queue.remove(at: place)
            if random.next() % 1000 < network.duplicated { queue.append(envelope) }
            if random.next() % 1000 < network.lost { continue }
            guard let seat = seats[envelope.recipient] else { continue }
            if case .crashed? = seat.outcome { continue }
            seat.depth = max(seat.depth, envelope.depth)
            seat.machine.receive(envelope.message, from: envelope.sender)
            step(envelope.recipient)
        }
        var outcomes: [PartyID: Outcome] = [:]
        for (id, seat) in seats {
            outcomes[id] = seat.outcome ?? .aborted(seat.machine.expire())
        }
        return outcomes
    }

    private func step(_ id: PartyID) {
        guard let seat = seats[id], seat.outcome == nil else { return }
        do {
            while true {
                switch try seat.machine.poke() {
                case .sendToAll(let message):
                    for other in seats.keys.sorted() where other != id { send(message, id, other, seat) }
                case .sendToOne(let other, let message): send(message, id, other, seat)
                case .wait: return
                case .finished(let output):
                    seat.outcome = .finished(output)
                    depth = max(depth, seat.depth)
                    return
                }
                if case .crashed? = seat.outcome { return }
            }
        } catch {
            seat.outcome = .aborted(error)
        }
    }

    private func send(_ message: [UInt8], _ sender: PartyID, _ recipient: PartyID, _ seat: Seat) {
        if let crash = network.crash, crash.party == sender, seat.sent >= crash.afterSending {
            seat.outcome = .crashed
            return
        }
        seat.sent += 1
        onSend?(message)
        bytesSent[sender, default: 0] += message.count
        var message = message
        if let tampering, tampering.kind == message[1], tampering.sender == sender,
            tampering.recipient == nil || tampering.recipient == recipient
        {
            tampering.change(&message)
            tampered.insert(recipient)
        }
        queue.append(
            Envelope(sender: sender, recipient: recipient, message: message, depth: seat.depth + 1))
    }
}

/// How a run ended for a party.
enum RunOutcome<Output> {
    case finished(Output)
    case aborted(ProtocolAbort)
    case crashed

    var abort: ProtocolAbort? { if case .aborted(let abort) = self { abort } else { nil } }
    var output: Output? { if case .finished(let output) = self { output } else { nil } }
}

/// Bytes before a message's body: version, kind and session.
let headerCount = 34

/// Flips the lowest bit of a byte of the body; of its last byte, counted from the end, for numbers below
/// zero.
func flipping(_ place: Int) -> (inout [UInt8]) -> Void {
    { message in
        let index = place >= 0 ? headerCount + place : message.count + place
        message[index] ^= 1
    }
}

func ids(_ numbers: UInt32...) -> [PartyID] { numbers.map { PartyID($0) } }
