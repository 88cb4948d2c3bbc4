public import Ethereum

extension Contract {
    /// The events of this name in some blocks, in the chain's order.
    ///
    /// - Parameters:
    ///   - values: what indexed parameters must be, by name.
    ///   - first: the first block; the newest unless given.
    ///   - last: the last block; the newest unless given.
    public func pastEvents(
        _ event: ABIEvent, matching values: [String: ABIValue] = [:], from first: BlockReference = .latest,
        to last: BlockReference = .latest
    ) async throws(EthereumRPCError) -> [ContractEvent] {
        let filter = try LogFilter(event: event, of: [address], matching: values)
        let logs = try await provider.logs(filter, in: .range(first, last))
        var events: [ContractEvent] = []
        for log in logs { events.append(try decode(log, as: event)) }
        return events
    }

    /// As ``pastEvents(_:matching:from:to:)`` of the event of this name or signature.
    public func pastEvents(
        _ event: String, matching values: [String: ABIValue] = [:], from first: BlockReference = .latest,
        to last: BlockReference = .latest
    ) async throws(EthereumRPCError) -> [ContractEvent] {
        try await pastEvents(find(event: event), matching: values, from: first, to: last)
    }

    /// The events of this contract, of one kind, that a receipt has.
    public func events(
        _ event: ABIEvent, in receipt: TransactionReceipt
    ) throws(EthereumRPCError) -> [ContractEvent] {
        var events: [ContractEvent] = []
        for log in receipt.logs
        where log.address == address && (event.topic0 == nil || log.topics.first == event.topic0)
            && log.topics.count == event.topicCount
        {
            events.append(try decode(log, as: event))
        }
        return events
    }

    /// As ``events(_:in:)-(ABIEvent,_)`` of the event of this name or signature.
    public func events(
        _ event: String, in receipt: TransactionReceipt
    ) throws(EthereumRPCError) -> [ContractEvent] {
        try events(find(event: event), in: receipt)
    }

    /// The event of this name or signature.
    func find(event: String) throws(EthereumRPCError) -> ABIEvent {
        do {
            return try abi.event(event)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "no event to look for", context: .init(call: "\(name).\(event)"), cause: error)
        }
    }

    func decode(_ log: RPCLog, as event: ABIEvent) throws(EthereumRPCError) -> ContractEvent {
        try Self.decode(log, as: event, name: name)
    }

    static func decode(
        _ log: RPCLog, as event: ABIEvent, name: String
    ) throws(EthereumRPCError) -> ContractEvent {
        do {
            return ContractEvent(event: event, values: try event.decode(log.abiLog), log: log)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "a log does not fit the event",
                context: .init(transaction: log.transactionHash, call: "\(name).\(event.signature)"),
                cause: error)
        }
    }
}
