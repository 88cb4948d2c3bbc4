internal import Ethereum
internal import Primitives

/// What a header must be after its parent (Yellow Paper section 4.3.4, and the EIPs up to Cancun).
enum HeaderRules {
    static let maxExtraData = 32
    static let minGasLimit: UInt64 = 5000
    static let gasLimitBoundDivisor: UInt64 = 1024

    static func check(_ header: BlockHeader, after parent: BlockHeader) throws(BlockError) {
        func require(_ holds: Bool, _ field: String, _ reason: @autoclosure () -> String) throws(BlockError) {
            guard !holds else { return }
            throw BlockError(.header(field: field), in: header.number, "\(field) \(reason())")
        }
        try require(
            header.parentHash == parent.hash, "parentHash", "is not the hash of block \(parent.number)")
        let (next, overflow) = parent.number.addingReportingOverflow(1)
        try require(!overflow && header.number == next, "number", "must be the parent's plus one")
        try require(
            header.timestamp > parent.timestamp, "timestamp",
            "\(header.timestamp) must be above the parent's \(parent.timestamp)")
        try require(
            header.ommersHash == BlockHeader.emptyOmmersHash, "ommersHash", "must be that of no ommers")
        try require(header.difficulty.isZero, "difficulty", "must be 0 (EIP-3675)")
        try require(header.nonce == 0, "nonce", "must be 0 (EIP-3675)")
        try require(
            header.extraData.count <= maxExtraData, "extraData",
            "has \(header.extraData.count) bytes, at most \(maxExtraData) are allowed")
        try require(header.gasLimit <= UInt64(Int64.max), "gasLimit", "must be below 2^63")
        try require(header.gasLimit >= minGasLimit, "gasLimit", "must be \(minGasLimit) at least")
        let bound = parent.gasLimit / gasLimitBoundDivisor
        let step =
            header.gasLimit > parent.gasLimit
            ? header.gasLimit - parent.gasLimit : parent.gasLimit - header.gasLimit
        try require(step < bound, "gasLimit", "may differ from the parent's by less than \(bound) only")
        try require(header.gasUsed <= header.gasLimit, "gasUsed", "is above the gas limit")
        let baseFee = FeeMarket.baseFee(after: parent)
        try require(
            header.baseFeePerGas == baseFee, "baseFeePerGas", "is \(header.baseFeePerGas), must be \(baseFee)"
        )
        let excess = FeeMarket.excessBlobGas(after: parent)
        try require(
            header.excessBlobGas == excess, "excessBlobGas", "is \(header.excessBlobGas), must be \(excess)")
        try require(
            header.blobGasUsed <= FeeMarket.maxBlobGasPerBlock, "blobGasUsed",
            "is above \(FeeMarket.maxBlobGasPerBlock)")
    }
}
