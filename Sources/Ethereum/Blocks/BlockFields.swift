internal import Primitives

/// The items of a list, read in order, each error naming its field.
struct BlockFields {
    private var reader: RLPReader

    /// The next item of `outer`, which must be a list.
    init(_ outer: inout RLPReader, _ name: String = "") throws(BlockFormatError) {
        do { reader = try outer.list() } catch { throw BlockFormatError(error, field: name) }
    }

    var isAtEnd: Bool { reader.isAtEnd }

    /// How many items are left.
    func count() throws(BlockFormatError) -> Int {
        var rest = reader
        var found = 0
        while !rest.isAtEnd {
            do { _ = try rest.rawItem() } catch { throw BlockFormatError(error, field: "[\(found)]") }
            found += 1
        }
        return found
    }

    /// Throws unless `count` items are left.
    func expect(_ count: Int, of what: String) throws(BlockFormatError) {
        let found = try self.count()
        guard found == count else {
            throw BlockFormatError(
                .wrongFieldCount(expected: count, actual: found), field: "",
                "\(what) has \(count) fields, found \(found)")
        }
    }

    mutating func read<T>(
        _ field: String, _ body: (inout RLPReader) throws(RLPError) -> T
    ) throws(BlockFormatError) -> T {
        do { return try body(&reader) } catch { throw BlockFormatError(error, field: field) }
    }

    mutating func uint64(_ field: String) throws(BlockFormatError) -> UInt64 {
        try read(field) { reader throws(RLPError) in try reader.uint64() }
    }

    mutating func uint256(_ field: String) throws(BlockFormatError) -> UInt256 {
        try read(field) { reader throws(RLPError) in try reader.uint256() }
    }

    mutating func bytes32(_ field: String) throws(BlockFormatError) -> Bytes32 {
        try read(field) { reader throws(RLPError) in try reader.bytes32() }
    }

    mutating func bytes(_ field: String) throws(BlockFormatError) -> [UInt8] {
        Array(try read(field) { reader throws(RLPError) in try reader.string() })
    }

    mutating func address(_ field: String) throws(BlockFormatError) -> Address {
        let bytes = try read(field) { reader throws(RLPError) in try reader.string(count: Address.count) }
        return Address(truncating: (UInt256(bigEndian: bytes) ?? .zero).bytes32)
    }

    mutating func logsBloom(_ field: String) throws(BlockFormatError) -> LogsBloom {
        let bytes = try read(field) { reader throws(RLPError) in try reader.string(count: LogsBloom.count) }
        return LogsBloom(bytes) ?? LogsBloom()
    }

    /// The items of the list that comes next, each read by `body`.
    mutating func list<T>(
        _ field: String, of body: (inout RLPReader) throws(BlockFormatError) -> T
    ) throws(BlockFormatError) -> [T] {
        var items = try read(field) { reader throws(RLPError) in try reader.list() }
        var values: [T] = []
        while !items.isAtEnd {
            do { values.append(try body(&items)) } catch { throw error.within("\(field)[\(values.count)]") }
        }
        return values
    }

    /// What comes next, as `body` reads it, its errors named within `field`.
    mutating func nested<T>(
        _ field: String, _ body: (inout RLPReader) throws(BlockFormatError) -> T
    ) throws(BlockFormatError) -> T {
        do { return try body(&reader) } catch { throw error.within(field) }
    }
}

extension RLPReader {
    /// Throws unless every item has been read.
    func endOfBlock() throws(BlockFormatError) {
        do { try end() } catch { throw BlockFormatError(error, field: "") }
    }
}
