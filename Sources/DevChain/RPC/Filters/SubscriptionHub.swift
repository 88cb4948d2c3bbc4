import Ethereum
import Primitives
import Synchronization

/// Sends what happens on the chain to all who have subscribed; one listener serves them all.
final class SubscriptionHub: Sendable {
    private struct State {
        var subscriptions: [UInt64: Subscription] = [:]
        var last: UInt64 = 0
        var listener: Task<Void, Never>?
        /// The last block that was told of.
        var announced: (number: UInt64, hash: Bytes32) = (0, .zero)
    }

    private let state = Mutex(State())
    private let chain: Chain
    private let limitPerConnection: Int
    private let pendingHashes: PendingHashes

    init(chain: Chain, limitPerConnection: Int, pendingHashes: PendingHashes) {
        self.chain = chain
        self.limitPerConnection = limitPerConnection
        self.pendingHashes = pendingHashes
    }

    deinit { state.withLock { $0.listener?.cancel() } }

    /// Begins to listen to the chain, if that was not done before.
    func listen() {
        state.withLock { state in
            guard state.listener == nil else { return }
            // What happens from here on is not missed, however late the task begins.
            let events = chain.events()
            let head = chain.head.block
            state.announced = (head.header.number, head.hash)
            state.listener = Task { [weak self] in
                for await event in events {
                    guard let self else { return }
                    self.handle(event)
                }
            }
        }
    }

    /// The new subscription's id; nil if the connection has too many.
    func insert(_ kind: Subscription.Kind, _ connection: RPCConnection) -> UInt64? {
        listen()
        return state.withLock { state in
            let own = state.subscriptions.values.count { $0.connection.id == connection.id }
            guard own < limitPerConnection else { return nil }
            state.last += 1
            let head = chain.head.block.hash
            state.subscriptions[state.last] = Subscription(
                kind: kind, connection: connection,
                awaited: head == state.announced.hash ? nil : head)
            return state.last
        }
    }

    /// Whether this connection had a subscription of this id.
    func remove(_ id: UInt64, _ connection: RPCConnection.ID) -> Bool {
        state.withLock { state in
            guard state.subscriptions[id]?.connection.id == connection else { return false }
            return state.subscriptions.removeValue(forKey: id) != nil
        }
    }

    /// Ends all subscriptions of a connection.
    func remove(_ connection: RPCConnection.ID) {
        state.withLock { state in
            state.subscriptions = state.subscriptions.filter { $0.value.connection.id != connection }
        }
    }

    private func handle(_ event: ChainEvent) {
        switch event {
        case .block: catchUp()
        case .pending(let transaction):
            pendingHashes.add(transaction)
            announce(transaction)
        case .rewound(let block):
            rewind(to: block)
            catchUp()
        case .missed:
            let last = state.withLock { $0.announced.hash }
            // If the last block is gone, so was the word of going back.
            if (try? chain.block(hash: last)) == nil { rewind(to: chain.head.block) }
            catchUp()
        }
    }

    /// Tells of all blocks up to the head: an event only says that there are some, as others may have been lost
    /// on the way. Where the chain went back, it stops, and goes on when told so.
    private func catchUp() {
        let head = chain.head.block.header.number
        while true {
            let last = state.withLock { $0.announced }
            guard last.number < head, let block = try? chain.block(number: last.number + 1),
                block.header.parentHash == last.hash
            else { return }
            state.withLock { $0.announced = (block.header.number, block.hash) }
            announce(block)
        }
    }

    private func rewind(to block: SealedBlock) {
        let awaited = state.withLock { state in
            state.announced = (block.header.number, block.hash)
            return Set(state.subscriptions.values.compactMap(\.awaited))
        }
        let reached = awaited.filter { $0 == block.hash || (try? chain.block(hash: $0)) == nil }
        guard !reached.isEmpty else { return }
        state.withLock { state in
            for (id, subscription) in state.subscriptions {
                if let awaited = subscription.awaited, reached.contains(awaited) {
                    state.subscriptions[id]?.awaited = nil
                }
            }
        }
    }

    private func announce(_ block: SealedBlock) {
        // Made once, whoever they go to.
        lazy var head = JSON.object(block.header.json(hash: block.hash)).utf8
        let subscriptions = state.withLock { state in
            let due = state.subscriptions.filter { $0.value.awaited == nil }
            for (id, subscription) in state.subscriptions where subscription.awaited == block.hash {
                state.subscriptions[id]?.awaited = nil
            }
            return due.sorted { $0.key < $1.key }
        }
        for (id, subscription) in subscriptions {
            switch subscription.kind {
            case .newHeads: subscription.notify(id, head)
            case .logs(let filter):
                for log in block.logs(filter) { subscription.notify(id, log.utf8) }
            case .pending, .syncing: break
            }
        }
    }

    private func announce(_ transaction: ChainTransaction) {
        lazy var hash = JSON.hash(transaction.hash).utf8
        lazy var whole = transaction.json().utf8
        let subscriptions = state.withLock { $0.subscriptions.sorted { $0.key < $1.key } }
        for (id, subscription) in subscriptions {
            if case .pending(let full) = subscription.kind { subscription.notify(id, full ? whole : hash) }
        }
    }
}

/// What one client of a WebSocket is told about.
struct Subscription: Sendable {
    enum Kind: Sendable {
        case newHeads
        case logs(LogFilter)
        /// Whole transactions, or only their hashes.
        case pending(full: Bool)
        /// Never told anything: this chain is always in step.
        case syncing
    }

    let kind: Kind
    let connection: RPCConnection
    /// The head when it began, if it was not told of yet: what it is told begins after it.
    var awaited: Bytes32?

    /// Sends a result, which is JSON text already.
    func notify(_ id: UInt64, _ result: [UInt8]) {
        var message = Array(
            #"{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x"#.utf8)
        message += String(id, radix: 16).utf8
        message += #"","result":"#.utf8
        message += result
        message += "}}".utf8
        connection.notify(utf8: message)
    }
}
