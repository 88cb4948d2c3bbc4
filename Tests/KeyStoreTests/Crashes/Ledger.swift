import KeyStore
import Primitives
import Threshold

/// The judge: what a store has answered over all its lives, and every answer that must not have been.
struct Ledger: Sendable {
    private(set) var violations: [String] = []
    private(set) var opening: UInt64 = 0
    /// The names of single triples.
    private(set) var released: Set<String> = []
    private(set) var shares: [String: String] = [:]
    private(set) var lives = 0
    private var found: [String: String] = [:]

    /// Whether one of a pair's triples has been given out.
    func hasReleased(_ pair: PairID) -> Bool {
        released.contains(pair.first.value.hex) || released.contains(pair.second.value.hex)
    }

    /// One line of the probe.
    mutating func hear(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("opened", 3):
            lives += 1
            let number = UInt64(words[1]) ?? 0
            if number <= opening { violations.append("opening \(number) after \(opening)") }
            if words[2] != "0" { violations.append("\(words[2]) pairs destroyed without need") }
            opening = number
            found = [:]
        case ("has", 3): found[words[1]] = words[2]
        case ("ready", 1): check(found)
        case ("share", 3): shares[words[1]] = words[2]
        case ("took", 2):
            for name in [words[1].prefix(64), words[1].suffix(64)]
            where !released.insert(String(name)).inserted {
                violations.append("triple \(name) released twice")
            }
        case ("stored", 1): break
        default: violations.append("the probe says: \(line)")
        }
    }

    /// That every share is there.
    private mutating func check(_ found: [String: String]) {
        for (index, digest) in shares where found[index] != digest {
            violations.append("share \(index) is \(found[index] == nil ? "lost" : "another")")
        }
    }
}
