internal import Primitives

/// Lines of an answer that come from several sides, in one order, and between them a sign of life.
struct LineQueue: Sendable {
    private let stream: AsyncStream<JSON>
    private let continuation: AsyncStream<JSON>.Continuation
    private let pause: Duration

    /// - Parameter alive: how often there is a sign of life.
    init(alive pause: Duration) {
        (stream, continuation) = AsyncStream.makeStream(of: JSON.self)
        self.pause = pause
    }

    /// From any thread.
    func add(_ line: JSON) { continuation.yield(line) }

    /// Writes what `source` adds until it ends, or nobody reads any more: then it is cancelled.
    func feed(to writer: LineWriter, from source: @escaping @Sendable (LineQueue) async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await source(self)
                continuation.finish()
            }
            group.addTask {
                while (try? await Task.sleep(for: pause)) != nil { add(["event": "alive"]) }
            }
            for await line in stream {
                guard (try? await writer.write(line)) != nil else { break }
            }
            group.cancelAll()
        }
    }
}
