import Foundation
import Threshold

/// What a run cost.
struct RunCost {
    /// Nanoseconds of processor time of each party, from making its side of the run to its result.
    var processor: [PartyID: Double] = [:]
    /// Bytes that each party sent, message headers included.
    var bytes: [PartyID: Int] = [:]
    /// The longest chain of messages of which each waited for the one before.
    var depth = 0
    /// Nanoseconds from the start to the last party's result, every party having a processor of its own.
    var latency = 0.0
}

/// The parties of a protocol in one thread, on a network where every message takes the same time. Each party
/// has a clock of its own, on which what it computes counts by the processor time of this thread.
final class LocalNetwork<Machine: ThresholdProtocol & ~Copyable> {
    private final class Seat {
        var machine: Machine
        var clock: Double
        var depth = 0
        init(_ machine: consuming Machine, clock: Double) {
            self.machine = machine
            self.clock = clock
        }
    }

    private struct Envelope {
        var arrival: Double
        var sender, recipient: PartyID
        var message: [UInt8]
        var depth: Int
    }

    private let delay: Double
    private var seats: [PartyID: Seat] = [:]
    private var queue: [Envelope] = []
    private(set) var cost = RunCost()
    private(set) var outputs: [PartyID: Machine.Output] = [:]

    /// - Parameter delay: nanoseconds that a message is on its way.
    init(delay: Double) { self.delay = delay }

    func add(_ party: PartyID, _ make: () throws -> Machine) throws {
        let start = processorTime()
        let machine = try make()
        let spent = processorTime() - start
        seats[party] = Seat(machine, clock: spent)
        cost.processor[party] = spent
    }

    /// Runs to everybody's result.
    func run() throws {
        for party in seats.keys.sorted() { try turn(of: party, nil) }
        while let next = queue.indices.min(by: { queue[$0].arrival < queue[$1].arrival }) {
            let envelope = queue.remove(at: next)
            try turn(of: envelope.recipient, envelope)
        }
        guard outputs.count == seats.count else {
            throw BenchmarkFileError(description: "a run of \(Machine.self) came to no end")
        }
    }

    private func turn(of party: PartyID, _ envelope: Envelope?) throws {
        guard let seat = seats[party] else { return }
        if let envelope {
            seat.clock = max(seat.clock, envelope.arrival)
            seat.depth = max(seat.depth, envelope.depth)
            timed(party, seat) { seat.machine.receive(envelope.message, from: envelope.sender) }
        }
        while true {
            switch try timed(party, seat, { try seat.machine.poke() }) {
            case .sendToAll(let message):
                for other in seats.keys.sorted() where other != party { send(message, party, other, seat) }
            case .sendToOne(let other, let message): send(message, party, other, seat)
            case .wait: return
            case .finished(let output):
                outputs[party] = output
                cost.depth = max(cost.depth, seat.depth)
                cost.latency = max(cost.latency, seat.clock)
            }
        }
    }

    private func timed<R>(_ party: PartyID, _ seat: Seat, _ body: () throws -> R) rethrows -> R {
        let start = processorTime()
        let result = try body()
        let spent = processorTime() - start
        seat.clock += spent
        cost.processor[party, default: 0] += spent
        return result
    }

    private func send(_ message: [UInt8], _ sender: PartyID, _ recipient: PartyID, _ seat: Seat) {
        cost.bytes[sender, default: 0] += message.count
        queue.append(
            Envelope(
                arrival: seat.clock + delay, sender: sender, recipient: recipient, message: message,
                depth: seat.depth + 1))
    }
}

/// Nanoseconds of processor time of this thread: what others do on the machine does not count.
private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}
