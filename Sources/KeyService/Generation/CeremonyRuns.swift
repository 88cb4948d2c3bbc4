internal import BLS12381
internal import Primitives
internal import Secp256k1
internal import Threshold

/// The runs of all keys of one ceremony, side by side: the BLS key is the first, the roots follow.
final class CeremonyRuns {
    let run: Bytes32
    private let bls: ProtocolRun<KeyGeneration<G1>>
    private let k256: [ProtocolRun<KeyGeneration<Point>>]
    private var blsShare: KeyShare<G1>?
    private var k256Shares: [Int: KeyShare<Point>] = [:]

    init(
        run: Bytes32, epoch: KeyEpoch, me: PartyID, roots: Int,
        using random: inout some RandomNumberGenerator
    ) throws(ThresholdError) {
        self.run = run
        let participants = try Participants((0..<UInt32(epoch.members.count)).map { PartyID($0) })
        bls = ProtocolRun(
            try KeyGeneration<G1>(
                of: participants, threshold: epoch.threshold, me: me, epoch: epoch.number,
                run: run.bytes + [0],
                using: &random))
        var runs: [ProtocolRun<KeyGeneration<Point>>] = []
        for index in 1...max(1, roots) {
            runs.append(
                ProtocolRun(
                    try KeyGeneration<Point>(
                        of: participants, threshold: epoch.threshold, me: me, epoch: epoch.number,
                        run: run.bytes + [UInt8(truncatingIfNeeded: index)], using: &random)))
        }
        k256 = runs
    }

    func receive(_ message: [UInt8], key: UInt8, from sender: PartyID) {
        if key == 0 {
            bls.receive(message, from: sender)
        } else if k256.indices.contains(Int(key) - 1) {
            k256[Int(key) - 1].receive(message, from: sender)
        }
    }

    /// Goes on with all of them.
    ///
    /// - Returns: the shares, when the last has come to its end.
    func advance(_ send: (UInt8, Outgoing) -> Void) throws(ProtocolAbort) -> KeyMaterial? {
        let wasComplete = isComplete
        if let share = try bls.advance({ send(0, $0) }) { blsShare = share }
        for (index, run) in k256.enumerated() {
            if let share = try run.advance({ send(UInt8(truncatingIfNeeded: index + 1), $0) }) {
                k256Shares[index] = share
            }
        }
        guard !wasComplete, isComplete else { return nil }
        return material
    }

    private var isComplete: Bool { blsShare != nil && k256Shares.count == k256.count }

    var material: KeyMaterial? {
        guard let blsShare else { return nil }
        let shares = k256.indices.compactMap { k256Shares[$0] }
        guard shares.count == k256.count else { return nil }
        return KeyMaterial(
            keySet: KeyMaterial.name(bls: blsShare.publicKey, k256: shares.map(\.publicKey)), bls: blsShare,
            k256: shares)
    }

    /// Ends everything.
    ///
    /// - Returns: who was silent, as far as the runs can tell.
    func expire() -> [PartyID] {
        var silent: Set<PartyID> = []
        if !bls.isOver { silent.formUnion(bls.expire().culprits) }
        for run in k256 where !run.isOver { silent.formUnion(run.expire().culprits) }
        return silent.sorted()
    }
}
