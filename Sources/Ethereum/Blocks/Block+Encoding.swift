extension Block {
    /// `rlp([header, transactions, ommers, withdrawals])`: legacy transactions stand in their list as
    /// lists, typed ones as strings (EIP-2718).
    public var encoded: [UInt8] {
        var writer = RLPWriter(capacity: 700 + transactions.reduce(0) { $0 + $1.encoded.count + 8 })
        writer.appendList { block in
            header.write(to: &block)
            block.appendList { list in
                for transaction in transactions {
                    if transaction.transaction.type == 0 {
                        list.appendEncoded(transaction.encoded)
                    } else {
                        list.append(transaction.encoded)
                    }
                }
            }
            block.appendList { list in
                for ommer in ommers { ommer.write(to: &list) }
            }
            block.appendList { list in
                for withdrawal in withdrawals { withdrawal.write(to: &list) }
            }
        }
        return writer.bytes
    }

    /// The one block that `bytes` encode.
    ///
    /// Strict in all its parts; recovers the sender of every transaction, which is what takes time.
    /// - Throws: ``BlockFormatError`` naming the place.
    public init(decoding bytes: [UInt8]) throws(BlockFormatError) {
        var reader = RLPReader(bytes)
        try self.init(&reader)
        try reader.endOfBlock()
    }

    /// The blocks whose encodings follow one another in `bytes`: the form in which clients export and
    /// import chains.
    public static func chain(decoding bytes: [UInt8]) throws(BlockFormatError) -> [Block] {
        var reader = RLPReader(bytes)
        var blocks: [Block] = []
        while !reader.isAtEnd {
            do { blocks.append(try Block(&reader)) } catch { throw error.within("blocks[\(blocks.count)]") }
        }
        return blocks
    }

    /// The next item of `reader`.
    private init(_ reader: inout RLPReader) throws(BlockFormatError) {
        var fields = try BlockFields(&reader)
        try fields.expect(4, of: "a block of Cancun")
        header = try fields.nested("header") { reader throws(BlockFormatError) in try BlockHeader(&reader) }
        transactions = try fields.list("transactions") { reader throws(BlockFormatError) in
            try Self.transaction(&reader)
        }
        ommers = try fields.list("ommers") { reader throws(BlockFormatError) in try BlockHeader(&reader) }
        withdrawals = try fields.list("withdrawals") { reader throws(BlockFormatError) in
            try Withdrawal(&reader)
        }
    }

    private static func transaction(_ reader: inout RLPReader) throws(BlockFormatError) -> SignedTransaction {
        let bytes: ArraySlice<UInt8>
        let isLegacy: Bool
        do {
            isLegacy = try reader.nextIsList()
            bytes = try isLegacy ? reader.rawItem() : reader.string()
        } catch {
            throw BlockFormatError(error, field: "")
        }
        // In a string, a list would be a legacy transaction in a second form.
        if !isLegacy, let first = bytes.first, first >= 0xc0 {
            throw BlockFormatError(
                .rlp(.expectedList), field: "", "a legacy transaction stands as a list, not in a string")
        }
        do { return try SignedTransaction(decoding: Array(bytes)) } catch {
            throw BlockFormatError(error, field: "")
        }
    }
}
