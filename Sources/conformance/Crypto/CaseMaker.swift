import Primitives
import ThresholdBLS

/// Random inputs of one kind, in groups.
struct CaseMaker {
    let kind: String
    let count: Int
    var random: SeededBytes
    private var cases: [JSON] = []

    init(kind: String, seed: String, count: Int) {
        self.kind = kind
        self.count = count
        random = SeededBytes("\(kind) \(seed)")
    }

    var caseCount: Int { cases.count }
    var document: JSON { ["kind": .string(kind), "cases": .array(cases)] }

    /// Appends a case; `original` is what a changed input was before.
    mutating func add(_ group: String, _ input: JSON, original: String? = nil) {
        var object = JSON.Object()
        object["name"] = .string("\(kind)-\(cases.count + 1)")
        object["group"] = .string(group)
        object["input"] = input
        if let original { object["original"] = .string(original) }
        cases.append(.object(object))
    }

    /// A number from `range`.
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// `bytes` with one to three bits turned, or its end moved, or a byte replaced.
    mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        guard !bytes.isEmpty else { return [0] }
        switch number(0...5) {
        case 0: bytes.removeLast(number(1...min(3, bytes.count)))
        case 1: bytes += self.bytes(number(1...3))
        case 2: bytes[number(0...bytes.count - 1)] = UInt8(number(0...255))
        default:
            for _ in 0..<number(1...3) {
                let place = number(0...bytes.count - 1)
                bytes[place] ^= 1 << UInt8(number(0...7))
            }
        }
        return bytes
    }

    /// A network of 2 to 10 members, of whom at least two must sign.
    mutating func network() throws -> (threshold: BLSThreshold, dealt: BLSDealer) {
        let members = number(2...10)
        let threshold = try BLSThreshold(number(2...members), of: members)
        return (threshold, try BLSDealer(threshold, using: &random))
    }
}

/// The stream of SHAKE128 for a seed.
struct SeededBytes: RandomNumberGenerator {
    private var stream: SHAKE128.Output

    init(_ seed: String) {
        var shake = SHAKE128()
        shake.absorb(Array(seed.utf8))
        stream = shake.output()
    }

    mutating func next() -> UInt64 {
        stream.squeeze(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
