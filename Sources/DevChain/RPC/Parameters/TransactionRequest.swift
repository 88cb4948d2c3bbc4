import Ethereum
import Primitives

/// A transaction as clients describe it: every field may be left out.
struct TransactionRequest: Sendable {
    var from: Address?
    var to: Address?
    var gas: UInt64?
    var gasPrice: UInt256?
    var maxFeePerGas: UInt256?
    var maxPriorityFeePerGas: UInt256?
    var maxFeePerBlobGas: UInt256?
    var value: UInt256?
    var nonce: UInt64?
    var data: [UInt8]?
    var accessList: Transaction.AccessList?
    var blobVersionedHashes: [Bytes32]?
    var chainID: UInt64?
    var type: UInt64?

    /// Whether a price for gas is given that is not zero.
    var hasPrice: Bool { [gasPrice, maxFeePerGas, maxPriorityFeePerGas].contains { !($0 ?? .zero).isZero } }
}

extension TransactionRequest {
    /// The members of an object; unknown ones are ignored.
    init(_ argument: Argument) throws(RPCError) {
        _ = try argument.object()
        func field<T>(_ name: String, _ read: (Argument) throws(RPCError) -> T) throws(RPCError) -> T? {
            try argument.member(name).present.read(read)
        }
        from = try field("from") { value throws(RPCError) in try value.address() }
        to = try field("to") { value throws(RPCError) in try value.address() }
        gas = try field("gas") { value throws(RPCError) in try value.uint64() }
        gasPrice = try field("gasPrice") { value throws(RPCError) in try value.quantity() }
        maxFeePerGas = try field("maxFeePerGas") { value throws(RPCError) in try value.quantity() }
        maxPriorityFeePerGas = try field("maxPriorityFeePerGas") { value throws(RPCError) in
            try value.quantity()
        }
        maxFeePerBlobGas = try field("maxFeePerBlobGas") { value throws(RPCError) in try value.quantity() }
        value = try field("value") { value throws(RPCError) in try value.quantity() }
        nonce = try field("nonce") { value throws(RPCError) in try value.uint64() }
        accessList = try field("accessList") { value throws(RPCError) in try value.accessList() }
        chainID = try field("chainId") { value throws(RPCError) in try value.uint64() }
        // web3.py sends it as a number when it replaces a transaction.
        type = try field("type") { value throws(RPCError) in try value.number64() }
        blobVersionedHashes = try field("blobVersionedHashes") { value throws(RPCError) in
            var hashes: [Bytes32] = []
            for element in try value.elements() { hashes.append(try element.hash()) }
            return hashes
        }
        let data = try field("data") { value throws(RPCError) in try value.data() }
        let input = try field("input") { value throws(RPCError) in try value.data() }
        if let data, let input, data != input {
            throw argument.error("both \"data\" and \"input\" are set, and they differ")
        }
        self.data = input ?? data
        if gasPrice != nil, maxFeePerGas != nil || maxPriorityFeePerGas != nil {
            throw argument.error("both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified")
        }
        if argument.member("blobs").isPresent {
            throw .unsupported(
                "\(argument.path).blobs: blobs are not accepted, their proofs cannot be checked here")
        }
    }

    /// What the fees say about the type, where the request does not say it itself.
    var fees: Transaction.Fees {
        let list = accessList ?? []
        if let hashes = blobVersionedHashes {
            return .blob(
                maxFeePerGas: maxFeePerGas ?? gasPrice ?? maxPriorityFeePerGas ?? .zero,
                maxPriorityFeePerGas: maxPriorityFeePerGas ?? gasPrice ?? .zero, list,
                maxFeePerBlobGas: maxFeePerBlobGas ?? .zero, versionedHashes: hashes)
        }
        if maxFeePerGas != nil || maxPriorityFeePerGas != nil {
            return .dynamic(
                maxFeePerGas: maxFeePerGas ?? .zero, maxPriorityFeePerGas: maxPriorityFeePerGas ?? .zero, list
            )
        }
        let price = gasPrice ?? .zero
        return accessList == nil ? .legacy(gasPrice: price) : .accessList(gasPrice: price, list)
    }

    /// The transaction that a simulated call runs.
    func call(gas: UInt64) -> Transaction {
        Transaction(
            chainID: chainID, nonce: nonce ?? 0, gasLimit: gas, to: to, value: value ?? .zero,
            data: data ?? [], fees: fees)
    }
}
