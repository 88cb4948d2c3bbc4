/// What a transaction left in its block (Yellow Paper section 4.3.1, EIP-658, EIP-2718).
public struct Receipt: Hashable, Sendable {
    /// The type of the transaction: 0 to 3.
    public var type: UInt8
    /// Whether it ran to its end; if not, it was reverted or halted, and has no logs.
    public var succeeded: Bool
    /// The gas used in the block up to this transaction and with it.
    public var cumulativeGasUsed: UInt64
    /// Of the addresses and topics of ``logs``.
    public var logsBloom: LogsBloom
    /// In the order in which they were written.
    public var logs: [Log]

    /// From its parts, as they are.
    public init(
        type: UInt8, succeeded: Bool, cumulativeGasUsed: UInt64, logsBloom: LogsBloom, logs: [Log]
    ) {
        self.type = type
        self.succeeded = succeeded
        self.cumulativeGasUsed = cumulativeGasUsed
        self.logsBloom = logsBloom
        self.logs = logs
    }

    /// With the filter that belongs to `logs`.
    public init(type: UInt8, succeeded: Bool, cumulativeGasUsed: UInt64, logs: [Log]) {
        self.init(
            type: type, succeeded: succeeded, cumulativeGasUsed: cumulativeGasUsed,
            logsBloom: LogsBloom(logs), logs: logs)
    }
}

extension Receipt {
    private static let types: ClosedRange<UInt8> = 1...3

    /// `type ‖ rlp([status, cumulativeGasUsed, logsBloom, logs])`, without a type byte for type 0; as
    /// the receipts trie holds it.
    public var encoded: [UInt8] {
        var writer = RLPWriter(capacity: 300 + logs.count * 192)
        if type != 0 { writer.appendEncoded(CollectionOfOne(type)) }
        writer.appendList { list in
            list.append(UInt64(succeeded ? 1 : 0))
            list.append(cumulativeGasUsed)
            list.append(logsBloom.bytes)
            list.appendList { items in
                for log in logs { log.write(to: &items) }
            }
        }
        return writer.bytes
    }

    /// The one receipt that `bytes` encode.
    ///
    /// Strict: canonical RLP, a type of 1 to 3 or none, a status of 0 or 1 (not the state root from
    /// before EIP-658). Whether the filter is that of the logs is not looked at.
    public init(decoding bytes: [UInt8]) throws(BlockFormatError) {
        guard let first = bytes.first else {
            throw BlockFormatError(.rlp(.truncated), field: "", "a receipt cannot be empty")
        }
        let isTyped = first < 0xc0
        guard !isTyped || Self.types.contains(first) else {
            throw BlockFormatError(
                .unknownType(first), field: "type", "receipts of type \(first) are not supported (0 to 3 are)"
            )
        }
        var reader = isTyped ? RLPReader(bytes.dropFirst()) : RLPReader(bytes)
        var fields = try BlockFields(&reader)
        try reader.endOfBlock()
        try fields.expect(4, of: "a receipt")
        type = isTyped ? first : 0
        switch try fields.bytes("status") {
        case []: succeeded = false
        case [1]: succeeded = true
        case let status:
            throw BlockFormatError(
                .badStatus, field: "status", "must be 0 or 1 (EIP-658), is of \(status.count) bytes")
        }
        cumulativeGasUsed = try fields.uint64("cumulativeGasUsed")
        logsBloom = try fields.logsBloom("logsBloom")
        logs = try fields.list("logs") { reader throws(BlockFormatError) in try Log(&reader) }
    }
}
