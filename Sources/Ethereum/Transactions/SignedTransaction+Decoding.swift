extension SignedTransaction {
    /// The one signed transaction that `bytes` encode: legacy, or of type 1, 2 or 3 (EIP-2718).
    ///
    /// Strict: canonical RLP, exact field counts, integers in range, an address of 20 bytes or
    /// none, a canonical signature (EIP-2) to which a key belongs. A blob transaction must name an
    /// address, and comes as blocks carry it: with a sidecar it is refused
    /// (``TransactionError/Code/sidecarNotAccepted``).
    public init(decoding bytes: [UInt8]) throws(TransactionError) {
        guard let first = bytes.first else {
            throw TransactionError(.truncated, "empty")
        }
        switch first {
        case 0xc0...0xff:
            var fields = try TransactionFields(bytes[...], count: 9)
            try self.init(legacy: &fields)
        case 1, 2:
            var fields = try TransactionFields(bytes.dropFirst(), count: first == 1 ? 11 : 12)
            try self.init(type: first, &fields)
        case 3:
            try TransactionFields.refuseSidecar(bytes.dropFirst())
            var fields = try TransactionFields(bytes.dropFirst(), count: 14)
            try self.init(blob: &fields)
        case 0x80...0xbf:
            throw TransactionError(.malformed, "neither a list nor a type followed by one (EIP-2718)")
        default:
            throw TransactionError(
                .unknownType(first), "type \(first) is not supported (legacy, 1, 2 and 3 are)")
        }
    }

    private init(legacy fields: inout TransactionFields) throws(TransactionError) {
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

    private init(type: UInt8, _ fields: inout TransactionFields) throws(TransactionError) {
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
        try self.init(transaction, signature: fields.signature(parity: fields.parity()))
    }

    private init(blob fields: inout TransactionFields) throws(TransactionError) {
        let chainID = try fields.uint64("chainID")
        let nonce = try fields.nonce()
        let priorityFee = try fields.uint256("maxPriorityFeePerGas")
        let maxFee = try fields.uint256("maxFeePerGas")
        let gasLimit = try fields.uint64("gasLimit")
        let to = try fields.address("to")
        let value = try fields.uint256("value")
        let data = try fields.string("data")
        let accessList = try fields.accessList()
        let maxBlobFee = try fields.uint256("maxFeePerBlobGas")
        let versionedHashes = try fields.words("blobVersionedHashes")
        let transaction = Transaction(
            chainID: chainID, nonce: nonce, gasLimit: gasLimit, to: to, value: value, data: data,
            fees: .blob(
                maxFeePerGas: maxFee, maxPriorityFeePerGas: priorityFee, accessList,
                maxFeePerBlobGas: maxBlobFee, versionedHashes: versionedHashes))
        try self.init(transaction, signature: fields.signature(parity: fields.parity()))
    }
}
