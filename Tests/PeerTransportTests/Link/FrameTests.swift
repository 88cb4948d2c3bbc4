import NIOCore
import PeerTransport
import Primitives
import TestSupport
import Testing

@Suite struct FrameTests {
    private func bytes(_ frame: Frame, sequence: UInt64 = 0) -> ByteBuffer {
        var buffer = ByteBuffer()
        frame.write(to: &buffer, sequence: sequence)
        return buffer
    }

    private func hello() throws -> Hello {
        Hello(
            network: try #require(Fixtures.network), node: try Fixtures.id(1), nonce: Fixtures.word(2),
            answering: Fixtures.word(3), instance: Fixtures.word(4))
    }

    private func all() throws -> [Frame] {
        [
            .hello(try hello()), .ready(answering: Fixtures.word(9)),
            .message(Fixtures.message(5, size: 300)),
            .message(PeerMessage(service: PeerService(rawValue: 0), session: .zero, body: [])), .ping(1),
            .pong(.max), .goodbye(.network), .goodbye(nil),
        ]
    }

    @Test func `Every frame is read as it was written, however it is cut`() throws {
        let frames = try all()
        var whole = ByteBuffer()
        for (number, frame) in frames.enumerated() { frame.write(to: &whole, sequence: UInt64(number)) }
        for step in [1, 2, 3, 7, 64, 100_000] {
            var reader = FrameReader(limit: 1024)
            var read: [Frame] = []
            var rest = whole
            while rest.readableBytes > 0 {
                let length = min(step, rest.readableBytes)
                let piece = rest.readSlice(length: length)
                reader.append(try #require(piece))
                while let (sequence, frame) = try reader.next() {
                    #expect(sequence == UInt64(read.count))
                    read.append(frame)
                }
            }
            #expect(read == frames)
            #expect(reader.buffered == 0)
        }
    }

    @Test func `The bytes of a frame are those of the format`() {
        let message = PeerMessage(
            service: PeerService(rawValue: 3), session: Fixtures.word(0xab), body: [1, 2])
        let expected =
            "0000002c" + "0000000000000102" + "02" + "03" + String(repeating: "ab", count: 32) + "0102"
        #expect(Array(bytes(.message(message), sequence: 258).readableBytesView).hex == expected)
    }

    @Test func `A frame that is cut short or has a byte too many is refused`() throws {
        for frame in try all() where frame != .message(Fixtures.message(5, size: 300)) {
            let whole = Array(bytes(frame).readableBytesView.dropFirst(4))
            var isMessage = false
            if case .message = frame { isMessage = true }
            var short = ByteBuffer(bytes: whole.dropLast())
            #expect(throws: PeerLinkError.self) { try Frame.read(&short) }
            var long = ByteBuffer(bytes: whole + [0])
            if isMessage {
                #expect(throws: Never.self) { try Frame.read(&long) }
            } else {
                #expect(throws: PeerLinkError.self) { try Frame.read(&long) }
            }
        }
    }

    @Test func `A length below the header's is refused`() throws {
        var reader = FrameReader(limit: 1024)
        reader.append(ByteBuffer(bytes: [0, 0, 0, 8]))
        #expect(try failure { () throws(PeerLinkError) in try reader.next() }.code == .malformed)
    }

    @Test func `A length beyond the limit is refused before anything of it is there`() throws {
        for length in [1025, UInt32.max] {
            var reader = FrameReader(limit: 1024)
            reader.append(ByteBuffer(integer: length))
            #expect(try failure { () throws(PeerLinkError) in try reader.next() }.code == .oversize)
        }
        var reader = FrameReader(limit: 1024)
        reader.append(ByteBuffer(integer: UInt32(1024)))
        #expect(try reader.next() == nil)
    }

    @Test func `An unknown kind is refused`() throws {
        var content = ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 6])
        #expect(try failure { () throws(PeerLinkError) in try Frame.read(&content) }.code == .malformed)
    }

    @Test func `A goodbye with a code of a later version is a goodbye`() throws {
        var content = ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 5, 250])
        #expect(try Frame.read(&content).frame == .goodbye(nil))
    }

    @Test func `A hello of another version is recognised whatever follows`() throws {
        var content = ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0] + Array("LITP".utf8) + [0, 2, 1, 2, 3])
        let error = try failure { () throws(PeerLinkError) in try Frame.read(&content) }
        #expect(error.code == .version)
        #expect(error.description.contains("version 2"))
    }

    @Test func `A hello that begins otherwise is no hello`() throws {
        var content = ByteBuffer(bytes: [0, 0, 0, 0, 0, 0, 0, 0, 0] + Array("GET / HTTP/1.1".utf8))
        #expect(try failure { () throws(PeerLinkError) in try Frame.read(&content) }.code == .malformed)
    }

    @Test func `No bytes make the reader trap, and what it accepts it writes back the same`() throws {
        var random = SplitMix64(seed: fuzzSeed)
        let seeds = try all().map { Array(bytes($0, sequence: 3).readableBytesView) }
        var accepted = 0
        var refused = 0
        for round in 0..<fuzzIterations {
            let input = round % 4 == 0 ? random.bytes(upTo: 200) : random.mutated(random.pick(seeds) ?? [])
            var reader = FrameReader(limit: 512)
            var consumed = 0
            var rest = ByteBuffer(bytes: input)
            do throws(PeerLinkError) {
                while rest.readableBytes > 0 {
                    let length = min(rest.readableBytes, 1 + Int(random.next() % 64))
                    let piece = rest.readSlice(length: length)
                    reader.append(piece ?? ByteBuffer())
                    while let (sequence, frame) = try reader.next() {
                        let written = Array(bytes(frame, sequence: sequence).readableBytesView)
                        let original = Array(input[consumed..<min(input.count, consumed + written.count)])
                        // Codes that are not known are not kept.
                        if frame != .goodbye(nil) { #expect(written == original) }
                        consumed += written.count
                        accepted += 1
                    }
                }
                #expect(reader.buffered <= 516)
            } catch {
                refused += 1
            }
        }
        #expect(accepted > fuzzIterations / 100)
        #expect(refused > fuzzIterations / 100)
    }
}
