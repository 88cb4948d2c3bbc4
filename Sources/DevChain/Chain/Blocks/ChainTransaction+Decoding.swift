public import Ethereum
import Primitives

extension ChainTransaction {
    /// As a store gives it back: the sender is known, and no signature is looked at.
    ///
    /// - Throws: ``StoreError`` of the code `corrupt` unless `bytes` are a transaction's wire form.
    public init(
        decoding bytes: [UInt8], sender: Address, isImpersonated: Bool
    ) throws(StoreError) {
        do {
            let type = bytes.first.map { $0 >= 0xc0 ? 0 : $0 } ?? 0xff
            var outer = RLPReader(type == 0 ? bytes[...] : bytes.dropFirst())
            var fields = try outer.list()
            try outer.end()
            let (transaction, v) = try Self.fields(type, &fields)
            let (r, s) = (try fields.uint256(), try fields.uint256())
            try fields.end()
            let yParity: UInt8 =
                type == 0 ? (v < 35 ? UInt8(v == 28 ? 1 : 0) : UInt8((v - 35) % 2)) : UInt8(v & 1)
            self.init(
                transaction, sender: sender, encoded: bytes, v: v, r: r, s: s, yParity: yParity,
                isImpersonated: isImpersonated)
        } catch {
            throw StoreError(.corrupt, "a stored transaction cannot be read: \(error)")
        }
    }

    private static func fields(
        _ type: UInt8, _ fields: inout RLPReader
    ) throws -> (Transaction, v: UInt64) {
        guard type <= 3 else { throw StoreError(.corrupt, "type \(type) is unknown") }
        var chainID = type == 0 ? nil : try fields.uint64()
        let nonce = try fields.uint64()
        let price = try fields.uint256()
        let maxFee = type >= 2 ? try fields.uint256() : price
        let gasLimit = try fields.uint64()
        let recipient = try fields.string()
        let value = try fields.uint256()
        let data = Array(try fields.string())
        let accessList = type == 0 ? [] : try accessList(&fields)
        let fees: Transaction.Fees
        switch type {
        case 0: fees = .legacy(gasPrice: price)
        case 1: fees = .accessList(gasPrice: price, accessList)
        case 2: fees = .dynamic(maxFeePerGas: maxFee, maxPriorityFeePerGas: price, accessList)
        default:
            let blobFee = try fields.uint256()
            var list = try fields.list()
            var hashes: [Bytes32] = []
            while !list.isAtEnd { hashes.append(try list.bytes32()) }
            fees = .blob(
                maxFeePerGas: maxFee, maxPriorityFeePerGas: price, accessList,
                maxFeePerBlobGas: blobFee, versionedHashes: hashes)
        }
        let v = try fields.uint64()
        if type == 0, v >= 35 { chainID = (v - 35) / 2 }
        return (
            Transaction(
                chainID: chainID, nonce: nonce, gasLimit: gasLimit,
                to: recipient.isEmpty ? nil : try Address(recipient), value: value, data: data, fees: fees), v
        )
    }

    private static func accessList(_ fields: inout RLPReader) throws -> Transaction.AccessList {
        var list = try fields.list()
        var entries: Transaction.AccessList = []
        while !list.isAtEnd {
            var entry = try list.list()
            let address = try Address(try entry.string())
            var keys = try entry.list()
            var storageKeys: [Bytes32] = []
            while !keys.isAtEnd { storageKeys.append(try keys.bytes32()) }
            try entry.end()
            entries.append(.init(address: address, storageKeys: storageKeys))
        }
        return entries
    }
}
