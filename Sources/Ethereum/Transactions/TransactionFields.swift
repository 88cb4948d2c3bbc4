internal import Primitives
internal import Secp256k1

/// The fields of a transaction, read in order, each error naming its field.
struct TransactionFields {
    private var reader: RLPReader

    /// The whole of `bytes` is one list of `count` items.
    init(_ bytes: ArraySlice<UInt8>, count: Int) throws(TransactionError) {
        var outer = RLPReader(bytes)
        do {
            reader = try outer.list()
            try outer.end()
            var rest = reader
            var found = 0
            while !rest.isAtEnd {
                _ = try rest.rawItem()
                found += 1
            }
            guard found == count else {
                throw TransactionError(.wrongFieldCount, "expected \(count) fields, found \(found)")
            }
        } catch let error as RLPError {
            throw TransactionError(error, field: "fields")
        } catch let error as TransactionError {
            throw error
        } catch {
            throw TransactionError(.malformed, "\(error)")
        }
    }

    /// Throws if `bytes` are `rlp([transaction, blobs, commitments, proofs])`, in which a blob
    /// transaction travels between pools (EIP-4844), or the same with a version as second item
    /// (EIP-7594): what tells it apart is that its first item is a list itself.
    static func refuseSidecar(_ bytes: ArraySlice<UInt8>) throws(TransactionError) {
        var outer = RLPReader(bytes)
        guard var items = try? outer.list(), (try? items.nextIsList()) == true else { return }
        var count = 0
        while !items.isAtEnd, (try? items.rawItem()) != nil { count += 1 }
        guard items.isAtEnd, count == 4 || count == 5 else { return }
        throw TransactionError(
            .sidecarNotAccepted,
            "blobs with their commitments and proofs are not accepted: proofs cannot be checked here")
    }

    private mutating func read<T>(
        _ field: String, _ body: (inout RLPReader) throws(RLPError) -> T
    ) throws(TransactionError) -> T {
        do { return try body(&reader) } catch { throw TransactionError(error, field: field) }
    }

    mutating func uint64(_ field: String) throws(TransactionError) -> UInt64 {
        try read(field) { reader throws(RLPError) in try reader.uint64() }
    }

    mutating func uint256(_ field: String) throws(TransactionError) -> UInt256 {
        try read(field) { reader throws(RLPError) in try reader.uint256() }
    }

    mutating func string(_ field: String) throws(TransactionError) -> [UInt8] {
        Array(try read(field) { reader throws(RLPError) in try reader.string() })
    }

    /// Below 2^64 - 1 (EIP-2681).
    mutating func nonce() throws(TransactionError) -> UInt64 {
        let nonce = try uint64("nonce")
        guard nonce < .max else {
            throw TransactionError(.integerTooLarge, field: "nonce", "must be below 2^64 - 1 (EIP-2681)")
        }
        return nonce
    }

    mutating func address(_ field: String) throws(TransactionError) -> Address? {
        let bytes = try string(field)
        if bytes.isEmpty { return nil }
        guard let address = try? Address(bytes) else {
            throw TransactionError(
                .badAddressLength, field: field,
                "must be 20 bytes, or none to create a contract; is \(bytes.count)")
        }
        return address
    }

    mutating func accessList() throws(TransactionError) -> Transaction.AccessList {
        var entries = try read("accessList") { reader throws(RLPError) in try reader.list() }
        var list: Transaction.AccessList = []
        while !entries.isAtEnd {
            let field = "accessList[\(list.count)]"
            do {
                var entry = try entries.list()
                let address = try entry.string(count: Address.count)
                var keys = try entry.list()
                try entry.end()
                var storageKeys: [Bytes32] = []
                while !keys.isAtEnd { storageKeys.append(try keys.bytes32()) }
                list.append(.init(address: Address(truncating: Self.word(address)), storageKeys: storageKeys))
            } catch {
                throw TransactionError(error, field: field)
            }
        }
        return list
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> Bytes32 {
        (UInt256(bigEndian: bytes) ?? .zero).bytes32
    }

    mutating func words(_ field: String) throws(TransactionError) -> [Bytes32] {
        try read(field) { reader throws(RLPError) in
            var items = try reader.list()
            var words: [Bytes32] = []
            while !items.isAtEnd { words.append(try items.bytes32()) }
            return words
        }
    }

    mutating func parity() throws(TransactionError) -> UInt8 {
        let parity = try uint64("yParity")
        guard parity < 2 else {
            throw TransactionError(.invalidSignature, field: "yParity", "must be 0 or 1, is \(parity)")
        }
        return UInt8(parity)
    }

    mutating func signature(parity: UInt8) throws(TransactionError) -> Signature {
        let r = try uint256("r")
        let s = try uint256("s")
        do {
            return try Signature(r: r.bytes32, s: s.bytes32, recoveryID: parity)
        } catch {
            throw TransactionError(.invalidSignature, field: "r, s", "\(error)")
        }
    }
}
