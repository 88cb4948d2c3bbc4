import ActionRuntime
import Foundation
import HTTPTransport
import Primitives
import Synchronization
import Testing

@Suite struct CodeStoreTests {
    private static let text = "Lit.Actions.setResponse({ response: 'hello' })"
    private static let code = ActionCode(text)

    private func store(
        gateway: String? = "http://gateway.example/ipfs/{}", cache: String? = nil, folder: String? = nil,
        changing change: (inout CodeStore.Configuration) -> Void = { _ in },
        answering handler: @escaping InMemoryTransport.Handler = { _ in
            .init(status: 200, body: Array(text.utf8))
        }
    ) -> (store: CodeStore, gateway: InMemoryTransport) {
        let transport = InMemoryTransport(handler)
        var configuration = CodeStore.Configuration(gateway: gateway, cacheFolder: cache, folder: folder)
        change(&configuration)
        return (CodeStore(configuration, transport: transport), transport)
    }

    private func failure(_ store: CodeStore, _ cid: String) async -> ActionFailure? {
        do throws(ActionFailure) {
            _ = try await store.code(for: cid)
            return nil
        } catch { return error }
    }

    @Test func `The identifier of code is that of ipfs add`() {
        #expect(ActionCode("hello world").id == "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD")
        #expect(ActionCode("").id == "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH")
    }

    @Test func `Code comes from the gateway once, and then from memory`() async throws {
        let (store, gateway) = store()
        for _ in 0..<3 { #expect(try await store.code(for: Self.code.id) == Self.code) }
        #expect(gateway.requests.count == 1)
        #expect(gateway.requests.first?.url.path == "/ipfs/\(Self.code.id)")
    }

    @Test func `Version 1 is accepted, and the code has its version 0 identifier`() async throws {
        let (store, gateway) = store()
        let v1 = Self.code.cid.asVersion1.description
        #expect(try await store.code(for: v1).id == Self.code.id)
        #expect(gateway.requests.first?.url.path == "/ipfs/\(v1)")
        let raw = CID.rawBlock(of: Array(Self.text.utf8))
        #expect(try await store.code(for: raw.description).id == Self.code.id)
    }

    @Test func `A template without a place for the identifier is used as it is`() async throws {
        let (store, gateway) = store(gateway: "http://gateway.example/fixed")
        _ = try await store.code(for: Self.code.id)
        #expect(gateway.requests.first?.url.path == "/fixed")
    }

    @Test func `Code that is not what was named is refused`() async throws {
        let (store, _) = store(answering: { _ in .init(status: 200, body: Array("other".utf8)) })
        let failure = try #require(await failure(store, Self.code.id))
        #expect(failure.code == .codeUnavailable)
        #expect(
            failure.message
                == """
                Error getting code from ipfs url.  Hash mismatch.  Expected: \(Self.code.id)  \
                Actual: \(ActionCode("other").id)
                """)
        let v1 = Self.code.cid.asVersion1.description
        #expect(await self.failure(store, v1)?.message.contains("Hash mismatch") == true)
        let raw = CID.rawBlock(of: Array(Self.text.utf8)).description
        #expect(await self.failure(store, raw)?.message.contains("Hash mismatch") == true)
    }

    @Test func `Code that is too large is broken off`() async throws {
        let (store, _) = store(changing: { $0.sizeLimit = 10 })
        let failure = try #require(await failure(store, Self.code.id))
        #expect(failure.message == "Error getting code from ipfs url. File too large: more than 10")
    }

    @Test func `Any status but 200 is a failure, and is asked for again`() async throws {
        let status = Mutex(404)
        let (store, gateway) = store(answering: { _ in
            .init(status: status.withLock { $0 }, body: Array(Self.text.utf8))
        })
        #expect(await failure(store, Self.code.id)?.message.contains("404") == true)
        status.withLock { $0 = 200 }
        #expect(await failure(store, Self.code.id) == nil)
        #expect(gateway.requests.count == 2)
    }

    @Test func `Bytes that are no text are refused`() async {
        let (store, _) = store(answering: { _ in .init(status: 200, body: [0xff, 0xfe]) })
        #expect(await failure(store, Self.code.id)?.message.contains("UTF-8") == true)
    }

