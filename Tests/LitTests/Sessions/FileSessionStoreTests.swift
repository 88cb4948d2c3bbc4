import Ethereum
import Foundation
import Lit
import LitContracts
import LitProtocol
import Primitives
import Testing

@Suite struct FileSessionStoreTests {
    private let scene: SessionScene
    private let wallet: EthereumWallet

    init() throws {
        scene = try SessionScene()
        wallet = try SessionVectors.wallet("eoa")
    }

    private func stored(_ permissions: [SessionPermission] = [.sign()]) async throws -> StoredSession {
        try StoredSession(
            secretText: try await scene.maker.session(for: wallet, allowing: permissions).export())
    }

    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let outer = FileManager.default.temporaryDirectory.appending(path: "lit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: outer, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: outer) }
        try await body(outer + "/sessions")
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.posixPermissions] as? Int ?? -1
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    @Test func `Sessions are kept in files that are this user's alone, under names that tell nothing`()
        async throws
    {
        try await inFolder { folder in
            let store = FileSessionStore(folder: folder)
            #expect(try await store.all().isEmpty)
            #expect(!FileManager.default.fileExists(atPath: folder))
            let session = try await stored()
            try await store.save(session)
            #expect(try mode(folder) == 0o700)
            #expect(try names(folder) == ["session-\(session.id).json"])
            #expect(try mode("\(folder)/session-\(session.id).json") == 0o600)
            #expect(session.id.utf8.count == 64)
            #expect(try await store.session(session.id)?.secretText == session.secretText)
            #expect(try await FileSessionStore(folder: folder).all().map(\.id) == [session.id])
        }
    }

    @Test func `A wallet is asked once, by this process or the next`() async throws {
        try await inFolder { folder in
            let signer = ScriptedSigner(wallet)
            for _ in 0..<3 {
                let session = try await scene.maker.session(
                    for: signer, allowing: [.sign()], options: SessionOptions(store: .files(in: folder)))
                let credential = try await session.credential(for: [.sign()])
                _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
            }
            #expect(signer.requests == 1)
        }
    }

    @Test func `Sessions are replaced, listed and forgotten; other files stay`() async throws {
        try await inFolder { folder in
            let store = FileSessionStore(folder: folder)
            let (one, two) = (try await stored(), try await stored([.executeActions()]))
            try await store.save(one)
            let newer = try await stored()
            #expect(newer.id == one.id && newer.secretText != one.secretText)
            try await store.save(newer)
            try await store.save(two)
            try Data("mine".utf8).write(to: URL(filePath: folder + "/notes.txt"))
            #expect(Set(try await store.all().map(\.secretText)) == [newer.secretText, two.secretText])
            try await store.remove(one.id)
            try await store.remove(one.id)
            #expect(try await store.session(one.id) == nil)
            #expect(try await store.removeExpired(at: two.expiration) == 1)
            try await store.save(one)
            try await store.removeAll()
            #expect(try names(folder) == ["notes.txt"])
        }
    }

    @Test(arguments: [0o750, 0o705, 0o777])
    func `A folder that is open to others is refused`(mode: Int) async throws {
        try await inFolder { folder in
            let session = try await stored()
            let store = FileSessionStore(folder: folder)
            try await store.save(session)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
            for error in [
                await refusal { try await store.save(session) }, await refusal { try await store.all() },
                await refusal { try await store.session(session.id) },
                await refusal { try await store.remove(session.id) },
            ] {
                #expect(error?.code == .sessionStoreFailed)
                #expect(error?.message.contains("open to others") == true)
                #expect(error?.hint?.contains("chmod 700") == true)
            }
        }
    }

