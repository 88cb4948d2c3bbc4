import Primitives

/// What readers see: everything up to the newest publication, and nothing after it.
struct PublishedView: Sendable {
    private(set) var head: ChainHead
    private(set) var recent: RecentBlocks
    private(set) var settings: ChainSettings
    private(set) var pool: [Bytes32: ChainTransaction] = [:]

    init(head: ChainHead, recent: RecentBlocks, settings: ChainSettings) {
        self.head = head
        self.recent = recent
        self.settings = settings
    }

    /// Shows a publication; gives what listeners are told.
    mutating func apply(_ publication: Publication) -> [ChainEvent] {
        var events: [ChainEvent] = []
        if let rewind = publication.rewind {
            recent.rewind(to: rewind.block, rewind.sealed)
            pool = rewind.pool
            events.append(.rewound(to: rewind.block))
        }
        for change in publication.poolChanges {
            switch change {
            case .added(let transaction):
                pool[transaction.hash] = transaction
                events.append(.pending(transaction))
            case .removed(let hash): pool[hash] = nil
            }
        }
        for (block, state) in publication.blocks {
            recent.append(block, state)
            events.append(.block(block))
        }
        head = publication.head
        settings = publication.settings
        return events
    }
}
