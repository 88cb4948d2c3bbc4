import Ethereum
import Primitives

/// Why a record cannot be decoded, where RLP itself has no name for it.
struct RecordError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension RLPReader {
    /// The list that is all of `record` behind a first byte, the version of its form.
    init(record: [UInt8], version: UInt8) throws {
        guard let first = record.first else { throw RecordError("it is empty") }
        guard first == version else { throw RecordError("its version is \(first) instead of \(version)") }
        var outer = RLPReader(record.dropFirst())
        self = try outer.list()
        try outer.end()
    }

    mutating func address() throws(RLPError) -> Address {
        let bytes = try string(count: Address.count)
        return Address(truncating: (UInt256(bigEndian: bytes) ?? .zero).bytes32)
    }

    /// Nil for the empty string.
    mutating func optionalAddress() throws -> Address? {
        let bytes = try string()
        return bytes.isEmpty ? nil : try Address(bytes)
    }

    /// 0 or 1.
    mutating func flag() throws -> Bool {
        let number = try uint64()
        guard number < 2 else { throw RecordError("a flag is \(number)") }
        return number == 1
    }

    mutating func int() throws -> Int {
        let number = try uint64()
        guard let int = Int(exactly: number) else { throw RecordError("\(number) is too large a number") }
        return int
    }

    mutating func bytes() throws(RLPError) -> [UInt8] { Array(try string()) }
}

extension RLPWriter {
    mutating func append(_ flag: Bool) { append(UInt64(flag ? 1 : 0)) }
}
