package import Threshold

/// All sets of a size that include some members, in ascending order; there may be many, so they are made as they
/// are looked at.
package struct ExtraSets: Sequence, IteratorProtocol {
    private let members: [PartyID]
    private let including: Set<PartyID>
    private var indices: [Int]?

    package init(members: [PartyID], size: Int, including: Set<PartyID>) {
        self.members = members
        self.including = including
        indices = size >= 1 && size <= members.count && members.count <= 16 ? Array(0..<size) : nil
    }

    package mutating func next() -> [PartyID]? {
        while let current = indices {
            indices = Self.successor(of: current, count: members.count)
            let set = current.map { members[$0] }
            if including.isSubset(of: set) { return set }
        }
        return nil
    }

    private static func successor(of indices: [Int], count: Int) -> [Int]? {
        var indices = indices
        let size = indices.count
        var place = size - 1
        while place >= 0, indices[place] == count - size + place { place -= 1 }
        guard place >= 0 else { return nil }
        indices[place] += 1
        for next in place + 1..<Swift.max(place + 1, size) { indices[next] = indices[next - 1] + 1 }
        return indices
    }
}
