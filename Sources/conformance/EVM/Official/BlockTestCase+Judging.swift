import Ethereum
import Primitives

/// A chain that blocks are imported into one by one.
protocol BlockImporter {
    /// Checks `block`, runs it and makes it the head.
    ///
    /// - Throws: whatever says why the block is refused; the chain is then as it was.
    mutating func add(_ block: Block) throws

    /// The hash of the last block that was imported.
    var headHash: Bytes32 { get }

    /// The root of the state after that block.
    var stateRoot: Bytes32 { get throws }
}

extension BlockTestCase {
    /// Throws unless the blocks decode to their fields, exactly those are refused that must be, and the
    /// chain ends as expected.
    ///
    /// - Parameters:
    ///   - stateRoot: the root of a state of these accounts.
    ///   - start: a chain that holds nothing but this block with ``accounts`` as its state.
    func check<Chain: BlockImporter>(
        stateRoot: ([OfficialAccount]) throws -> Bytes32,
        start: (BlockTestCase, Block) throws -> Chain
    ) throws {
        let genesis = try Block(decoding: genesisEncoded)
        try self.genesis.check(genesis, "genesis")
        try expectEqual("genesis: encoding", genesis.encoded.hex, genesisEncoded.hex)
        var chain = try start(self, genesis)
        for (index, entry) in blocks.enumerated() {
            let name = "block \(index + 1)"
            do {
                let block = try Block(decoding: entry.encoded)
                if let header = entry.header { try Self.checkForm(block, entry, header, name) }
                try chain.add(block)
            } catch let error as Disagreement {
                throw error
            } catch {
                if entry.expectedException == nil { throw Disagreement("\(name): refused: \(error)") }
                continue
            }
            if let exception = entry.expectedException {
                throw Disagreement("\(name): accepted, although it must be refused (\(exception))")
            }
        }
        try expectEqual("head", chain.headHash, expectedHead)
        let expectedRoot =
            switch post {
            case .accounts(let accounts): try stateRoot(accounts)
            case .root(let root): root
            }
        try expectEqual("state root", chain.stateRoot, expectedRoot)
    }

    private static func checkForm(
        _ block: Block, _ entry: Entry, _ header: OfficialHeader, _ name: String
    ) throws {
        try header.check(block, name)
        try expectEqual("\(name): encoding", block.encoded.hex, entry.encoded.hex)
        try expectEqual("\(name): senders", block.transactions.map(\.sender), entry.senders)
    }
}
