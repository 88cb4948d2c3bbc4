import Primitives
import Secp256k1
import TestSupport
import Threshold

/// A key shared by its parties themselves, as the protocol does it.
func generateKey<Group: ThresholdGroup>(
    _ group: Group.Type, _ parties: [PartyID], threshold: Int, seed: UInt64
) throws -> [PartyID: KeyShare<Group>] {
    let simulation = Simulation<KeyGeneration<Group>>(seed: seed)
    var random = SplitMix64(seed: seed ^ 0x6b65)
    for party in parties {
        simulation.add(
            party,
            try KeyGeneration(
                of: Participants(parties), threshold: threshold, me: party, epoch: 7, run: [9],
                using: &random))
    }
    return simulation.run().compactMapValues(\.output)
}

/// Triples of a set of signers, in the order in which they were made.
func generateTriples(
    _ signers: [PartyID], threshold: Int, count: Int, seed: UInt64, epoch: UInt64 = 7
) throws -> [PartyID: [OneTime<TripleShare>]] {
    let binding = try TripleBinding(
        keySet: "test", epoch: epoch, signers: Participants(signers), threshold: threshold)
    let simulation = Simulation<TripleGeneration>(seed: seed)
    var random = SplitMix64(seed: seed ^ 0x7472)
    for signer in signers {
        simulation.add(
            signer,
            try TripleGeneration(
                binding, count: count, me: signer, run: [1], sharesBase: true, using: &random))
    }
    return simulation.run().compactMapValues(\.output)
}
