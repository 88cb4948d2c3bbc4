import BLS12381
import Primitives
import TestSupport
import Testing
import ThresholdBLS

@Suite("Combination of signature shares")
struct CombinationTests {
    private let message = Array("a message".utf8)

    @Test("Any t shares, in any order, and any more give the same signature, which verifies")
    func combines() throws {
        var generator = SplitMix64(seed: 2)
        for (needed, count) in [(2, 2), (2, 3), (3, 5), (6, 10)] {
            let network = try Network(needed, of: count)
            let shares = try network.signed(message)
            let signature = try BLSSignature(combining: shares)
            try network.key.verify(signature, message)
            for _ in 0..<3 {
                let size = Int.random(in: needed...count, using: &generator)
                let some = Array(shares.shuffled(using: &generator).prefix(size))
                #expect(try BLSSignature(combining: some) == signature)
            }
        }
    }

    @Test("Identifiers far apart, whose weights are no small integers, combine as well")
    func farIdentifiers() throws {
        let network = try Network(12, of: 255)
        let places = [3, 17, 40, 41, 77, 100, 128, 129, 190, 222, 254, 255]
        let shares = try places.map { try network.shares[$0 - 1].sign(message) }
        try network.key.verify(BLSSignature(combining: shares), message)
        let few = try Network(2, of: 255)
        let pair = try [few.shares[6].sign(message), few.shares[254].sign(message)]
        try few.key.verify(BLSSignature(combining: pair), message)
    }

    @Test("Fewer than the threshold combine to what does not verify")
    func tooFewForTheKey() throws {
        let network = try Network(3, of: 5)
        let signature = try BLSSignature(combining: Array(network.signed(message).prefix(2)))
        #expect(
            code { () throws(ThresholdBLSError) in try network.key.verify(signature, message) }
                == .invalidSignature)
    }

    @Test("One share, none, and repeated identifiers are refused")
    func refused() throws {
        let shares = try Network(2, of: 3).signed(message)
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSSignature(combining: []) }
                == .tooFew(needed: 2, actual: 0))
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSSignature(combining: [shares[0]]) }
                == .tooFew(needed: 2, actual: 1))
        let repeated = [shares[0], shares[1], shares[0]]
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSSignature(combining: repeated) }
                == .duplicateIdentifier(1))
    }

    @Test("Shares that cancel out are refused")
    func cancelling() throws {
        let share = try Network(2, of: 3).signed(message)[0]
        // At zero, members 1 and 2 weigh 2 and -1.
        let other = try BLSSignatureShare(identifier: 2, point: share.point.doubled())
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSSignature(combining: [share, other]) }
                == .identityPoint)
    }

    @Test("With commitments, bad shares are named and left out")
    func culpritsByCommitments() throws {
        let network = try Network(3, of: 6)
        var shares = try network.signed(message)
        #expect(try network.commitments.combine(shares, message).culprits.isEmpty)
        shares[1] = try BLSSignatureShare(identifier: 2, point: shares[1].point.doubled())
        shares[4] = try network.shares[4].sign(Array("another message".utf8))
        let outcome = try network.commitments.combine(shares, message)
        #expect(outcome.culprits == [2, 5])
        try network.key.verify(outcome.signature, message)
        // Four of six are good; of the first four, two.
        let first = Array(shares[0..<2] + shares[4..<5])
        #expect(
            code { () throws(ThresholdBLSError) in _ = try network.commitments.combine(first, message) }
                == .tooFew(needed: 3, actual: 1))
    }

    @Test("Without commitments, more shares than needed still name the bad ones")
    func culpritsBySubsets() throws {
        let network = try Network(3, of: 6)
        var shares = try network.signed(message)
        shares[0] = try BLSSignatureShare(identifier: 1, point: -shares[0].point)
        shares[3] = try BLSSignatureShare(identifier: 4, point: shares[5].point)
        let outcome = try network.key.combine(shares, threshold: 3, message)
        #expect(outcome.culprits == [1, 4])
        #expect(try outcome.signature == network.signature(message))
        #expect(
            code { () throws(ThresholdBLSError) in
                _ = try network.key.combine(shares, threshold: 3, message, tryingAtMost: 2)
            } == .tooManySubsets(limit: 2))
        #expect(
            code { () throws(ThresholdBLSError) in
                _ = try network.key.combine(Array(shares.prefix(3)), threshold: 3, message)
            } == .invalidSignature)
        #expect(
            code { () throws(ThresholdBLSError) in
                _ = try network.key.combine(Array(shares.prefix(2)), threshold: 3, message)
            } == .tooFew(needed: 3, actual: 2))
    }

    @Test("A share that makes the sum vanish is found out like any other")
    func vanishingSum() throws {
        let network = try Network(2, of: 3)
        var shares = try network.signed(message)
        // At zero, members 1, 2 and 3 weigh 3, -3 and 1.
        let first = shares[0].point - shares[1].point
        shares[2] = try BLSSignatureShare(identifier: 3, point: -(first.doubled() + first))
        #expect(throws: ThresholdBLSError.self) { try BLSSignature(combining: shares) }
        #expect(try network.key.combine(shares, threshold: 2, message).culprits == [3])
        #expect(try network.commitments.combine(shares, message).culprits == [3])
    }

    @Test("A share belongs to its member, its message and its key")
    func shareVerification() throws {
        let network = try Network(2, of: 3)
        let shares = try network.signed(message)
        for (share, key) in zip(shares, network.shares) {
            try network.commitments.verify(share, message)
            #expect(try network.commitments.publicShare(of: share.identifier) == key.publicKey)
        }
        let renamed = try BLSSignatureShare(identifier: 3, point: shares[0].point)
        #expect(
            code { () throws(ThresholdBLSError) in try network.commitments.verify(renamed, message) }
                == .invalidShare(3))
        #expect(
            code { () throws(ThresholdBLSError) in try network.commitments.verify(shares[0], message + [0]) }
                == .invalidShare(1))
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSCommitments([]) }
                == .tooFew(needed: 1, actual: 0))
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSCommitments([.identity]) } == .identityPoint)
    }

    @Test("The rule: one of one or two, otherwise two thirds rounded down")
    func thresholds() throws {
        let rule = [1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 4, 10: 6, 255: 170]
        for (count, needed) in rule { #expect(try BLSThreshold(members: count).needed == needed) }
        for count in [0, -1, 256] {
            #expect(throws: ThresholdBLSError.self) { try BLSThreshold(members: count) }
        }
        #expect(throws: ThresholdBLSError.self) { try BLSThreshold(4, of: 3) }
        #expect(throws: ThresholdBLSError.self) { try BLSThreshold(0, of: 3) }
    }
}
