internal import Primitives

/// The messages of one run: what waits to be sent, what has arrived, and how the run ended.
///
/// A message is a version, a kind, the session and a body. A kind is a place in the protocol where every
/// sender speaks once: the first message counts, and those that come early wait.
struct Exchange: Sendable {
    static let version: UInt8 = 1
    /// Bytes in front of a body.
    static let headerCount = 34

    let session: SessionID
    let me: PartyID
    let others: [PartyID]
    /// How many kinds of message the protocol has.
    let kinds: UInt8
    /// The longest body that any of them may have.
    let bodyLimit: Int

    private var outbox: [(recipient: PartyID?, message: [UInt8])] = []
    private var sent = 0
    private var inbox: [UInt8: [PartyID: [UInt8]]] = [:]
    private(set) var awaited: [PartyID] = []
    private(set) var failure: ProtocolAbort?
    var isFinished = false

    init(session: SessionID, me: PartyID, participants: Participants, kinds: UInt8, bodyLimit: Int) {
        self.session = session
        self.me = me
        self.others = participants.others(than: me)
        self.kinds = kinds
        self.bodyLimit = bodyLimit
    }

    // MARK: Sending

    mutating func sendToAll(_ kind: some RawRepresentable<UInt8>, _ body: [UInt8]) {
        outbox.append((nil, framed(kind.rawValue, body)))
    }

    mutating func send(_ kind: some RawRepresentable<UInt8>, to recipient: PartyID, _ body: [UInt8]) {
        outbox.append((recipient, framed(kind.rawValue, body)))
    }

    private func framed(_ kind: UInt8, _ body: [UInt8]) -> [UInt8] {
        var message: [UInt8] = []
        message.reserveCapacity(Exchange.headerCount + body.count)
        message.append(Exchange.version)
        message.append(kind)
        message += session.value.bytes
        message += body
        return message
    }

    mutating func nextAction<Output>() -> ProtocolAction<Output>? {
        guard sent < outbox.count else { return nil }
        let (recipient, message) = outbox[sent]
        outbox[sent].message = []
        sent += 1
        if let recipient { return .sendToOne(recipient, message) }
        return .sendToAll(message)
    }

    // MARK: Receiving

    mutating func receive(_ message: [UInt8], from sender: PartyID) {
        guard failure == nil, !isFinished, others.contains(sender) else { return }
        guard let version = message.first else { return fail(.init(.messageForm, culprit: sender)) }
        guard version == Exchange.version else { return fail(.init(.messageVersion, culprit: sender)) }
        guard message.count >= Exchange.headerCount, let named = Bytes32(message[2..<34]) else {
            return fail(.init(.messageForm, culprit: sender))
        }
        guard named == session.value else { return }
        guard message[1] < kinds, message.count - Exchange.headerCount <= bodyLimit else {
            return fail(.init(.messageForm, culprit: sender))
        }
        if inbox[message[1]]?[sender] == nil {
            inbox[message[1], default: [:]][sender] = Array(message[Exchange.headerCount...])
        }
    }

    /// The bodies of a kind, taken out, once every party of `senders` has spoken; nil before.
    mutating func collect(
        _ kind: some RawRepresentable<UInt8>, from senders: [PartyID]
    ) -> [(party: PartyID, body: [UInt8])]? {
        let arrived = inbox[kind.rawValue] ?? [:]
        let missing = senders.filter { arrived[$0] == nil }
        guard missing.isEmpty else {
            awaited += missing.filter { !awaited.contains($0) }
            return nil
        }
        inbox[kind.rawValue] = nil
        return senders.map { ($0, arrived[$0] ?? []) }
    }

    /// Whether every party of `senders` has sent each of these kinds: for steps that need several.
    mutating func has(
        _ kinds: [some RawRepresentable<UInt8>], from senders: [PartyID]
    ) -> Bool {
        let missing = senders.filter { sender in kinds.contains { inbox[$0.rawValue]?[sender] == nil } }
        awaited += missing.filter { !awaited.contains($0) }
        return missing.isEmpty
    }

    /// The body of a kind from one party, taken out, once it has arrived.
    mutating func collect(_ kind: some RawRepresentable<UInt8>, from sender: PartyID) -> [UInt8]? {
        guard let body = inbox[kind.rawValue]?[sender] else {
            if !awaited.contains(sender) { awaited.append(sender) }
            return nil
        }
        // An empty place stays, so that a second copy is still passed over.
        inbox[kind.rawValue]?[sender] = []
        return body
    }

    mutating func resetAwaited() { awaited = [] }

    // MARK: The end

    mutating func fail(_ abort: ProtocolAbort) {
        guard failure == nil, !isFinished else { return }
        failure = abort
        outbox = []
        sent = 0
        inbox = [:]
        awaited = []
    }
}

/// What one attempt to go on came to.
enum Step<Output> {
    /// Something was done; there may be more.
    case moved
    /// A message is missing.
    case waiting
    /// The result.
    case finished(Output)
}

/// A protocol over an ``Exchange``: it only says how to go on.
protocol ExchangeDriven: ThresholdProtocol, ~Copyable {
    var exchange: Exchange { get set }
    /// Goes on by one step, if the messages are there.
    mutating func advance() throws(ProtocolAbort) -> Step<Output>
    /// Lets go of every secret.
    mutating func erase()
}

extension ExchangeDriven where Self: ~Copyable {
    mutating func nextAction() throws(ProtocolAbort) -> ProtocolAction<Output> {
        while true {
            if let failure = exchange.failure {
                erase()
                throw failure
            }
            if let action: ProtocolAction<Output> = exchange.nextAction() { return action }
            if exchange.isFinished { return .wait }
            exchange.resetAwaited()
            do {
                switch try advance() {
                case .moved: continue
                case .waiting: return .wait
                case .finished(let output):
                    exchange.isFinished = true
                    exchange.resetAwaited()
                    erase()
                    return .finished(output)
                }
            } catch {
                exchange.fail(error)
                erase()
                throw error
            }
        }
    }

    mutating func expireRun() -> ProtocolAbort {
        if let failure = exchange.failure { return failure }
        let abort = ProtocolAbort(.silence, .culprits(exchange.awaited))
        exchange.fail(abort)
        erase()
        return abort
    }
}
