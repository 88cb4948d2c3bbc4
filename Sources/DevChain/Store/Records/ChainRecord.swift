import Ethereum
import Primitives

/// What a store says of itself, without the engine's settings.
///
/// A version byte, then `[chainID, genesisHash, headNumber, stateRoot, prunedBelow]`.
struct ChainRecord {
    static let version: UInt8 = 1

    var chainID: UInt64
    var genesisHash: Bytes32
    var headNumber: UInt64
    var stateRoot: Bytes32
    /// Blocks below this number, but for block 0, have only their headers.
    var prunedBelow: UInt64

    init(_ chain: StoredChain, prunedBelow: UInt64) {
        chainID = chain.chainID
        genesisHash = chain.genesisHash
        headNumber = chain.headNumber
        stateRoot = chain.stateRoot
        self.prunedBelow = prunedBelow
    }

    init(decoding record: [UInt8]) throws {
        var fields = try RLPReader(record: record, version: Self.version)
        chainID = try fields.uint64()
        genesisHash = try fields.bytes32()
        headNumber = try fields.uint64()
        stateRoot = try fields.bytes32()
        prunedBelow = try fields.uint64()
        try fields.end()
    }

    var encoded: [UInt8] {
        [Self.version]
            + RLPWriter.list { fields in
                fields.append(chainID)
                fields.append(genesisHash)
                fields.append(headNumber)
                fields.append(stateRoot)
                fields.append(prunedBelow)
            }
    }
}
