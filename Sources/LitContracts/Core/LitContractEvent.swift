public import Ethereum
public import EthereumRPC

/// An event of one of the contracts, as a value.
public protocol LitContractEvent: Hashable, Sendable {
    /// What its logs look like.
    static var event: ABIEvent { get }

    /// From the values of a log, in the parameters' order.
    init(_ values: ABIArguments) throws(ABIError)
}

/// An event with the log that tells of it.
public struct LoggedEvent<Event: LitContractEvent>: Sendable {
    /// What happened.
    public let value: Event
    /// Where on the chain it is.
    public let log: RPCLog

    init(_ event: ContractEvent) throws(EthereumRPCError) {
        do {
            value = try Event(event.values)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "a log does not suit the event",
                context: .init(transaction: event.log.transactionHash, call: Event.event.signature),
                cause: error)
        }
        log = event.log
    }
}

extension LitContract {
    /// The events of one type in some blocks, in the chain's order.
    ///
    /// - Parameters:
    ///   - values: what indexed parameters must be, by their names in the contract.
    ///   - first: the first block; the newest unless given.
    ///   - last: the last block; the newest unless given.
    public func pastEvents<Event: LitContractEvent>(
        _ type: Event.Type, matching values: [String: ABIValue] = [:], from first: BlockReference = .latest,
        to last: BlockReference = .latest
    ) async throws(EthereumRPCError) -> [LoggedEvent<Event>] {
        var events: [LoggedEvent<Event>] = []
        for event in try await contract.pastEvents(Event.event, matching: values, from: first, to: last) {
            events.append(try LoggedEvent(event))
        }
        return events
    }

    /// The events of one type that a receipt has from this contract.
    public func events<Event: LitContractEvent>(
        _ type: Event.Type, in receipt: TransactionReceipt
    ) throws(EthereumRPCError) -> [LoggedEvent<Event>] {
        var events: [LoggedEvent<Event>] = []
        for event in try contract.events(Event.event, in: receipt) { events.append(try LoggedEvent(event)) }
        return events
    }
}

/// The events of one type as they come, with those that are undone.
public struct LoggedEventStream<Event: LitContractEvent>: AsyncSequence, Sendable {
    public typealias Element = ChainChange<LoggedEvent<Event>>
    public typealias Failure = EthereumRPCError

    let changes: ContractEventStream

    public func makeAsyncIterator() -> Iterator { Iterator(changes: changes.makeAsyncIterator()) }

    /// Asks for what comes next; not to be used by two tasks at once.
    public struct Iterator: AsyncIteratorProtocol {
        var changes: ContractEventStream.Iterator

        /// The next change; nil once the task is cancelled.
        ///
        /// - Throws: as `ContractEventStream`; asking again goes on after it.
        public mutating func next() async throws(EthereumRPCError) -> ChainChange<LoggedEvent<Event>>? {
            switch try await changes.next() {
            case .added(let event): .added(try LoggedEvent(event))
            case .removed(let event): .removed(try LoggedEvent(event))
            case nil: nil
            }
        }
    }
}

extension LitContract {
    /// The events of one type from a height on, as they come, with those that are undone.
    ///
    /// - Parameters:
    ///   - values: what indexed parameters must be, by their names in the contract.
    ///   - start: the first height; the next block unless given.
    public func events<Event: LitContractEvent>(
        _ type: Event.Type, matching values: [String: ABIValue] = [:], from start: UInt64? = nil,
        options: StreamOptions = StreamOptions()
    ) throws(EthereumRPCError) -> LoggedEventStream<Event> {
        LoggedEventStream(
            changes: try contract.events(Event.event, matching: values, from: start, options: options))
    }
}
