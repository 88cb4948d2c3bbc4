import Ethereum
import Primitives

/// Which logs a client wants: by contract, by topics, and where to look.
struct LogFilter: Sendable {
    /// Where to look.
    enum Range: Sendable {
        case blocks(from: BlockParameter?, to: BlockParameter?)
        case block(Bytes32)
    }

    var range: Range = .blocks(from: nil, to: nil)
    /// Any of these; empty for every contract.
    var addresses: Set<Address> = []
    /// For each place of a topic any of these; empty for whatever stands there.
    var topics: [Set<Bytes32>] = []
    private var addressKeys: [LogsBloom.Key] = []
    private var topicKeys: [[LogsBloom.Key]] = []

    /// The most addresses, or alternatives of a topic, that a filter may have.
    static let maxAlternatives = 1000

    /// Whether a block with this filter may hold a log that is wanted; false is certain.
    func mayMatch(_ bloom: LogsBloom) -> Bool {
        if !addressKeys.isEmpty, !addressKeys.contains(where: bloom.contains) { return false }
        return topicKeys.allSatisfy { $0.isEmpty || $0.contains(where: bloom.contains) }
    }

    /// Whether the log is wanted. A place beyond the log's topics matches nothing, even if any topic will do.
    func matches(_ log: Log) -> Bool {
        if !addresses.isEmpty, !addresses.contains(log.address) { return false }
        guard topics.count <= log.topics.count else { return false }
        return zip(topics, log.topics).allSatisfy { $0.isEmpty || $0.contains($1) }
    }
}

extension LogFilter {
    init(_ argument: Argument) throws(RPCError) {
        _ = try argument.object()
        let (from, to) = (argument.member("fromBlock").present, argument.member("toBlock").present)
        if let hash = argument.member("blockHash").present {
            guard from == nil, to == nil else {
                throw argument.error(
                    "cannot specify both blockHash and fromBlock/toBlock, choose one or the other")
            }
            range = .block(try hash.hash())
        } else {
            range = .blocks(
                from: try from.read { value throws(RPCError) in try value.blockTag() },
                to: try to.read { value throws(RPCError) in try value.blockTag() })
        }
        if let address = argument.member("address").present {
            addresses = Set(try address.alternatives { value throws(RPCError) in try value.address() })
        }
        if let positions = argument.member("topics").present {
            let positions = try positions.elements()
            guard positions.count <= Log.maxTopics else {
                throw argument.member("topics").error(
                    "exceed max topics: \(positions.count), a log has at most 4")
            }
            for position in positions {
                topics.append(
                    try position.present.read { value throws(RPCError) in
                        Set(try value.alternatives { value throws(RPCError) in try value.hash() })
                    } ?? [])
            }
        }
        addressKeys = addresses.map { LogsBloom.Key($0) }
        topicKeys = topics.map { $0.map { LogsBloom.Key($0) } }
    }
}

extension Argument {
    /// One value, or a list of them of which any will do.
    fileprivate func alternatives<T>(
        _ read: (Argument) throws(RPCError) -> T
    ) throws(RPCError) -> [T] {
        guard value.array != nil else { return [try read(self)] }
        let elements = try elements()
        guard elements.count <= LogFilter.maxAlternatives else {
            throw error("\(elements.count) alternatives, at most \(LogFilter.maxAlternatives) are allowed")
        }
        var values: [T] = []
        for element in elements { values.append(try read(element)) }
        return values
    }

    /// A block by its word or number.
    fileprivate func blockTag() throws(RPCError) -> BlockParameter {
        let block = try block()
        if case .hash = block { throw error("hex number > 64 bits") }
        return block
    }
}