    @Test(arguments: [0o640, 0o604, 0o666])
    func `A file that is open to others is refused`(mode: Int) async throws {
        try await inFolder { folder in
            let session = try await stored()
            let store = FileSessionStore(folder: folder)
            try await store.save(session)
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: "\(folder)/session-\(session.id).json")
            let error = await refusal { try await store.session(session.id) }
            #expect(error?.code == .sessionStoreFailed)
            #expect(error?.message.contains("open to others") == true)
            // Saving puts a new file there, which is closed.
            try await store.save(session)
            #expect(try await store.session(session.id) != nil)
        }
    }

    @Test func `Symbolic links are not followed`() async throws {
        try await inFolder { folder in
            let session = try await stored()
            let store = FileSessionStore(folder: folder)
            try await store.save(session)
            let (file, elsewhere) = ("\(folder)/session-\(session.id).json", folder + "-elsewhere")
            try FileManager.default.moveItem(atPath: file, toPath: elsewhere)
            try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: elsewhere)
            #expect(await refusal { try await store.session(session.id) }?.code == .sessionStoreFailed)
            // Saving replaces the link, not what it points to.
            let before = try Data(contentsOf: URL(filePath: elsewhere))
            try await store.save(try await stored())
            #expect(try Data(contentsOf: URL(filePath: elsewhere)) == before)
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.type] as? FileAttributeType == .typeRegular)

            let link = folder + "-link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
            let linked = FileSessionStore(folder: link)
            #expect(await refusal { try await linked.all() }?.code == .sessionStoreFailed)
            #expect(await refusal { try await linked.save(session) }?.code == .sessionStoreFailed)
        }
    }

    @Test func `Hard links, folders and pipes in a session's place are refused`() async throws {
        try await inFolder { folder in
            let session = try await stored()
            let store = FileSessionStore(folder: folder)
            try await store.save(session)
            let file = "\(folder)/session-\(session.id).json"
            try FileManager.default.linkItem(atPath: file, toPath: folder + "-second")
            let linked = await refusal { try await store.session(session.id) }
            #expect(linked?.message.contains("another name") == true)
            try FileManager.default.removeItem(atPath: file)
            try FileManager.default.createDirectory(
                atPath: file, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            #expect(await refusal { try await store.session(session.id) }?.code == .sessionStoreFailed)
            try FileManager.default.removeItem(atPath: file)
            #expect(mkfifo(file, 0o600) == 0)
            #expect(await refusal { try await store.session(session.id) }?.code == .sessionStoreFailed)
        }
    }

    @Test func `Damaged files and sessions under another's name are refused`() async throws {
        try await inFolder { folder in
            let (one, two) = (try await stored(), try await stored([.executeActions()]))
            let store = FileSessionStore(folder: folder)
            try await store.save(one)
            try await store.save(two)
            let (a, b) = ("\(folder)/session-\(one.id).json", "\(folder)/session-\(two.id).json")
            try FileManager.default.removeItem(atPath: b)
            try FileManager.default.moveItem(atPath: a, toPath: b)
            #expect(await refusal { try await store.session(two.id) }?.code == .sessionStoreFailed)
            let handle = try FileHandle(forWritingTo: URL(filePath: b))
            try handle.truncate(atOffset: 100)
            #expect(await refusal { try await store.session(two.id) }?.code == .invalidSession)
            try handle.truncate(atOffset: 2 << 20)
            #expect(await refusal { try await store.session(two.id) }?.code == .sessionStoreFailed)
        }
    }

    @Test func `A damaged file gives way to a new session`() async throws {
        try await inFolder { folder in
            let (store, signer) = (FileSessionStore(folder: folder), ScriptedSigner(wallet))
            func session(_ permission: SessionPermission) async throws {
                _ = try await scene.maker.session(
                    for: signer, allowing: [permission], options: SessionOptions(store: store))
            }
            try await session(.sign())
            let id = try #require(try await store.all().first?.id)
            let handle = try FileHandle(forWritingTo: URL(filePath: "\(folder)/session-\(id).json"))
            try handle.truncate(atOffset: 100)
            #expect(try await store.all().isEmpty)
            try await session(.executeActions())
            try await session(.sign())
            #expect(signer.requests == 3)
            #expect(try await store.all().count == 2)
        }
    }

    @Test(arguments: ["", "x", "../secret", String(repeating: "A", count: 64)])
    func `What is no id of a session names no file`(id: String) async throws {
        let store = FileSessionStore(folder: "/nonexistent/lit")
        #expect(await refusal { try await store.session(id) }?.code == .invalidArgument)
        #expect(await refusal { try await store.remove(id) }?.code == .invalidArgument)
    }

    @Test func `A folder that cannot be made is told of`() async throws {
        let store = FileSessionStore(folder: "/nonexistent/lit")
        let session = try await stored()
        let error = await refusal { try await store.save(session) }
        #expect(error?.code == .sessionStoreFailed)
        #expect(error?.message.contains("/nonexistent/lit") == true)
    }

    @Test func `Many tasks may use one folder at once`() async throws {
        try await inFolder { folder in
            let sessions = [
                try await stored(), try await stored([.executeActions()]), try await stored([.decrypt()]),
            ]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for turn in 0..<60 {
                    group.addTask {
                        let store = FileSessionStore(folder: folder)
                        let session = sessions[turn % 3]
                        if turn % 7 == 6 {
                            try await store.remove(session.id)
                        } else if turn % 2 == 0 {
                            try await store.save(session)
                        } else {
                            // Whole, whenever it is there.
                            let found = try await store.session(session.id)
                            #expect(found == nil || found?.secretText == session.secretText)
                            _ = try await store.all()
                        }
                    }
                }
                try await group.waitForAll()
            }
            for session in sessions { try await FileSessionStore(folder: folder).save(session) }
            #expect(try await FileSessionStore(folder: folder).all().count == 3)
            #expect(try names(folder).count == 3)
        }
    }
}
