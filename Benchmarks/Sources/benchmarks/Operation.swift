/// Something that can be timed: one call of an operation, in nanoseconds, over about so many seconds.
struct Contestant {
    let name: String
    let nanoseconds: (_ seconds: Double) throws -> Double

    init(_ name: String, nanoseconds: @escaping (Double) throws -> Double) {
        self.name = name
        self.nanoseconds = nanoseconds
    }

    /// A Swift closure; what it returns is kept from the optimiser.
    static func swift<T>(_ name: String, _ body: @escaping () throws -> T) -> Contestant {
        Contestant(name) { seconds in
            let clock = ContinuousClock()
            func time(_ calls: Int) throws -> Double {
                let start = clock.now
                for _ in 0..<calls { consume(try body()) }
                let elapsed = start.duration(to: clock.now).components
                return Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9
            }
            // A batch long enough that reading the clock does not count.
            var batch = 1
            while try time(batch) < 1e6 { batch *= 2 }
            var calls = 0
            var total = 0.0
            while total < seconds * 1e9 {
                total += try time(batch)
                calls += batch
            }
            return total / Double(calls)
        }
    }
}

@inline(never)
private func consume<T>(_ value: T) {}

/// An operation and those who compete in it; the last is the peer that the others are compared to.
struct Operation {
    let name: String
    /// Bytes handled by one call, where a throughput is of interest.
    var bytes: Int?
    /// Instructions executed by one call, likewise.
    var instructions: Int?
    var ours: [Contestant]
    var peer: Contestant?

    func measure(rounds: Int, seconds: Double) throws -> Result {
        let contestants = ours + (peer.map { [$0] } ?? [])
        var times = [[Double]](repeating: [], count: contestants.count)
        for round in 0...rounds {
            for (index, contestant) in contestants.enumerated() {
                let time = try contestant.nanoseconds(seconds)
                // The first round warms up caches, tables and the interpreter.
                if round > 0 { times[index].append(time) }
            }
        }
        let peerTimes = peer == nil ? nil : times.last
        let figures = zip(contestants, times).map { contestant, own in
            Figure(
                name: contestant.name, nanoseconds: median(own),
                ratio: peerTimes.map { median(zip(own, $0).map { $0 / $1 }) })
        }
        return Result(operation: self, figures: figures)
    }
}

struct Figure {
    let name: String
    let nanoseconds: Double
    /// Own time over the peer's in the same round, the median.
    let ratio: Double?
}

struct Result {
    let operation: Operation
    let figures: [Figure]
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
