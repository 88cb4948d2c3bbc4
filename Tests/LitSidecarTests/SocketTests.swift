import Foundation
import LitSidecar
import Testing

/// Where a Unix socket may be.
struct SocketTests {
    private func start(_ path: String) async throws -> SidecarServer {
        try await SidecarServer.start(Sidecar(token: nil), at: .socket(path))
    }

    private func failure(_ path: String) async -> StartFailure? {
        do throws(StartFailure) {
            let server = try await SidecarServer.start(Sidecar(token: nil), at: .socket(path))
            await server.end(within: .zero)
            return nil
        } catch { return error }
    }

    @Test func `A missing folder is made, and both are closed to others`() async throws {
        try await Place.withFolder { folder in
            let server = try await start(folder + "/a/b/s")
            #expect(Place.mode(folder + "/a") == 0o700)
            #expect(Place.mode(folder + "/a/b") == 0o700)
            #expect(Place.mode(folder + "/a/b/s") == 0o600)
            await server.end(within: .zero)
            #expect(!FileManager.default.fileExists(atPath: folder + "/a/b/s"))
        }
    }

    @Test(arguments: [0o755, 0o710, 0o701, 0o720])
    func `A folder that others can enter is refused`(mode: Int) async throws {
        try await Place.withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder + "/open", withIntermediateDirectories: false,
                attributes: [.posixPermissions: mode])
            let failure = await failure(folder + "/open/s")
            #expect(failure?.code == .cannotCreate)
            #expect(failure?.description.contains("open to other users") == true)
        }
    }

    @Test func `A folder behind a link is refused`() async throws {
        try await Place.withFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder)
            #expect(await failure(folder + "/link/s")?.code == .cannotCreate)
        }
    }

    @Test func `A socket that somebody serves is left alone`() async throws {
        try await Place.withFolder { folder in
            let server = try await start(folder + "/s")
            #expect(await failure(folder + "/s")?.code == .inUse)
            #expect(try await Caller(.socket(folder + "/s")).call("GET", "/v1/health").status == 200)
            await server.end(within: .zero)
        }
    }

    @Test func `A socket that nobody serves any more is replaced`() async throws {
        try await Place.withFolder { folder in
            let path = folder + "/s"
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            #expect(bound == 0)
            close(descriptor)
            #expect(FileManager.default.fileExists(atPath: path))
            let server = try await start(path)
            #expect(try await Caller(.socket(path)).call("GET", "/v1/health").status == 200)
            await server.end(within: .zero)
        }
    }

    /// By the shell alone, which cannot call a socket, but is told whether it may.
    @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
    func `Another user reaches the socket neither in its folder nor where everybody may go`() async throws {
        try await Place.withFolder { folder in
            let path = folder + "/closed/s"
            let server = try await start(path)
            func attempt(_ user: [String]) async throws -> String {
                try await Place.shell("exec 3<>'\(path)'", as: user)
            }
            let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]
            #expect(try await attempt(nobody).contains("Permission denied"))
            // What the folder keeps off, the socket does as well.
            for open in [folder, folder + "/closed"] {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: open)
            }
            #expect(try await attempt(nobody).contains("Permission denied"))
            #expect(try await attempt([]).contains("No such device or address"))
            await server.end(within: .zero)
        }
    }

    @Test func `A file that is no socket is never removed`() async throws {
        try await Place.withFolder { folder in
            try Data("precious".utf8).write(to: URL(fileURLWithPath: folder + "/s"))
            #expect(await failure(folder + "/s")?.code == .cannotCreate)
            #expect(FileManager.default.contents(atPath: folder + "/s") == Data("precious".utf8))
        }
    }

    @Test func `Of several that begin at once, one serves`() async throws {
        try await Place.withFolder { folder in
            let path = folder + "/s"
            let servers = await withTaskGroup(of: SidecarServer?.self) { group in
                for _ in 0..<8 { group.addTask { try? await start(path) } }
                return await group.reduce(into: [SidecarServer]()) {
                    if let server = $1 { $0.append(server) }
                }
            }
            #expect(servers.count == 1)
            let answer = try await Caller(.socket(path)).call("GET", "/v1/health")
            #expect(answer.status == 200)
            for server in servers { await server.end(within: .zero) }
        }
    }

    @Test func `What another has put in its place is not removed at the end`() async throws {
        try await Place.withFolder { folder in
            let server = try await start(folder + "/s")
            try FileManager.default.removeItem(atPath: folder + "/s")
            let other = try await start(folder + "/s")
            await server.end(within: .zero)
            #expect(try await Caller(.socket(folder + "/s")).call("GET", "/v1/health").status == 200)
            await other.end(within: .zero)
        }
    }

    @Test func `A path that is too long is refused with its limit`() async throws {
        let failure = await failure("/tmp/" + String(repeating: "x", count: 120))
        #expect(failure?.code == .cannotCreate)
        #expect(failure?.description.contains("102") == true)
    }

    @Test func `A port that is taken is told`() async throws {
        let first = try await SidecarServer.start(Sidecar(token: AccessToken()), at: .port(0))
        let port = try #require(first.port)
        do throws(StartFailure) {
            _ = try await SidecarServer.start(Sidecar(token: AccessToken()), at: .port(port))
            Issue.record("two have one port")
        } catch {
            #expect(error.code == .inUse)
            #expect(error.description.contains("\(port)"))
        }
        await first.end(within: .zero)
    }
}
