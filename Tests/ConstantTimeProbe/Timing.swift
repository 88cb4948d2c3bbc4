import BLS12381
import Foundation
import Primitives
import Secp256k1
import Threshold

/// Whether the time of an operation tells a fixed secret from random ones (Reparaz, Balasch, Verbauwhede,
/// "Dude, is my code constant time?", 2017).
///
/// Both classes are measured in random order; Welch's t-test compares them, over all measurements and over
/// those below several quantiles, since the long ones are the machine's doing. A |t| that stays below 4.5
/// shows no difference, and one that grows beyond 10 with the number of measurements shows one.
enum Timing {
    /// An operation on a secret of 32 bytes, and how many calls one measurement takes.
    private struct Subject {
        let name: String
        let fixed: Bytes32
        let calls: Int
        let body: (Bytes32) -> Void
    }

    private static let quantiles = [1.0, 0.99, 0.95, 0.9, 0.75, 0.5]

    /// Measures everything, each for about so many seconds, and prints t values.
    static func run(secondsEach seconds: Double) {
        print("operation                    measurements   largest |t|")
        for subject in subjects {
            let (count, t) = measure(subject, seconds: seconds)
            let name = subject.name.padding(toLength: 28, withPad: " ", startingAt: 0)
            print(name, String(format: "%12d   %11.2f", count, t))
        }
    }

    private static var subjects: [Subject] {
        let sparse = Bytes32(words: 0, 0, 0, 1)
        let point = Point.generator(timesSecret: Scalar(5), using: .portable)
        let g2 = G2.generator.multiplied(bySecret: Fr(5))
        func fr(_ bytes: Bytes32) -> Fr { (try? Fr(reducing: bytes.bytes)) ?? .zero }
        // A coordinate of 48 bytes, of which these are the last 32.
        func fp(_ bytes: Bytes32) -> Fp {
            ([UInt8](repeating: 0, count: 16) + bytes.bytes).withUnsafeBytes { Fp(reducing: $0) }
        }
        return [
            // What must be found: work that grows with the bits of the secret.
            Subject(name: "control: public multiple", fixed: sparse, calls: 1) {
                keep(point.multiplied(byPublic: Scalar(reducing: $0), using: .portable))
            },
            Subject(name: "secp256k1 scalar reduction", fixed: sparse, calls: 500) {
                keep(Scalar(reducing: $0))
            },
            Subject(name: "secp256k1 scalar select", fixed: sparse, calls: 500) {
                keep(Scalar.select(.one, .zero, if: $0.words.3 & 1 == 1))
            },
            // One that repeats a window's digit: the same entry of the table, again and again.
            Subject(name: "secp256k1 table lookup", fixed: Bytes32(words: 0, 0, 0, 0), calls: 1) {
                keep(point.multiplied(bySecret: Scalar(reducing: $0), using: .portable))
            },
            Subject(name: "secp256k1 multiple", fixed: sparse, calls: 1) {
                keep(point.multiplied(bySecret: Scalar(reducing: $0), using: .portable))
            },
            Subject(name: "BLS field reduction", fixed: sparse, calls: 50) {
                let a = fp($0)
                keep(a - a.doubled() + a)
            },
            Subject(name: "BLS scalar reduction", fixed: sparse, calls: 50) { keep(fr($0)) },
            Subject(name: "BLS scalar select", fixed: sparse, calls: 500) {
                keep(Fr.select(.one, .zero, if: $0.words.3 & 1 == 1))
            },
            Subject(name: "BLS scalar inverse", fixed: sparse, calls: 5) { keep(fr($0).inverse()) },
            Subject(name: "BLS table lookup", fixed: Bytes32(words: 0, 0, 0, 0), calls: 1) {
                keep(G1.generator(timesSecret: fr($0)))
            },
            Subject(name: "BLS multiple in G1", fixed: sparse, calls: 1) {
                keep(G1.generator(timesSecret: fr($0)))
            },
            Subject(name: "BLS multiple in G2", fixed: sparse, calls: 1) {
                keep(g2.multiplied(bySecret: fr($0)))
            },
        ] + thresholdSubjects(sparse)
    }

