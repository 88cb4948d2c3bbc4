import Ethereum
import Primitives

/// A chain of blocks to import, and what it must end in.
struct BlockTestCase: Sendable {
    /// A block as it comes, and its fields if it is valid.
    struct Entry: Sendable {
        let encoded: [UInt8]
        /// The header's fields; nil for a block that must be refused.
        let header: OfficialHeader?
        /// The senders of its transactions in order; empty for a block that must be refused.
        let senders: [Address]
        /// The name of the reason for which it must be refused.
        let expectedException: String?
    }

    /// The state after the last block.
    enum Post: Sendable {
        case accounts([OfficialAccount])
        case root(Bytes32)
    }

    let genesis: OfficialHeader
    let genesisEncoded: [UInt8]
    let accounts: [OfficialAccount]
    let blocks: [Entry]
    let expectedHead: Bytes32
    let post: Post

    static func recognises(_ test: JSON) -> Bool { test["blocks"] != nil && test["genesisRLP"] != nil }

    init(_ test: JSON) throws {
        genesis = try OfficialHeader(test.member("genesisBlockHeader"))
        genesisEncoded = try test.bytes("genesisRLP")
        accounts = try OfficialAccount.parse(test.member("pre"))
        blocks = try test.items("blocks").map { block in
            let exception = block["expectException"]?.string
            let isValid = exception == nil
            return Entry(
                encoded: try block.bytes("rlp"),
                header: isValid ? try OfficialHeader(block.member("blockHeader")) : nil,
                senders: isValid ? try block.items("transactions").map { try $0.address("sender") } : [],
                expectedException: exception)
        }
        expectedHead = try test.hash("lastblockhash")
        post =
            test["postStateHash"] == nil
            ? .accounts(try OfficialAccount.parse(test.member("postState")))
            : .root(try test.hash("postStateHash"))
    }
}

/// The fields of a header, and its hash.
struct OfficialHeader: Sendable {
    let header: BlockHeader
    let hash: Bytes32

    init(_ fields: JSON) throws {
        guard let bloom = LogsBloom(try fields.bytes("bloom")) else {
            throw BadCase("bloom is not 256 bytes")
        }
        header = BlockHeader(
            parentHash: try fields.hash("parentHash"), ommersHash: try fields.hash("uncleHash"),
            beneficiary: try fields.address("coinbase"), stateRoot: try fields.hash("stateRoot"),
            transactionsRoot: try fields.hash("transactionsTrie"),
            receiptsRoot: try fields.hash("receiptTrie"), logsBloom: bloom,
            difficulty: try fields.number("difficulty"), number: try fields.word("number"),
            gasLimit: try fields.word("gasLimit"), gasUsed: try fields.word("gasUsed"),
            timestamp: try fields.word("timestamp"), extraData: try fields.bytes("extraData"),
            prevRandao: try fields.hash("mixHash"), nonce: try fields.word("nonce"),
            baseFeePerGas: try fields.number("baseFeePerGas"),
            withdrawalsRoot: try fields.hash("withdrawalsRoot"),
            blobGasUsed: try fields.word("blobGasUsed"), excessBlobGas: try fields.word("excessBlobGas"),
            parentBeaconBlockRoot: try fields.hash("parentBeaconBlockRoot"))
        hash = try fields.hash("hash")
    }

    /// Throws unless `block` has this header, in fields and hash.
    func check(_ block: Block, _ what: String) throws {
        try expectEqual("\(what): header", block.header, header)
        try expectEqual("\(what): hash", block.hash, hash)
    }
}
