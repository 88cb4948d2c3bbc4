import ActionProtocol
import ActionRuntime
import Primitives
import Testing

/// Bodies that grow a thousandfold when they are inflated.
@Suite(.serialized, .timeLimit(.minutes(2))) struct InflationTests: FetchSuite {
    /// The beginning of `head -c 1G /dev/zero | gzip -n9`: from here on each zero byte is four times the longest match,
    /// 1032 bytes.
    private static let start = "1f8b0800000000000203ecc101010000008090feafee080a"

    private func bomb(inflatingTo size: Int) throws -> [UInt8] {
        try Hex.decode(Self.start) + [UInt8](repeating: 0, count: size / 1032)
    }

    /// How much could be read, and why no more.
    private func drain(_ session: FetchSession, _ url: String) async throws -> (count: Int, failure: String) {
        var count = 0
        do throws(OperationFailure) {
            let answer = try await session.perform(request(url))
            let stream = answer.value["body"]?.int ?? 0
            while true {
                let part = try await session.perform(
                    operation("fetchRead", ["stream": .number(.init(stream))]))
                if part.value["done"] == true { return (count, "") }
                count += part.bytes.count
            }
        } catch {
            return (count, error.message)
        }
    }

    @Test func `What inflates beyond the limit is broken off there, and memory stays bounded`() async throws {
        let bytes = try bomb(inflatingTo: 1 << 30)
        let server = try await HTTPServer { _ in response(200, ["Content-Encoding: gzip"], bytes) }
        let url = "http://127.0.0.1:\(server.port)/"
        let limit = 4 << 20
        let small = session({ $0.responseLimit = limit })
        _ = try await drain(small, url)
        let before = residentMemory()
        for _ in 0..<8 {
            let (count, failure) = try await drain(session({ $0.responseLimit = limit }), url)
            #expect(count <= limit)
            #expect(failure.contains("larger"))
        }
        #expect(residentMemory() - before < 128 << 20)
        await server.shutdown()
    }

    @Test func `With the limit that nodes have, a GiB is refused after 32 MiB`() async throws {
        let bytes = try bomb(inflatingTo: 1 << 30)
        let server = try await HTTPServer { _ in response(200, ["Content-Encoding: gzip"], bytes) }
        let before = residentMemory()
        let (count, failure) = try await drain(session(), "http://127.0.0.1:\(server.port)/")
        #expect(count <= 32 << 20)
        // So much was inflated, so that the text is about size and not about a damaged stream.
        #expect(count > 1 << 20)
        #expect(failure.contains("larger"))
        #expect(residentMemory() - before < 192 << 20)
        await server.shutdown()
    }

    @Test func `A reader that stops reading holds back what is inflated`() async throws {
        let bytes = try bomb(inflatingTo: 1 << 30)
        let server = try await HTTPServer { _ in response(200, ["Content-Encoding: gzip"], bytes) }
        let url = "http://127.0.0.1:\(server.port)/"
        let before = residentMemory()
        let session = session({ $0.responseLimit = 1 << 30 })
        // Heads only: nobody asks for the bodies.
        for id in 0..<4 { _ = try await session.perform(request(url, id: id)) }
        // What one read from a connection inflates to is at most 16 MiB each.
        #expect(residentMemory() - before < 256 << 20)
        session.close()
        await server.shutdown()
    }

    @Test func `A stream that is cut off is a failure`() async throws {
        let bytes = try bomb(inflatingTo: 1 << 20)
        let server = try await HTTPServer { _ in response(200, ["Content-Encoding: gzip"], bytes) }
        let (_, failure) = try await drain(session(), "http://127.0.0.1:\(server.port)/")
        #expect(!failure.isEmpty)
        await server.shutdown()
    }
}