    private static func thresholdSubjects(_ sparse: Bytes32) -> [Subject] {
        let base = Point.generator(timesSecret: Scalar(7), using: .portable)
        let table = PointTable(base)
        let others = (1..<256).map { Scalar(UInt64($0)) }
        return [
            Subject(name: "transfer: stored multiples", fixed: sparse, calls: 1) { secret in
                let k = Scalar(reducing: secret)
                keep(SecretPoint.points(count: 1) { $0[0] = table.times(secret: k) })
            },
            // All choices alike, or random ones.
            Subject(name: "transfer: choice of answer", fixed: Bytes32(words: 0, 0, 0, 0), calls: 1) {
                secret in
                let zero = SecretPoint(.generator)
                let one = zero + SecretPoint(base)
                keep(
                    SecretPoint.points(count: 64) { places in
                        for index in places.indices {
                            let bit = secret.words.0 &>> UInt64(index) & 1
                            places[index] = .select(zero, one, bit: bit)
                        }
                    })
            },
            Subject(name: "conversion, choices", fixed: Bytes32(words: 0, 0, 0, 0), calls: 5) { secret in
                let words = [secret.words.0, secret.words.1, secret.words.2, secret.words.3]
                let made = MultiplicativeToAdditive.receive(
                    factor: .one, masked: { others[$0 % 255] },
                    choice: { words[$0 / 64] &>> UInt64($0 % 64) & 1 }, others: others)
                keep(made)
            },
            Subject(name: "share of a polynomial", fixed: sparse, calls: 100) { secret in
                let polynomial = SecretPolynomial<Point>(count: 4) { _ in Scalar(reducing: secret) }
                keep(polynomial.share(of: PartyID(3)))
            },
            Subject(name: "share of a signature", fixed: sparse, calls: 20) { secret in
                keep(ThresholdProbe.sign { secret })
            },
        ]
    }

    private static func measure(_ subject: Subject, seconds: Double) -> (count: Int, t: Double) {
        var generator = SystemRandomNumberGenerator()
        // Inputs of both classes lie ready, so that only the operation is between the two readings.
        var measured: [(isFixed: Bool, time: Double)] = []
        let clock = ContinuousClock()
        let start = clock.now
        let limit = Duration.seconds(seconds)
        while start.duration(to: clock.now) < limit, measured.count < 1_000_000 {
            let batch = (0..<64).map { _ in
                let isFixed = (generator.next() as UInt64) & 1 == 0
                let random = Bytes32(
                    words: generator.next(), generator.next(), generator.next(), generator.next())
                return (isFixed, isFixed ? subject.fixed : random)
            }
            for (isFixed, input) in batch {
                let before = clock.now
                for _ in 0..<subject.calls { subject.body(input) }
                let time = before.duration(to: clock.now).components
                measured.append((isFixed, Double(time.seconds) * 1e9 + Double(time.attoseconds) / 1e9))
            }
        }
        // The first tenth warms up.
        measured.removeFirst(measured.count / 10)
        let sorted = measured.map(\.time).sorted()
        let ts = quantiles.map { quantile -> Double in
            let place = min(sorted.count - 1, Int(quantile * Double(sorted.count)))
            let cut = sorted.isEmpty ? 0 : sorted[place]
            let kept = measured.filter { $0.time <= cut }
            return abs(welch(kept.filter(\.isFixed).map(\.time), kept.filter { !$0.isFixed }.map(\.time)))
        }
        return (measured.count, ts.max() ?? .nan)
    }

    /// Welch's t: the difference of means over its standard error.
    private static func welch(_ a: [Double], _ b: [Double]) -> Double {
        guard a.count > 1, b.count > 1 else { return 0 }
        func moments(_ values: [Double]) -> (mean: Double, error: Double) {
            let mean = values.reduce(0, +) / Double(values.count)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (mean, squares / Double(values.count - 1) / Double(values.count))
        }
        let (x, y) = (moments(a), moments(b))
        let error = (x.error + y.error).squareRoot()
        return error > 0 ? (x.mean - y.mean) / error : 0
    }

    @inline(never)
    private static func keep<T>(_ value: T) {}
}