    @Test(arguments: [
        "", "Qm", "not a cid", "../../etc/passwd", "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQ",
        "bafyreigdmqpykrgxyaxtlafqpqhzrb7qy2rh75nldvfd4tucqmqqme5yje",
    ])
    func `Text that names no code is refused before anything is asked`(text: String) async {
        let (store, gateway) = store()
        #expect(await failure(store, text)?.code == .invalidCID)
        #expect(gateway.requests.isEmpty)
    }

    @Test func `Requests at the same time fetch once, and one that is cancelled harms no other`() async throws
    {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let (store, gateway) = store(answering: { _ in
            for await _ in gate { break }
            return .init(status: 200, body: Array(Self.text.utf8))
        })
        let tasks = (0..<20).map { _ in Task { await failure(store, Self.code.id) } }
        while gateway.requests.isEmpty { await Task.yield() }
        tasks[0].cancel()
        open.yield()
        for task in tasks.dropFirst() { #expect(await task.value == nil) }
        #expect(gateway.requests.count == 1)
    }

    @Test func `Without a gateway only what is here is found`() async throws {
        let folder = try TemporaryFolder()
        let (store, gateway) = store(gateway: nil, folder: folder.path)
        #expect(await failure(store, Self.code.id)?.message.contains("no gateway") == true)
        #expect(try await store.put(Self.text) == Self.code.cid)
        #expect(try await store.code(for: Self.code.id) == Self.code)
        #expect(try folder.names() == [Self.code.id])
        #expect(gateway.requests.isEmpty)
    }

    @Test func `A file of the local folder that is not what its name says is refused`() async throws {
        let folder = try TemporaryFolder()
        try Data("other".utf8).write(to: folder.url.appendingPathComponent(Self.code.id))
        let (store, _) = store(gateway: nil, folder: folder.path)
        #expect(await failure(store, Self.code.id)?.message.contains("Hash mismatch") == true)
    }

    @Test func `What was fetched survives on disk`() async throws {
        let folder = try TemporaryFolder()
        _ = try await store(cache: folder.path).store.code(for: Self.code.id)
        #expect(try folder.names() == [Self.code.id])
        let (second, gateway) = store(cache: folder.path)
        #expect(try await second.code(for: Self.code.id) == Self.code)
        #expect(gateway.requests.isEmpty)
    }

    @Test func `What was damaged on disk is fetched anew`() async throws {
        let folder = try TemporaryFolder()
        try Data("damaged".utf8).write(to: folder.url.appendingPathComponent(Self.code.id))
        let (store, gateway) = store(cache: folder.path)
        #expect(try await store.code(for: Self.code.id) == Self.code)
        #expect(gateway.requests.count == 1)
        let file = try Data(contentsOf: folder.url.appendingPathComponent(Self.code.id))
        #expect(file == Data(Self.text.utf8))
    }

    @Test func `The cache on disk holds so many bytes, and lets the oldest go`() async throws {
        let folder = try TemporaryFolder()
        let codes = (0..<6).map { ActionCode(String(repeating: "\($0)", count: 100)) }
        let texts = Dictionary(uniqueKeysWithValues: codes.map { ("/ipfs/\($0.id)", $0.text) })
        let (store, _) = store(
            cache: folder.path, changing: { $0.cacheLimit = 350 },
            answering: { request in
                .init(status: 200, body: Array((texts[request.url.path] ?? "").utf8))
            })
        for code in codes { _ = try await store.code(for: code.id) }
        #expect(try Set(folder.names()) == Set(codes.suffix(3).map(\.id)))
    }

    @Test func `Memory holds so many bytes`() async throws {
        let codes = (0..<4).map { ActionCode(String(repeating: "\($0)", count: 100)) }
        let texts = Dictionary(uniqueKeysWithValues: codes.map { ("/ipfs/\($0.id)", $0.text) })
        let (store, gateway) = store(
            changing: { $0.memoryLimit = 250 },
            answering: { request in
                .init(status: 200, body: Array((texts[request.url.path] ?? "").utf8))
            })
        for code in codes { _ = try await store.code(for: code.id) }
        _ = try await store.code(for: codes[3].id)
        #expect(gateway.requests.count == 4)
        _ = try await store.code(for: codes[0].id)
        #expect(gateway.requests.count == 5)
    }
}

extension CID {
    /// The identifier of one raw block: what `ipfs add --cid-version 1` gives a small file.
    fileprivate static func rawBlock(of bytes: [UInt8]) -> CID {
        // The forms of codec and multihash are known to be good.
        (try? CID(codec: .raw, multihash: .sha256(of: bytes))) ?? CID(dagPB: .zero)
    }
}
