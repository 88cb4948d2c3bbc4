import BLS12381
import Primitives
import TestSupport
import ThresholdBLS

/// Networks whose keys one dealer made.
struct Network {
    let threshold: BLSThreshold
    let shares: [BLSKeyShare]
    let commitments: BLSCommitments
    var key: BLSPublicKey { commitments.publicKey }

    init(_ needed: Int, of count: Int, seed: UInt64 = 1) throws {
        var generator = SplitMix64(seed: seed)
        threshold = try BLSThreshold(needed, of: count)
        let dealt = try BLSDealer(threshold, using: &generator)
        shares = dealt.shares
        commitments = dealt.commitments
    }

    func signed(_ message: [UInt8]) throws -> [BLSSignatureShare] {
        let point = BLSMessagePoint(message)
        return try shares.map { try $0.sign(point) }
    }

    func signature(_ message: [UInt8]) throws -> BLSSignature {
        try BLSSignature(combining: Array(signed(message).prefix(threshold.needed)))
    }
}

/// The code of the error that `body` throws, or nil if it throws none.
func code(_ body: () throws(ThresholdBLSError) -> Void) -> ThresholdBLSError.Code? {
    do {
        try body()
        return nil
    } catch {
        return error.code
    }
}

/// As above, for ciphertexts.
func timeLockCode(_ body: () throws(TimeLockError) -> Void) -> TimeLockError.Code? {
    do {
        try body()
        return nil
    } catch {
        return error.code
    }
}
