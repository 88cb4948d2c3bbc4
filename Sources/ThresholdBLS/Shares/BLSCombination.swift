internal import BLS12381

/// A verified signature, and the members whose shares were not good.
public struct BLSCombination: Hashable, Sendable {
    /// The network's signature, verified.
    public let signature: BLSSignature
    /// Whose shares do not belong to this signature, in ascending order; empty when all do.
    public let culprits: [UInt8]
}

extension BLSCommitments {
    /// The network's signature of `message` from the good ones among `shares`.
    ///
    /// All are combined and the result is verified; only if that fails is each share looked at by itself.
    ///
    /// - Throws: ``ThresholdBLSError`` with `duplicateIdentifier`, or `tooFew` if fewer than ``threshold`` are good.
    public func combine(
        _ shares: [BLSSignatureShare], _ message: some Collection<UInt8>
    ) throws(ThresholdBLSError) -> BLSCombination {
        try Lagrange.requireDistinct(shares.map(\.identifier))
        let message = BLSMessagePoint(message)
        func signature(_ shares: [BLSSignatureShare]) -> BLSSignature? {
            guard let signature = try? BLSSignature(G2.interpolated(shares, at: 0)),
                publicKey.isValid(signature, for: message)
            else { return nil }
            return signature
        }
        if shares.count >= threshold, let signature = signature(shares) {
            return BLSCombination(signature: signature, culprits: [])
        }
        let good = shares.filter { share in (try? verify(share, message)) != nil }
        guard good.count >= threshold, let signature = signature(good) else {
            throw ThresholdBLSError(.tooFew(needed: threshold, actual: good.count), .share)
        }
        let culprits = Set(shares.map(\.identifier)).subtracting(good.map(\.identifier)).sorted()
        return BLSCombination(signature: signature, culprits: culprits)
    }
}

extension BLSPublicKey {
    /// The network's signature of `message` from the good ones among more shares than needed, where members'
    /// public keys are not known.
    ///
    /// All are combined and the result is verified. If that fails, subsets of `threshold` shares are tried
    /// until one verifies; a share off the polynomial through it is bad.
    ///
    /// - Parameters:
    ///   - shares: those that came in; their identifiers differ.
    ///   - threshold: how many shares make a signature, at least two.
    ///   - message: what was signed.
    ///   - limit: how many subsets to try at most; each costs a combination and a verification.
    /// - Throws: ``ThresholdBLSError`` with `tooFew`, `duplicateIdentifier`, `invalidSignature` if no subset
    ///   verifies, or `tooManySubsets`.
    public func combine(
        _ shares: [BLSSignatureShare], threshold: Int, _ message: some Collection<UInt8>,
        tryingAtMost limit: Int = 500
    ) throws(ThresholdBLSError) -> BLSCombination {
        let needed = max(2, threshold)
        guard shares.count >= needed else {
            throw ThresholdBLSError(.tooFew(needed: needed, actual: shares.count), .share)
        }
        try Lagrange.requireDistinct(shares.map(\.identifier))
        let message = BLSMessagePoint(message)
        // A bad share can make the sum vanish, which is no reason to give up.
        if let whole = try? BLSSignature(combining: shares), isValid(whole, for: message) {
            return BLSCombination(signature: whole, culprits: [])
        }
        guard shares.count > needed else { throw ThresholdBLSError(.invalidSignature, .signature) }

        var subsets = Subsets(of: shares.count, size: needed)
        var tried = 0
        while let subset = subsets.next() {
            guard tried < limit else { throw ThresholdBLSError(.tooManySubsets(limit: limit), .share) }
            tried += 1
            let chosen = subset.map { shares[$0] }
            guard let signature = try? BLSSignature(combining: chosen), isValid(signature, for: message)
            else { continue }
            let culprits = shares.filter { share in
                G2.interpolated(chosen, at: share.identifier) != share.point
            }
            return BLSCombination(signature: signature, culprits: culprits.map(\.identifier).sorted())
        }
        throw ThresholdBLSError(.invalidSignature, .signature)
    }
}

/// The subsets of one size of the numbers below `count`, in lexicographic order.
struct Subsets: IteratorProtocol {
    private let count: Int
    private var current: [Int]?

    init(of count: Int, size: Int) {
        self.count = count
        current = size <= count ? Array(0..<max(0, size)) : nil
    }

    mutating func next() -> [Int]? {
        guard let result = current else { return nil }
        current = successor(of: result)
        return result
    }

    private func successor(of subset: [Int]) -> [Int]? {
        // The last place that can still move up; all after it follow closely.
        guard let place = subset.indices.last(where: { subset[$0] < count - subset.count + $0 }) else {
            return nil
        }
        var next = subset
        for index in place..<next.count { next[index] = subset[place] + 1 + index - place }
        return next
    }
}
