import EVM
import Ethereum
import Primitives

extension OfficialKind {
    static let blocks = OfficialKind(
        name: "blocks", recognises: BlockTestCase.recognises,
        cases: { _, name, test in
            let aCase = try BlockTestCase(test)
            return [
                OfficialCase(name: name) {
                    try aCase.check(
                        stateRoot: { try WorldState($0).root },
                        start: { aCase, genesis in
                            ImportedChain(head: genesis, state: try WorldState(aCase.accounts))
                        })
                }
            ]
        })
}

/// Blocks one after the other on a genesis block, chain id 1.
private struct ImportedChain: BlockImporter {
    private var head: Block
    private var state: WorldState
    private var hashes: [Bytes32]

    init(head: Block, state: WorldState) {
        self.head = head
        self.state = state
        hashes = [head.hash]
    }

    mutating func add(_ block: Block) throws {
        let hashes = hashes
        let outcome = try BlockImport.run(
            block, after: head.header, on: state, chainID: 1,
            blockHash: { number in
                hashes.indices.contains(Int(clamping: number)) ? hashes[Int(clamping: number)] : .zero
            })
        head = block
        state = outcome.state
        self.hashes.append(block.hash)
    }

    var headHash: Bytes32 { head.hash }
    var stateRoot: Bytes32 { state.root }
}
