import EVM
import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("A proof of an account")
struct WorldProofTests {
    @Test("can be checked with the state root alone (EIP-1186)")
    func proofs() throws {
        var random = SplitMix64(seed: fuzzSeed &+ 6)
        var model = WorldModel()
        var state = WorldState()
        for _ in 0..<10 { state = try state.applying(model.changes(&random, accounts: 60, size: 10)) }
        #expect(model.entries.count > 10)
        for number in 0..<70 {
            let address = WorldModel.address(number)
            let entry = model.entries[address]
            let slots = (0..<14).map { UInt256(limbs: $0, 0, 0, 0) }
            let proof = try state.proof(account: address, slots: slots)
            let key = Keccak256.hash(address.bytes).bytes
            let value = try TrieProof.verify(root: state.root, key: key, proof: proof.accountProof)
            #expect(value == entry.map { WorldModel.value($0) })
            #expect(proof.address == address && proof.account == entry?.account)
            #expect(proof.storageRoot == WorldModel.storageRoot(entry?.storage ?? [:]))
            #expect(proof.slots.map(\.slot) == slots)
            for slot in proof.slots {
                #expect(slot.word == entry?.storage[slot.slot] ?? .zero)
                let value = try TrieProof.verify(
                    root: proof.storageRoot, key: Keccak256.hash(slot.slot.bigEndianBytes).bytes,
                    proof: slot.proof)
                let expected = RLPItem.string(slot.word.minimalBigEndianBytes).encoded
                #expect(value == (slot.word.isZero ? nil : expected))
            }
        }
    }
}
