internal import Primitives

extension BlockHeader {
    /// How many fields a header of Cancun has.
    static let fieldCount = 20

    /// The RLP of its twenty fields.
    public var encoded: [UInt8] {
        var writer = RLPWriter(capacity: 700)
        write(to: &writer)
        return writer.bytes
    }

    /// The one header that `bytes` encode.
    ///
    /// Strict: canonical RLP, integers without leading zeros and of at most 64 bits (difficulty and
    /// base fee 256), every hash, address and filter of its length.
    /// - Throws: ``BlockFormatError``; for a header with other fields it says whose form that is.
    public init(decoding bytes: [UInt8]) throws(BlockFormatError) {
        var reader = RLPReader(bytes)
        try self.init(&reader)
        try reader.endOfBlock()
    }

    func write(to list: inout RLPWriter) {
        list.appendList { fields in
            fields.append(parentHash)
            fields.append(ommersHash)
            fields.append(beneficiary)
            fields.append(stateRoot)
            fields.append(transactionsRoot)
            fields.append(receiptsRoot)
            fields.append(logsBloom.bytes)
            fields.append(difficulty)
            fields.append(number)
            fields.append(gasLimit)
            fields.append(gasUsed)
            fields.append(timestamp)
            fields.append(extraData)
            fields.append(prevRandao)
            withUnsafeBytes(of: nonce.bigEndian) { fields.append($0) }
            fields.append(baseFeePerGas)
            fields.append(withdrawalsRoot)
            fields.append(blobGasUsed)
            fields.append(excessBlobGas)
            fields.append(parentBeaconBlockRoot)
        }
    }

    /// The next item of `reader`.
    init(_ reader: inout RLPReader) throws(BlockFormatError) {
        var fields = try BlockFields(&reader)
        let count = try fields.count()
        guard count == Self.fieldCount else {
            throw BlockFormatError(
                .wrongFieldCount(expected: Self.fieldCount, actual: count), field: "",
                "a header of Cancun has \(Self.fieldCount) fields, found \(count)"
                    + (Self.form(ofFields: count).map { ": the form of \($0)" } ?? ""))
        }
        parentHash = try fields.bytes32("parentHash")
        ommersHash = try fields.bytes32("ommersHash")
        beneficiary = try fields.address("beneficiary")
        stateRoot = try fields.bytes32("stateRoot")
        transactionsRoot = try fields.bytes32("transactionsRoot")
        receiptsRoot = try fields.bytes32("receiptsRoot")
        logsBloom = try fields.logsBloom("logsBloom")
        difficulty = try fields.uint256("difficulty")
        number = try fields.uint64("number")
        gasLimit = try fields.uint64("gasLimit")
        gasUsed = try fields.uint64("gasUsed")
        timestamp = try fields.uint64("timestamp")
        extraData = try fields.bytes("extraData")
        prevRandao = try fields.bytes32("prevRandao")
        let nonce = try fields.read("nonce") { reader throws(RLPError) in try reader.string(count: 8) }
        self.nonce = nonce.reduce(0) { $0 << 8 | UInt64($1) }
        baseFeePerGas = try fields.uint256("baseFeePerGas")
        withdrawalsRoot = try fields.bytes32("withdrawalsRoot")
        blobGasUsed = try fields.uint64("blobGasUsed")
        excessBlobGas = try fields.uint64("excessBlobGas")
        parentBeaconBlockRoot = try fields.bytes32("parentBeaconBlockRoot")
    }

    private static func form(ofFields count: Int) -> String? {
        switch count {
        case 15: "Frontier to Berlin"
        case 16: "London to Paris"
        case 17: "Shanghai"
        case 21: "Prague"
        default: nil
        }
    }
}
