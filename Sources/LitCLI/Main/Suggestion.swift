/// What somebody may have meant by a word that nothing is called by.
enum Suggestion {
    /// The nearest of some names: the one that the fewest slips of the finger lead away from; nil if none is near.
    ///
    /// One slip is allowed for each three letters, and at least one; a word that a name begins with is near too.
    static func nearest(to word: String, among names: [String]) -> String? {
        let word = word.lowercased()
        guard !word.isEmpty else { return nil }
        let ranked = names.map { (name: $0, slips: slips(from: word, to: $0.lowercased())) }
            .filter { candidate in
                candidate.slips <= max(1, min(word.count, candidate.name.count) / 3)
                    || word.count > 1 && candidate.name.lowercased().hasPrefix(word)
            }
        return ranked.min { ($0.slips, $0.name) < ($1.slips, $1.name) }?.name
    }

    /// How many letters have to be added, left out, changed, or swapped with their neighbours (optimal string
    /// alignment).
    static func slips(from a: String, to b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var before: [Int] = []
        var last = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for (j, y) in b.enumerated() {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (x == y ? 0 : 1))
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = min(best, before[j - 1] + 1) }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
