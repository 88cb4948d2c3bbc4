internal import PeerTransport
internal import Primitives
internal import Synchronization

/// Values that the nodes of one request show each other: kept within bounds until they are asked for, or for a while.
final class ValueDesk: Sendable {
    private struct Box {
        var values: [PeerID: [UInt8]] = [:]
        var waiters: [UInt64: (from: Set<PeerID>, continuation: CheckedContinuation<Void, Never>)] = [:]
        var touched: Duration
    }

    private struct Account {
        var boxes = 0
        var bytes = 0
    }

    private struct State {
        var boxes: [Bytes32: Box] = [:]
        var accounts: [PeerID: Account] = [:]
        var nextWaiter: UInt64 = 0
        var isStopped = false
    }

    /// The longest value.
    static let valueLimit = 1 << 18
    private static let boxLimit = 1024
    private static let byteLimit = 16 << 20
    private static let lifetime: Duration = .seconds(120)

    private enum Kind: UInt8 { case value }

    private let peers: any PeerNetwork
    private let clock: any ServiceClock
    private let state = Mutex(State())

    init(peers: any PeerNetwork, clock: any ServiceClock) {
        self.peers = peers
        self.clock = clock
    }

    /// - Parameter use: what the value is for, such as `exchange`.
    static func session(_ use: String, requestID: String, name: String, epoch: UInt64) -> Bytes32 {
        var writer = ByteWriter()
        for text in ["lit value v1", use, requestID, name] { writer.append(counted: Array(text.utf8)) }
        writer.appendBigEndian(epoch)
        return SHA2.sha256(writer.bytes)
    }

    /// Sends this node's value to the others, and keeps it.
    func send(_ value: [UInt8], _ session: Bytes32, to members: [PeerID]) {
        guard value.count <= Self.valueLimit else { return }
        keep(value, session, from: peers.me)
        var writer = ByteWriter(Kind.value)
        writer.append(contentsOf: value)
        for member in members where member != peers.me {
            peers.send(PeerMessage(service: .values, session: session, body: writer.bytes), to: member)
        }
    }

    /// - Returns: false if it was dropped.
    @discardableResult
    func receive(_ received: ReceivedPeerMessage) -> Bool {
        var reader = ByteReader(received.message.body)
        guard (try? reader.readKind(Kind.self)) != nil, reader.remaining <= Self.valueLimit else {
            return false
        }
        return keep(Array(reader.readRemaining()), received.message.session, from: received.sender)
    }

    /// The first value of a sender counts.
    @discardableResult
    private func keep(_ value: [UInt8], _ session: Bytes32, from sender: PeerID) -> Bool {
        let now = clock.now
        let (isKept, ready) = state.withLock { state in
            var account = state.accounts[sender] ?? Account()
            guard !state.isStopped, account.boxes < Self.boxLimit,
                account.bytes + value.count <= Self.byteLimit
            else { return (false, [CheckedContinuation<Void, Never>]()) }
            var box = state.boxes[session] ?? Box(touched: now)
            guard box.values[sender] == nil else { return (false, []) }
            account.boxes += 1
            account.bytes += value.count
            state.accounts[sender] = account
            box.values[sender] = value
            box.touched = now
            let ready = box.waiters.filter { $0.value.from.isSubset(of: box.values.keys) }
            for id in ready.keys { box.waiters[id] = nil }
            state.boxes[session] = box
            return (true, ready.values.map(\.continuation))
        }
        for waiter in ready { waiter.resume() }
        return isKept
    }

    /// What has come from these until all have spoken, or the time is over.
    func collect(_ session: Bytes32, from senders: Set<PeerID>, timeout: Duration) async -> [PeerID: [UInt8]]
    {
        let deadline = clock.now + timeout
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let clock = clock
        let timer = Task { [weak self] in
            await clock.sleep(until: deadline)
            self?.give(up: id, in: session)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(id, session, senders, continuation) }
        } onCancel: {
            timer.cancel()
        }
        timer.cancel()
        return state.withLock { $0.boxes[session]?.values.filter { senders.contains($0.key) } ?? [:] }
    }

    private func wait(
        _ id: UInt64, _ session: Bytes32, _ senders: Set<PeerID>,
        _ continuation: CheckedContinuation<Void, Never>
    ) {
        let now = clock.now
        let isReady = state.withLock { state in
            var box = state.boxes[session] ?? Box(touched: now)
            guard !state.isStopped, !senders.isSubset(of: box.values.keys) else { return true }
            box.waiters[id] = (senders, continuation)
            box.touched = now
            state.boxes[session] = box
            return false
        }
        if isReady { continuation.resume() }
    }

    private func give(up id: UInt64, in session: Bytes32) {
        let waiter = state.withLock { $0.boxes[session]?.waiters.removeValue(forKey: id) }
        waiter?.continuation.resume()
    }

    /// Drops what nobody has asked for in time.
    func dropOld() {
        let now = clock.now
        state.withLock { state in
            for (session, box) in state.boxes where box.waiters.isEmpty && now - box.touched > Self.lifetime {
                state.boxes[session] = nil
                for (sender, value) in box.values {
                    state.accounts[sender]?.boxes -= 1
                    state.accounts[sender]?.bytes -= value.count
                }
            }
            state.accounts = state.accounts.filter { $0.value.boxes > 0 }
        }
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    func stop() {
        let waiters = state.withLock { state in
            state.isStopped = true
            defer { state.boxes = [:] }
            return state.boxes.values.flatMap { $0.waiters.values.map(\.continuation) }
        }
        for waiter in waiters { waiter.resume() }
    }
}
