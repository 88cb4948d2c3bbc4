public import Primitives

extension Transaction {
    /// The blob gas that each blob takes (EIP-4844).
    public static let gasPerBlob: UInt64 = 131_072

    /// The type byte of EIP-2718; 0 for legacy transactions, which have none on the wire.
    public var type: UInt8 {
        switch fees {
        case .legacy: 0
        case .accessList: 1
        case .dynamic: 2
        case .blob: 3
        }
    }

    /// What is named ahead (EIP-2930); empty for a legacy transaction.
    public var accessList: AccessList {
        switch fees {
        case .legacy: []
        case .accessList(_, let list), .dynamic(_, _, let list), .blob(_, _, let list, _, _): list
        }
    }

    /// The most that a unit of gas may cost, in wei.
    public var maxFeePerGas: UInt256 {
        switch fees {
        case .legacy(let price), .accessList(let price, _): price
        case .dynamic(let limit, _, _), .blob(let limit, _, _, _, _): limit
        }
    }

    /// The most that the block's producer may get for a unit of gas, in wei; the whole price where the
    /// type knows no such limit (EIP-1559).
    public var maxPriorityFeePerGas: UInt256 {
        switch fees {
        case .legacy(let price), .accessList(let price, _): price
        case .dynamic(_, let limit, _), .blob(_, let limit, _, _, _): limit
        }
    }

    /// The most that a unit of blob gas may cost, in wei; nil unless the type is 3.
    public var maxFeePerBlobGas: UInt256? {
        guard case .blob(_, _, _, let limit, _) = fees else { return nil }
        return limit
    }

    /// The hashes of the blobs it comes with, in their order; empty unless the type is 3.
    public var blobVersionedHashes: [Bytes32] {
        guard case .blob(_, _, _, _, let hashes) = fees else { return [] }
        return hashes
    }

    /// The blob gas that its blobs take (EIP-4844, `get_total_blob_gas`).
    public var blobGas: UInt64 { Self.gasPerBlob * UInt64(blobVersionedHashes.count) }

    /// What a unit of gas costs in a block with this base fee, in wei: the base fee with as much of the
    /// priority fee as the limit leaves room for (EIP-1559).
    ///
    /// Below `baseFee` only if ``maxFeePerGas`` is, and then no block may hold the transaction.
    public func effectiveGasPrice(baseFee: UInt256) -> UInt256 {
        switch fees {
        case .legacy(let price), .accessList(let price, _): return price
        case .dynamic(let limit, let priorityFee, _), .blob(let limit, let priorityFee, _, _, _):
            let (sum, overflow) = baseFee.addingReportingOverflow(priorityFee)
            return overflow ? limit : min(limit, sum)
        }
    }
}
