import KeyService
import KeyStore
import Primitives
import TestSupport
import Testing
import Threshold

@Suite("Messages of the key service")
struct DecoderTests {
    private static let pair = PairID(
        TripleID(Keccak256.hash([1])), TripleID(Keccak256.hash([2])))
    private static let parties = [PartyID(0), PartyID(7), PartyID(254)]
    private static let tag = [UInt8](repeating: 9, count: RunNumber.tagCount)

    private static var signing: [SigningMessage] {
        let mark = [UInt8](repeating: 3, count: StoreMark.encodedCount)
        return [
            .join(order: .zero, again: false), .join(order: .zero, again: true), .pass,
            .propose(attempt: 7, signers: parties, pair: pair, mark: mark), .run(attempt: 1, [1, 2, 3]),
            .run(attempt: 1, []), .giveUp(attempt: 1, next: .max, culprits: parties),
        ] + [AgreementWorld.signature(of: 4)].compactMap { $0.map { .done(attempt: 4, $0) } }
    }

    private static var pools: [PoolMessage] {
        let run = RunNumber(tag: tag, number: 77)
        return [
            .memory(tag: tag, nil), .ask, .compare(round: 5), .holdings(round: .max, [pair, pair]),
            .holdings(round: 0, []), .keep(round: 1, [pair]), .start(run, pairs: 16),
            .ended(run, isStored: true), .ended(run, isStored: false), .demand, .stocked,
        ]
    }

    private static var generation: [CeremonyMessage] {
        [
            .hello(nonce: .zero, sharings: [Keccak256.hash([3])], isReply: false),
            .hello(nonce: .zero, sharings: [], isReply: true), .run(.zero, key: 2, [1, 2]),
            .made(run: .zero, fingerprint: Keccak256.hash([4])),
        ]
    }

    @Test func `Every message is read as it was written`() throws {
        for message in Self.signing { #expect(try SigningMessage(message.encoded) == message) }
        for message in Self.pools { #expect(try PoolMessage(message.encoded) == message) }
        for message in Self.generation { #expect(try CeremonyMessage(message.encoded) == message) }
    }

    @Test func `Whatever is read is written the same way again, and nothing crashes`() {
        var random = SplitMix64(seed: fuzzSeed)
        var read = 0
        let valid = Self.signing.map(\.encoded) + Self.pools.map(\.encoded) + Self.generation.map(\.encoded)
        for _ in 0..<fuzzIterations {
            let body =
                random.next() % 4 == 0
                ? [1] + random.bytes(upTo: 200) : random.mutated(random.pick(valid) ?? [])
            if let message = try? SigningMessage(body) {
                #expect(message.encoded == body)
                read += 1
            }
            if let message = try? PoolMessage(body) {
                // The last byte of `ended` is one or anything else.
                #expect((try? PoolMessage(message.encoded)) == message)
                read += 1
            }
            if let message = try? CeremonyMessage(body) {
                #expect(message.encoded == body)
                read += 1
            }
        }
        #expect(read > fuzzIterations / 100)
    }

    @Test func `Other versions, other kinds and what is too long or too short are refused`() {
        for body in Self.signing.map(\.encoded) {
            #expect(throws: (any Error).self) { try SigningMessage([2] + body.dropFirst()) }
            #expect(throws: (any Error).self) { try SigningMessage([body[0], 99] + body.dropFirst(2)) }
        }
        for body in Self.signing.map(\.encoded) where body[1] != 3 {
            #expect(throws: (any Error).self) { try SigningMessage(body + [0]) }
            #expect(throws: (any Error).self) { try SigningMessage(body.dropLast()) }
        }
        let long = SigningMessage.run(attempt: 0, [UInt8](repeating: 0, count: SigningMessage.runLimit + 1))
        #expect(throws: (any Error).self) { try SigningMessage(long.encoded) }
        for body in Self.pools.map(\.encoded) + Self.generation.map(\.encoded) {
            #expect(throws: (any Error).self) { try PoolMessage([0] + body.dropFirst()) }
            #expect(throws: (any Error).self) { try CeremonyMessage([0] + body.dropFirst()) }
        }
        #expect(throws: (any Error).self) { try SigningMessage([]) }
        #expect(throws: (any Error).self) { try PoolMessage([1]) }
        #expect(throws: (any Error).self) { try CeremonyMessage([1]) }
    }
}
