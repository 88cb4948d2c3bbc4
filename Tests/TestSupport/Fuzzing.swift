internal import Foundation

/// How many random inputs each decoder is given: a slice by default, `FUZZ_ITERATIONS` in a soak.
public let fuzzIterations: Int =
    ProcessInfo.processInfo.environment["FUZZ_ITERATIONS"].flatMap { Int($0) } ?? 20_000

/// The seed of random tests: fixed by default so that runs repeat, `FUZZ_SEED` in a soak.
public let fuzzSeed: UInt64 =
    ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 0

extension SplitMix64 {
    /// `bytes` with a few bytes changed, cut out, doubled or added.
    public mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...(next() % 3) {
            let place = bytes.isEmpty ? 0 : Int(next() % UInt64(bytes.count))
            switch next() % 6 {
            case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(next() % 8)
            case 1 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: next())
            case 2 where !bytes.isEmpty: bytes.remove(at: place)
            case 3: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
            case 4 where !bytes.isEmpty: bytes.removeSubrange(place...)
            default:
                let end = min(bytes.count, place + Int(next() % 8))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}

extension SplitMix64 {
    /// Up to `limit` characters of an alphabet.
    public mutating func text(upTo limit: Int, from alphabet: [Character]) -> String {
        String((0..<Int(next() % UInt64(limit + 1))).map { _ in pick(alphabet) ?? "?" })
    }
}
