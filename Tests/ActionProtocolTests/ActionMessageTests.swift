import ActionProtocol
import TestSupport
import Testing

@Suite struct ActionMessageTests {
    static let sample = ActionMessage(
        .call, number: 0x0102_0304, name: "fetch", json: Array("{}".utf8), bytes: [9, 8, 7])

    @Test func `The bytes on the wire are those that are written down`() throws {
        #expect(
            try Self.sample.encoded(limit: 100)
                == [21, 0, 0, 0, 4, 4, 3, 2, 1, 5, 0] + Array("fetch".utf8) + [2, 0, 0, 0] + Array("{}".utf8)
                + [9, 8, 7])
    }

    @Test func `A message comes back from its bytes`() throws {
        let bytes = try Self.sample.encoded(limit: 100)
        #expect(try ActionMessage.length(prefix: bytes, limit: 100) == bytes.count - 4)
        #expect(try ActionMessage(body: bytes[4...]) == Self.sample)
        let empty = try ActionMessage(.ready).encoded(limit: 11)
        #expect(try ActionMessage(body: empty[4...]) == ActionMessage(.ready))
    }

    @Test func `A message that is too long is neither sent nor taken`() throws {
        let length = try Self.sample.encoded(limit: 21).count
        #expect(length == 25)
        #expect(throws: ActionMessageError.self) { try Self.sample.encoded(limit: 20) }
        #expect(
            code { () throws(ActionMessageError) in
                _ = try ActionMessage.length(prefix: [22, 0, 0, 0], limit: 21)
            } == .tooLong)
        #expect(
            code { () throws(ActionMessageError) in
                _ = try ActionMessage.length(prefix: [255, 255, 255, 255], limit: 1 << 30)
            } == .tooLong)
        let long = ActionMessage(.log, name: String(repeating: "n", count: 70_000))
        #expect(code { () throws(ActionMessageError) in _ = try long.encoded(limit: 1 << 20) } == .tooLong)
    }

    @Test func `Nonsense has its reason`() throws {
        var bytes = Array(try Self.sample.encoded(limit: 100).dropFirst(4))
        #expect(
            code { () throws(ActionMessageError) in _ = try ActionMessage(body: bytes.prefix(17)) }
                == .truncated)
        #expect(code { () throws(ActionMessageError) in _ = try ActionMessage(body: []) } == .truncated)
        #expect(
            code { () throws(ActionMessageError) in
                _ = try ActionMessage.length(prefix: [10, 0, 0, 0], limit: 99)
            } == .truncated)
        #expect(
            code { () throws(ActionMessageError) in _ = try ActionMessage.length(prefix: [10, 0], limit: 99) }
                == .truncated)
        bytes[7] = 0xff
        #expect(code { () throws(ActionMessageError) in _ = try ActionMessage(body: bytes[...]) } == .badName)
        bytes[0] = 77
        #expect(
            code { () throws(ActionMessageError) in _ = try ActionMessage(body: bytes[...]) } == .unknownKind)
    }

    @Test func `Messages come out of a stream however it is cut`() throws {
        let messages = [Self.sample, ActionMessage(.log, bytes: Array("text".utf8)), ActionMessage(.ready)]
        let stream = try messages.flatMap { try $0.encoded(limit: 100) }
        for size in [1, 2, 3, 7, 20, stream.count] {
            var decoder = ActionMessageDecoder(limit: 100)
            var found: [ActionMessage] = []
            for start in Swift.stride(from: 0, to: stream.count, by: size) {
                decoder.append(stream[start..<min(start + size, stream.count)])
                while let message = try decoder.next() { found.append(message) }
            }
            #expect(found == messages)
            #expect(decoder.pending == 0)
        }
    }

    @Test func `No bytes make the decoder fall, and what it reads it writes alike`() throws {
        var random = SplitMix64(seed: fuzzSeed)
        let good = try Self.sample.encoded(limit: 100)
        for _ in 0..<fuzzIterations {
            var decoder = ActionMessageDecoder(limit: 4096)
            let bytes = random.mutated(good)
            decoder.append(bytes)
            if let message = try? decoder.next() {
                #expect(
                    Array(bytes.prefix(bytes.count - decoder.pending)) == (try message.encoded(limit: 4096)))
            }
        }
    }

    private func code(_ body: () throws(ActionMessageError) -> Void) -> ActionMessageError.Code? {
        do { try body() } catch { return error.code }
        return nil
    }
}
