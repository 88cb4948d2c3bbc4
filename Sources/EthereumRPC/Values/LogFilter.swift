public import Ethereum
public import Primitives

/// Which logs are asked for.
public struct LogFilter: Hashable, Sendable {
    /// What may stand at one place of a log's topics.
    public enum Topic: Hashable, Sendable {
        /// Anything, and also nothing.
        case any
        /// One of these; with none, anything.
        case oneOf([Bytes32])
    }

    /// The contracts; empty for all.
    public var addresses: [Address]
    /// By place; logs with fewer topics than there are entries here do not match.
    public var topics: [Topic]

    /// Of some contracts, with some topics.
    public init(addresses: [Address] = [], topics: [Topic] = []) {
        self.addresses = addresses
        self.topics = topics
    }

    /// The logs of an event.
    ///
    /// - Parameter values: what its indexed parameters must be, by name; those not named may be anything.
    /// - Throws: ``EthereumRPCError`` with `abiMismatch` for a value that does not suit.
    public init(
        event: ABIEvent, of addresses: [Address] = [], matching values: [String: ABIValue] = [:]
    ) throws(EthereumRPCError) {
        do {
            let topics = try event.topics(matching: values)
            self.init(addresses: addresses, topics: topics.map { $0.map { .oneOf([$0]) } ?? .any })
        } catch {
            throw EthereumRPCError(.abiMismatch, "the filter of \(event.signature)", cause: error)
        }
    }

    /// With the blocks that it is asked of.
    func json(_ blocks: LogBlocks) -> JSON {
        var object = JSON.Object()
        if addresses.count == 1 {
            object["address"] = .address(addresses[0])
        } else if !addresses.isEmpty {
            object["address"] = .array(addresses.map { .address($0) })
        }
        if !topics.isEmpty {
            object["topics"] = .array(
                topics.map { topic in
                    switch topic {
                    case .any, .oneOf([]): .null
                    case .oneOf(let words):
                        words.count == 1 ? .hash(words[0]) : .array(words.map { .hash($0) })
                    }
                })
        }
        switch blocks {
        case .range(let first, let last):
            object["fromBlock"] = first.json
            object["toBlock"] = last.json
        case .block(let hash): object["blockHash"] = .hash(hash)
        }
        return .object(object)
    }

    /// Whether a log is asked for; nodes are not trusted to have looked.
    func matches(_ log: Log) -> Bool {
        guard addresses.isEmpty || addresses.contains(log.address) else { return false }
        for (place, topic) in topics.enumerated() {
            guard case .oneOf(let words) = topic, !words.isEmpty else { continue }
            guard log.topics.indices.contains(place), words.contains(log.topics[place]) else { return false }
        }
        return true
    }
}

/// The blocks in which logs are looked for.
public enum LogBlocks: Hashable, Sendable {
    /// From one to another, both included.
    case range(BlockReference, BlockReference)
    /// The one with this hash (EIP-234).
    case block(Bytes32)
}
