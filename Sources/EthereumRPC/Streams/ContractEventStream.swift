public import Ethereum

/// The events of a contract as they come; see ``Contract/events(_:matching:from:options:)-(ABIEvent,_,_,_)``.
public struct ContractEventStream: AsyncSequence, Sendable {
    public typealias Element = ChainChange<ContractEvent>
    public typealias Failure = EthereumRPCError

    let logs: LogStream
    let event: ABIEvent
    let name: String

    public func makeAsyncIterator() -> Iterator {
        Iterator(logs: logs.makeAsyncIterator(), event: event, name: name)
    }

    /// Asks for what comes next; not to be used by two tasks at once.
    public struct Iterator: AsyncIteratorProtocol {
        var logs: LogStream.Iterator
        let event: ABIEvent
        let name: String

        /// The next change; nil once the task is cancelled.
        ///
        /// - Throws: ``EthereumRPCError`` of a failure that did not pass, or with `abiMismatch` for a log that does
        ///   not fit the event; asking again goes on after it.
        public mutating func next() async throws(EthereumRPCError) -> ChainChange<ContractEvent>? {
            let (event, name) = (event, name)
            return try await logs.next()?.map { log throws(EthereumRPCError) in
                try Contract.decode(log, as: event, name: name)
            }
        }
    }
}

extension Contract {
    /// The events of one kind from a height on, as they come, with those that are undone.
    ///
    /// ```swift
    /// for try await change in try token.events("Transfer", matching: ["to": .address(me)]) {
    ///     print(change.isRemoved ? "undone" : "received", try change.value.get("value", as: UInt256.self))
    /// }
    /// ```
    /// - Parameters:
    ///   - values: what indexed parameters must be, by name.
    ///   - start: the first height; the next block unless given.
    public func events(
        _ event: ABIEvent, matching values: [String: ABIValue] = [:], from start: UInt64? = nil,
        options: StreamOptions = .init()
    ) throws(EthereumRPCError) -> ContractEventStream {
        let filter = try LogFilter(event: event, of: [address], matching: values)
        return ContractEventStream(
            logs: provider.logs(filter, from: start, options: options), event: event, name: name)
    }

    /// The events of this name or signature from a height on, as they come, with those that are undone.
    public func events(
        _ event: String, matching values: [String: ABIValue] = [:], from start: UInt64? = nil,
        options: StreamOptions = .init()
    ) throws(EthereumRPCError) -> ContractEventStream {
        try events(find(event: event), matching: values, from: start, options: options)
    }
}
