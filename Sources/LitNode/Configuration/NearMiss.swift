/// Finds what somebody may have meant.
enum NearMiss {
    /// The nearest of the names, if it is near: at most a third of its letters differ.
    static func of(_ text: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(text.lowercased().utf8)
        // A name of any length must not cost its square.
        guard wanted.count <= 100 else { return nil }
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = distance(wanted, Array(name.lowercased().utf8))
            if distance < best?.distance ?? Int.max { best = (name, distance) }
        }
        guard let best, best.distance * 3 <= max(wanted.count, 3) else { return nil }
        return best.name
    }

    /// Levenshtein's.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(min(above, row[j]) + 1, corner + (x == y ? 0 : 1))
                corner = above
            }
        }
        return row[b.count]
    }
}
