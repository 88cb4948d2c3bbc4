internal import Primitives

/// The name of one run that makes triples: never used again, also not after a restart, since every opening of the
/// leader's store has a random tag.
package struct RunNumber: Hashable, Sendable {
    package static let tagCount = 16

    /// Of the opening of the leader's store.
    package let tag: [UInt8]
    package let number: UInt64

    package init(tag: [UInt8], number: UInt64) { (self.tag, self.number) = (tag, number) }

    package var bytes: [UInt8] { tag + number.bytesOfBigEndian }
}

/// Gives out the numbers of this node's runs, and checks that others use theirs once.
package struct RunNumbers: Sendable {
    private let tag: [UInt8]
    private var next: UInt64 = 1
    private var last: [UInt32: RunNumber] = [:]

    /// - Parameter tag: of this opening of the store.
    package init(tag: [UInt8]) { self.tag = tag }

    package mutating func issue() -> RunNumber {
        defer { next += 1 }
        return RunNumber(tag: tag, number: next)
    }

    /// Whether a run of another leader is new; then it is not any more.
    package mutating func accept(_ run: RunNumber, ledBy place: UInt32) -> Bool {
        guard run.tag.count == RunNumber.tagCount, run.tag != tag else { return false }
        if let last = last[place], last.tag == run.tag, last.number >= run.number { return false }
        last[place] = run
        return true
    }
}
