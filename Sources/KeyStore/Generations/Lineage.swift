/// Everything that a store knows of its own past within its incarnation: the tag of each opening, and how
/// many withdrawals there were.
///
/// One question decides everything: does the store descend from a mark that somebody remembers? If it does,
/// it holds no triple that was given out before that mark. If it does not, it is older than the mark, or of
/// another branch, and its triples may have been used.
package struct Lineage: Hashable, Sendable {
    package private(set) var incarnation: [UInt8]
    package private(set) var tags: [UInt64: [UInt8]]
    package private(set) var opening: UInt64
    package private(set) var sequence: UInt64

    /// - Parameters:
    ///   - opening: the last one's number; zero for a store that was never opened.
    ///   - tags: of the openings of this incarnation, by number.
    package init(incarnation: [UInt8], opening: UInt64, tags: [UInt64: [UInt8]], sequence: UInt64) {
        self.incarnation = incarnation
        self.opening = opening
        self.tags = tags
        self.sequence = sequence
    }

    /// Where the store stands.
    package var mark: StoreMark {
        StoreMark(
            incarnation: incarnation, opening: opening,
            tag: tags[opening] ?? [UInt8](repeating: 0, count: StoreMark.randomCount), sequence: sequence)
    }

    /// Whether the store was once where `mark` says, and has gone on from there.
    package func descends(from mark: StoreMark) -> Bool {
        mark.incarnation == incarnation && mark.opening <= opening && tags[mark.opening] == mark.tag
            && mark.sequence <= sequence
    }

    /// After one more opening; nil if the number is at its end.
    package func opened(tag: [UInt8]) -> Lineage? {
        guard opening < UInt64(Int64.max) else { return nil }
        var next = self
        next.opening += 1
        next.tags[next.opening] = tag
        return next
    }

    /// With another incarnation, which has no past.
    package func reborn(incarnation: [UInt8]) -> Lineage {
        Lineage(incarnation: incarnation, opening: opening, tags: [:], sequence: sequence)
    }

    /// After a transaction that took triples out.
    package func withdrawn() -> Lineage {
        var next = self
        next.sequence += 1
        return next
    }
}
