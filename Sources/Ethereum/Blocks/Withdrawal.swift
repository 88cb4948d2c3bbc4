public import Primitives

/// Ether that leaves the beacon chain for an account at the end of a block (EIP-4895).
public struct Withdrawal: Hashable, Sendable {
    /// Its number among all withdrawals of the chain.
    public var index: UInt64
    /// The validator whose ether it is.
    public var validatorIndex: UInt64
    /// The account that gets it.
    public var address: Address
    /// In gwei.
    public var amount: UInt64

    /// From its parts; `amount` in gwei.
    public init(index: UInt64, validatorIndex: UInt64, address: Address, amount: UInt64) {
        self.index = index
        self.validatorIndex = validatorIndex
        self.address = address
        self.amount = amount
    }

    /// The amount in wei.
    public var amountInWei: UInt256 { UInt256(amount) * 1_000_000_000 }

    /// `rlp([index, validatorIndex, address, amount])`, as the withdrawals trie holds it.
    public var encoded: [UInt8] {
        var writer = RLPWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The one withdrawal that `bytes` encode.
    public init(decoding bytes: [UInt8]) throws(BlockFormatError) {
        var reader = RLPReader(bytes)
        try self.init(&reader)
        try reader.endOfBlock()
    }

    func write(to list: inout RLPWriter) {
        list.appendList { fields in
            fields.append(index)
            fields.append(validatorIndex)
            fields.append(address)
            fields.append(amount)
        }
    }

    /// The next item of `reader`.
    init(_ reader: inout RLPReader) throws(BlockFormatError) {
        var fields = try BlockFields(&reader)
        try fields.expect(4, of: "a withdrawal")
        index = try fields.uint64("index")
        validatorIndex = try fields.uint64("validatorIndex")
        address = try fields.address("address")
        amount = try fields.uint64("amount")
    }
}
