internal import Primitives
internal import Secp256k1

extension SignedTransaction {
    /// The one signed transaction that `bytes` encode: legacy, or of type 1 or 2 (EIP-2718).
    ///
    /// Strict: canonical RLP, exact field counts, integers in range, an address of 20 bytes or
    /// none, a canonical signature (EIP-2) to which a key belongs.
    public init(decoding bytes: [UInt8]) throws(TransactionError) {
        guard let first = bytes.first else {
            throw TransactionError(.truncated, "empty")
        }
        switch first {
        case 0xc0...0xff:
            var fields = try Fields(bytes[...], count: 9)
            try self.init(legacy: &fields)
        case 1, 2:
            var fields = try Fields(bytes.dropFirst(), count: first == 1 ? 11 : 12)
            try self.init(type: first, &fields)
        default:
            throw TransactionError(
                .unknownType(first), "type \(first) is not supported (legacy, 1 and 2 are)")
        }
    }

    private init(legacy fields: inout Fields) throws(TransactionError) {
        let nonce = try fields.nonce()
        let gasPrice = try fields.uint256("gasPrice")
        var transaction = Transaction(
            chainID: nil, nonce: nonce, gasLimit: try fields.uint64("gasLimit"), to: try fields.address("to"),
            value: try fields.uint256("value"), data: try fields.string("data"),
            fees: .legacy(gasPrice: gasPrice))
        let v = try fields.uint64("v")
        let parity: UInt8
        switch v {
        case 27, 28: parity = UInt8(v - 27)
        case 37...:
            transaction.chainID = (v - 35) / 2
            parity = UInt8((v - 35) % 2)
        default:
            throw TransactionError(.invalidSignature, field: "v", "must be 27, 28 or at least 37, is \(v)")
        }
        try self.init(transaction, signature: fields.signature(parity: parity))
    }

    private init(type: UInt8, _ fields: inout Fields) throws(TransactionError) {
        let chainID = try fields.uint64("chainID")
        let nonce = try fields.nonce()
        let price = try fields.uint256(type == 1 ? "gasPrice" : "maxPriorityFeePerGas")
        let maxFee = type == 1 ? price : try fields.uint256("maxFeePerGas")
        let gasLimit = try fields.uint64("gasLimit")
        let to = try fields.address("to")
        let value = try fields.uint256("value")
        let data = try fields.string("data")
        let accessList = try fields.accessList()
        let transaction = Transaction(
            chainID: chainID, nonce: nonce, gasLimit: gasLimit, to: to, value: value, data: data,
            fees: type == 1
                ? .accessList(gasPrice: price, accessList)
                : .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: price, accessList))
        let parity = try fields.uint64("yParity")
        guard parity < 2 else {
            throw TransactionError(.invalidSignature, field: "yParity", "must be 0 or 1, is \(parity)")
        }
        try self.init(transaction, signature: fields.signature(parity: UInt8(parity)))
    }
}

/// The fields of a transaction, read in order, each error naming its field.
private struct Fields {
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
