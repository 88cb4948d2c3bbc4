import Foundation
import Primitives
import Secp256k1
import Threshold

/// Both sides of a multiplication by oblivious transfers, presigning, and shares of keys, on secrets that
/// memcheck holds to be undefined.
///
/// What one side receives has to be defined, as it comes from outside. So the other side, and a rehearsal of
/// the side that is probed, compute on the bytes that the probe's --malloc-fill gives to undefined memory.
enum ThresholdProbe {
    /// The byte of --malloc-fill.
    static let filler: UInt8 = 0x11

    private static let names = [pairSessionName([1, 2, 3], PartyID(0), PartyID(1))]

    /// The lower id's side: both base keys, choices of the extension, and the receiving end of the
    /// conversions.
    static func receiver(_ secret: () -> Bytes32) throws -> Scalar {
        let (_, others) = try rehearsal()
        var undefined: any ProtocolRandomness = UndefinedRandomness()
        var side = MultiplicationReceiver(
            peer: PartyID(1), factors: [factors(secret)], sessionNames: names, sharesBase: false,
            randomness: &undefined)
        _ = side.opening
        _ = try side.extend(others[0], randomness: &undefined)
        _ = try side.prove(others[1])
        return try side.multiply(others[2], randomness: &undefined).summands[0]
    }

    /// The higher id's side: choices of the base transfers, which are the correlation, and the pairs.
    static func sender(_ secret: () -> Bytes32) throws -> Scalar {
        let (others, _) = try rehearsal()
        var undefined: any ProtocolRandomness = UndefinedRandomness()
        var side = MultiplicationSender(
            peer: PartyID(0), factors: [factors(secret)], sessionNames: names, sharesBase: false)
        _ = try side.choose(others[0], randomness: &undefined)
        _ = try side.challenge(others[1], randomness: &undefined)
        _ = try side.offer(others[2], randomness: &undefined)
        return try side.finish(others[3])[0]
    }

    private static func factors(_ secret: () -> Bytes32) -> Factors {
        Factors(Scalar(reducing: secret()), Scalar(reducing: secret()))
    }

    /// The messages of both sides, the lower id's first.
    private static func rehearsal() throws -> (lower: [[UInt8]], higher: [[UInt8]]) {
        var filled: any ProtocolRandomness = FilledRandomness()
        let factors = [factors { .filled }]
        var lower = MultiplicationReceiver(
            peer: PartyID(1), factors: factors, sessionNames: names, sharesBase: false,
            randomness: &filled)
        var higher = MultiplicationSender(
            peer: PartyID(0), factors: factors, sessionNames: names, sharesBase: false)
        var (fromLower, fromHigher) = ([lower.opening], [[UInt8]]())
        fromHigher.append(try higher.choose(fromLower[0], randomness: &filled))
        fromLower.append(try lower.extend(fromHigher[0], randomness: &filled))
        fromHigher.append(try higher.challenge(fromLower[1], randomness: &filled))
        fromLower.append(try lower.prove(fromHigher[1]))
        fromHigher.append(try higher.offer(fromLower[2], randomness: &filled))
        fromLower.append(try lower.multiply(fromHigher[2], randomness: &filled).message)
        return (fromLower, fromHigher)
    }

    /// What a signer tells the others, and its share of the signature.
    static func sign(_ secret: () -> Bytes32) -> (PresigningShare, Scalar) {
        func scalar() -> Scalar { Scalar(reducing: secret()) }
        let inputs = PresigningInputs(
            x: scalar(), first: (scalar(), scalar()), second: (scalar(), scalar(), scalar()),
            keyWeight: Scalar(7), tripleWeight: Scalar(9))
        let share = inputs.share
        let sums = PresigningSums([PresigningShare(kd: Scalar(3), ka: Scalar(4), xb: Scalar(5))])
        let presignature = inputs.presignature(sums, bigR: .generator).rerandomised(by: Scalar(11))
        return (share, presignature.sign(Scalar(13)).release())
    }

    /// Everybody's shares of a secret, and the weighted share that is handed over.
    static func polynomial(_ secret: () -> Bytes32) throws -> [Scalar] {
        let polynomial = SecretPolynomial<Point>(count: 4) { _ in Scalar(reducing: secret()) }
        let keepers = try Participants([PartyID(0), PartyID(2), PartyID(5)])
        return keepers.map { party in
            Resharing<Point>.contribution(of: party, share: polynomial.share(of: party), keepers: keepers)
        }
    }

    /// A stored share that is read, and one derived from it.
    static func keyShare(_ secret: () -> Bytes32) throws -> Secret {
        let participants = try Participants([PartyID(0), PartyID(1)])
        let slope = Scalar(5)
        let publics = PublicPolynomial(
            [Scalar(reducing: .filled) - slope, slope].map { Point.generator(timesPublic: $0) })
        let bytes = secret()
        let share = try KeyShare(
            owner: PartyID(0), participants: participants, publicPolynomial: publics,
            secret: Secret(count: 32) { buffer in
                let words = (bytes.words.0, bytes.words.1, bytes.words.2, bytes.words.3)
                withUnsafeBytes(
                    of: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
                ) {
                    buffer.copyMemory(from: $0)
                }
            })
        return try KeyShare.derived(from: [share, share], tweak: Scalar(17)).secret
    }
}

/// Memory that was never written, but for seeds, which are sent as they are.
private struct UndefinedRandomness: ProtocolRandomness {
    private var filled = FilledRandomness()

    mutating func wide(_ draw: RandomDraw) -> (high: Bytes32, low: Bytes32) {
        (Probe.secretBytes(), Probe.secretBytes().distinguished(by: draw))
    }

    mutating func fill(_ output: UnsafeMutableRawBufferPointer, _ draw: RandomDraw) {
        switch draw.purpose {
        case .checkSeed, .multiplierSeed0, .multiplierSeed1: filled.fill(output, draw)
        default:
            var offset = 0
            while offset < output.count {
                withUnsafeBytes(of: Probe.secretBytes().words) { bytes in
                    let count = min(bytes.count, output.count - offset)
                    UnsafeMutableRawBufferPointer(rebasing: output[offset...])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                }
                offset += 32
            }
        }
    }
}

/// The same values, defined.
private struct FilledRandomness: ProtocolRandomness {
    mutating func wide(_ draw: RandomDraw) -> (high: Bytes32, low: Bytes32) {
        (.filled, .filled.distinguished(by: draw))
    }

    mutating func fill(_ output: UnsafeMutableRawBufferPointer, _ draw: RandomDraw) {
        for index in output.indices { output[index] = ThresholdProbe.filler }
    }
}

extension Bytes32 {
    fileprivate static var filled: Bytes32 {
        let word = UInt64(ThresholdProbe.filler) &* 0x0101_0101_0101_0101
        return Bytes32(words: word, word, word, word)
    }

    /// Other bytes for every draw, since equal secrets of both sides are refused.
    fileprivate func distinguished(by draw: RandomDraw) -> Bytes32 {
        let name = draw.purpose.rawValue.utf8.reduce(UInt64(draw.index)) { $0 &* 31 &+ UInt64($1) }
        return Bytes32(words: words.0, words.1, words.2, words.3 ^ name)
    }
}
