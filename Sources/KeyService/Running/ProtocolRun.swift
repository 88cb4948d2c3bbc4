internal import Threshold

/// What a protocol has to send: to one party, or to all others of its run.
struct Outgoing: Sendable {
    var recipient: PartyID?
    var message: [UInt8]
}

/// A protocol that is being run: whoever owns it hands over what arrives, and sends what comes out.
final class ProtocolRun<Machine: ThresholdProtocol & ~Copyable> {
    private var machine: Machine
    private(set) var isOver = false

    init(_ machine: consuming Machine) { self.machine = machine }

    func receive(_ message: [UInt8], from sender: PartyID) { machine.receive(message, from: sender) }

    /// Goes on as far as it can.
    ///
    /// - Returns: what to send, and the output when the run has succeeded.
    /// - Throws: what ended the run. What came before goes out all the same: others wait for it.
    func advance(_ send: (Outgoing) -> Void) throws(ProtocolAbort) -> Machine.Output? {
        guard !isOver else { return nil }
        do throws(ProtocolAbort) {
            while true {
                switch try machine.poke() {
                case .sendToAll(let message): send(Outgoing(recipient: nil, message: message))
                case .sendToOne(let party, let message): send(Outgoing(recipient: party, message: message))
                case .wait: return nil
                case .finished(let output):
                    isOver = true
                    return output
                }
            }
        } catch {
            isOver = true
            throw error
        }
    }

    /// Gives up: nobody waits for it any more.
    func expire() -> ProtocolAbort {
        isOver = true
        return machine.expire()
    }

    /// A look at the protocol itself.
    func look<Value>(_ body: (borrowing Machine) -> Value) -> Value { body(machine) }
}
