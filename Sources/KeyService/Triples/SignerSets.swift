package import Primitives
package import Threshold

/// Which sets of signers keep pools.
package enum SignerSets {
    /// Up to so many members every set keeps one: ten sets at five members.
    package static let everySetLimit = 5

    /// The sets of an epoch, in the order in which they are filled first.
    ///
    /// With more members a few sets are chosen that together cover every member, and of which none is lost with every
    /// single member: runs of neighbours on the circle of members, which each epoch turns by a hash of its number.
    package static func pooled(members: Int, threshold: Int, epoch: UInt64) -> [[PartyID]] {
        guard threshold >= 2, members >= threshold else { return [] }
        if members <= everySetLimit {
            return subsets(of: members, size: threshold).map { $0.map { PartyID(UInt32($0)) } }
        }
        let hash = SHA2.sha256(Array("signer sets".utf8) + epoch.bytesOfBigEndian)
        let turn = Int(hash.words.0 % UInt64(members))
        let step = max(1, members - threshold)
        var sets: [[PartyID]] = []
        for start in stride(from: 0, to: members, by: step) {
            let places = (0..<threshold).map { (start + turn + $0) % members }
            let set = places.sorted().map { PartyID(UInt32($0)) }
            if !sets.contains(set) { sets.append(set) }
        }
        return sets
    }

    /// Ascending sets of ascending places.
    private static func subsets(of count: Int, size: Int) -> [[Int]] {
        guard size > 0 else { return [[]] }
        guard count >= size else { return [] }
        let without = subsets(of: count - 1, size: size)
        let with = subsets(of: count - 1, size: size - 1).map { $0 + [count - 1] }
        return (without + with).sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The name of the conversation of a set.
    package static func session(_ signers: [PartyID], epoch: UInt64, keySet: String) -> Bytes32 {
        var writer = ByteWriter()
        writer.append(counted: Array("lit signer set v1".utf8))
        writer.append(counted: Array(keySet.utf8))
        writer.appendBigEndian(epoch)
        writer.append(signers)
        return SHA2.sha256(writer.bytes)
    }
}
