/// One party's side of a protocol: a value that hides its rounds, and does nothing but compute.
///
/// Whoever owns it calls ``poke()`` until it says ``ProtocolAction/wait``, delivers what it asks to send,
/// hands over what arrives with ``receive(_:from:)``, and pokes again. Messages may arrive early, late,
/// twice or in any order. The owner authenticates and encrypts the channels: every message, those to all
/// included, goes to each recipient over a channel that names its sender and that nobody else reads.
///
/// It cannot be copied: two continuations of one run would use its secrets twice.
public protocol ThresholdProtocol: ~Copyable, Sendable {
    /// What a run that succeeds gives to each party.
    associatedtype Output

    /// The next thing to do.
    ///
    /// - Throws: the ``ProtocolAbort`` that ended the run, on this and every later call.
    mutating func poke() throws(ProtocolAbort) -> ProtocolAction<Output>

    /// Takes a message as `sender` sent it. Strangers, other sessions and second copies are passed over;
    /// what is wrong with a message shows at the next ``poke()``.
    mutating func receive(_ message: [UInt8], from sender: PartyID)

    /// The parties whose messages the run waits for; empty when it waits for none.
    var awaited: [PartyID] { get }

    /// Ends the run because its owner will wait no longer; the silent parties are to blame.
    mutating func expire() -> ProtocolAbort
}

/// What a protocol asks of its owner.
public enum ProtocolAction<Output> {
    /// Send this to every other participant, and poke again.
    case sendToAll([UInt8])
    /// Send this to one participant, and poke again.
    case sendToOne(PartyID, [UInt8])
    /// Nothing to do until a message arrives.
    case wait
    /// The run has succeeded. This comes once; afterwards there is nothing to do.
    case finished(Output)
}
