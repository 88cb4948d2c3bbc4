import Foundation
import NetworkTestSupport
import Primitives
import Testing

/// The program `lit-sidecar`, as whoever starts it sees it.
struct ProcessTests {
    @Test func `The start line says where it is, and opens it`() async throws {
        try await SidecarProcess.with(["--port", "0"]) { sidecar in
            let line = sidecar.line
            #expect(line["ready"] == true)
            #expect(line["name"] == "lit-sidecar")
            #expect(line["api"] == 1)
            #expect(line["pid"]?.int == Int(sidecar.pid))
            #expect(line["socket"] == nil)
            #expect(sidecar.token?.count == 64)
            let version = try await sidecar.call("GET", "/v1/version")
            #expect(version.status == 200)
            #expect(version.json["pid"] == line["pid"])
            let stranger = try Caller(.port(sidecar.port, token: nil))
            #expect(try await stranger.call("GET", "/v1/version").status == 401)
        }
    }

    @Test func `It listens on this machine's own address alone`() async throws {
        try await SidecarProcess.with(["--port", "0"]) { sidecar in
            // The system's table is read in pieces, and may miss some for a moment.
            var listeners: [String] = []
            try await Place.wait("it is in the table") {
                listeners = try Self.listeners(of: sidecar.pid)
                return !listeners.isEmpty
            }
            #expect(listeners == ["0100007F:" + Self.hex(sidecar.port)])
        }
        try await SidecarProcess.with { sidecar in
            let answer = try await sidecar.call("GET", "/v1/health")
            #expect(answer.status == 200)
            #expect(try Self.listeners(of: sidecar.pid) == [])
        }
    }

    @Test func `A token file keeps the token from standard output`() async throws {
        try await Place.withFolder { folder in
            try await SidecarProcess.with(["--token-file", folder + "/token"]) { sidecar in
                #expect(sidecar.line["token"] == nil)
                #expect(sidecar.line["tokenFile"]?.string == folder + "/token")
                #expect(Place.mode(folder + "/token") == 0o600)
                let token = try String(contentsOfFile: folder + "/token", encoding: .utf8)
                #expect(token.count == 64)
                let caller = try Caller(.port(sidecar.port, token: token))
                #expect(try await caller.call("GET", "/v1/health").status == 200)
            }
        }
    }

    @Test func `A socket is closed to other users, and gone at the end`() async throws {
        try await Place.withFolder { folder in
            let path = folder + "/in/s"
            try await SidecarProcess.with(["--socket", path]) { sidecar in
                #expect(sidecar.line["token"] == nil)
                #expect(Place.mode(folder + "/in") == 0o700)
                #expect(Place.mode(path) == 0o600)
                let answer = try await sidecar.call("GET", "/v1/health")
                #expect(answer.status == 200)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func `One that was killed is replaced; one that lives is not`() async throws {
        try await Place.withFolder { folder in
            let path = folder + "/s"
            let first = try await SidecarProcess.start(["--socket", path])
            let refused = try await SidecarProcess.run(["--socket", path])
            #expect(refused.status == 69)
            #expect(refused.output.isEmpty)
            #expect(refused.errors.split(separator: "\n").count == 1)
            first.send(SIGKILL)
            #expect(await first.end().status == -SIGKILL)
            #expect(FileManager.default.fileExists(atPath: path))
            try await SidecarProcess.with(["--socket", path]) { sidecar in
                let answer = try await sidecar.call("GET", "/v1/health")
                #expect(answer.status == 200)
            }
        }
    }

    @Test func `What cannot be is told in one line, with a code for each kind`() async throws {
        try await Place.withFolder { folder in
            let taken = try SilentServer()
            defer { taken.stop() }
            let failures: [([String], Int32)] = [
                (["--port", "\(taken.port)"], 69), (["--socket", "/tmp/s"], 73),
                (["--token-file", folder + "/no/token"], 73), (["--port", "70000"], 64),
                (["--socket", folder + "/s", "--port", "1"], 64), (["--timeout", "0"], 64),
                (["--parent", "0"], 64), (["--log-level", "loud"], 64), (["--nonsense"], 64),
                (["--state", folder], 64),
            ]
            for (arguments, status) in failures {
                let ending = try await SidecarProcess.run(arguments)
                #expect(ending.status == status, "\(arguments): \(ending.errors)")
                #expect(ending.output.isEmpty)
                #expect(!ending.errors.isEmpty)
                if status != 64 {
                    #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
                }
            }
            #expect(try await SidecarProcess.run(["--version"]).output == "lit-sidecar 0.1.0 (api 1)\n")
        }
    }

    @Test func `The command lit has it too`() async throws {
        #expect(try await Program.lit("sidecar", "run", "--version") == "lit-sidecar 0.1.0 (api 1)\n")
    }

    // MARK: The end

    @Test func `It ends when standard input does, within a second, also with a call under way`() async throws
    {
        try await Place.withFolder { folder in
            let silent = try SilentServer()
            defer { silent.stop() }
            let sidecar = try await SidecarProcess.start(["--socket", folder + "/s", "--exit-with-stdin"])
            let caller = try sidecar.caller()
            try caller.begin("POST", "/v1/clients", .client(chainAt: silent.url))
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            let start = ContinuousClock.now
            sidecar.closeInput()
            #expect(await sidecar.end().status == 0)
            #expect(ContinuousClock.now - start < .seconds(1))
            #expect(!FileManager.default.fileExists(atPath: folder + "/s"))
        }
    }

    @Test(arguments: [
        "\"$1\" --socket \"$2\" --parent $$ & wait",
        "mkfifo \"$2.in\"; \"$1\" --socket \"$2\" --exit-with-stdin < \"$2.in\" & exec 9> \"$2.in\"; wait",
    ])
    func `It ends within a second of a parent that was killed`(script: String) async throws {
        try await Place.withFolder { folder in
            let parent = Process()
            parent.executableURL = URL(fileURLWithPath: "/bin/sh")
            parent.arguments = ["-c", script, "sh", try Program.location("lit-sidecar").path, folder + "/s"]
            let output = Pipe()
            parent.standardOutput = output
            try parent.run()
            try await Place.wait("it serves") { (try? Caller(.socket(folder + "/s"))) != nil }
            let child = try await Caller(.socket(folder + "/s")).call("GET", "/v1/version").json["pid"]?.int
            let pid = Int32(try #require(child))
            #expect(pid != parent.processIdentifier)
            kill(parent.processIdentifier, SIGKILL)
            let start = ContinuousClock.now
            // Its standard output closes with it.
            _ = await ErrorText(output.fileHandleForReading).whole()
            #expect(ContinuousClock.now - start < .seconds(1))
            #expect(!FileManager.default.fileExists(atPath: folder + "/s"))
            parent.waitUntilExit()
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `Asked to end it takes no calls, and lets those under way end`(signal: Int32) async throws {
        try await Place.withFolder { folder in
            let silent = try SilentServer()
            defer { silent.stop() }
            let sidecar = try await SidecarProcess.start(["--socket", folder + "/s"])
            let (caller, other) = (try sidecar.caller(), try sidecar.caller())
            try caller.begin(
                "POST", "/v1/clients", .client(chainAt: silent.url), headers: ["Lit-Timeout": "4"])
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            sidecar.send(signal)
            var status: String?
            while status != "draining" {
                status = try await other.call("GET", "/v1/health").json["status"]?.string
            }
            #expect(try await other.call("POST", "/v1/clients", .client(chainAt: silent.url)).status == 503)
            #expect(try await caller.answer().code == "timedOut")
            #expect(await sidecar.end().status == 0)
            #expect(!FileManager.default.fileExists(atPath: folder + "/s"))
        }
    }

    @Test func `Asked twice it does not wait`() async throws {
        try await Place.withFolder { folder in
            let silent = try SilentServer()
            defer { silent.stop() }
            let sidecar = try await SidecarProcess.start(["--socket", folder + "/s"])
            let (caller, other) = (try sidecar.caller(), try sidecar.caller())
            try caller.begin("POST", "/v1/clients", .client(chainAt: silent.url))
            try await Place.wait("the chain is asked") { silent.accepted > 0 }
            sidecar.send(SIGTERM)
            var status: String?
            while status != "draining" {
                status = try await other.call("GET", "/v1/health").json["status"]?.string
            }
            let start = ContinuousClock.now
            sidecar.send(SIGTERM)
            #expect(await sidecar.end().status == 0)
            #expect(ContinuousClock.now - start < .seconds(3))
        }
    }

    @Test func `A caller can end it`() async throws {
        try await Place.withFolder { folder in
            let sidecar = try await SidecarProcess.start(["--socket", folder + "/s"])
            #expect(try await sidecar.call("POST", "/v1/shutdown").status == 202)
            #expect(await sidecar.end().status == 0)
        }
    }

    // MARK: Logs

    @Test(arguments: ["LIT_DEBUG_SIDECAR", "LIT_DEBUG_JS_SDK_SERVER"])
    func `Debug output is turned on by either variable`(name: String) async throws {
        for (value, isOn) in [("1", true), ("true", true), ("0", false), ("false", false), ("", false)] {
            let sidecar = try await SidecarProcess.start(
                ["--port", "0", "--exit-with-stdin"], environment: [name: value])
            #expect(try await sidecar.call("GET", "/v1/health").status == 200)
            sidecar.closeInput()
            let errors = await sidecar.end().errors
            #expect(errors.contains("debug") == isOn, "\(name)=\(value)")
            #expect(!errors.contains(sidecar.token ?? "?"))
        }
    }

    // MARK: The tables of the system

    /// Addresses and ports in the notation of the system's table, as proc(5) has it.
    private static func listeners(of pid: Int32) throws -> [String] {
        let folder = "/proc/\(pid)/fd"
        let links = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
        }
        let sockets = Set(links.filter { $0.hasPrefix("socket:[") }.map { $0.dropFirst(8).dropLast() })
        var found: [String] = []
        for table in ["tcp", "tcp6"] {
            let text = (try? String(contentsOfFile: "/proc/\(pid)/net/\(table)", encoding: .utf8)) ?? ""
            for line in text.split(separator: "\n").dropFirst() {
                let fields = line.split(separator: " ")
                // 0A: it listens.
                guard fields.count > 9, fields[3] == "0A", sockets.contains(fields[9]) else { continue }
                found.append(String(fields[1]))
            }
        }
        return found
    }

    private static func hex(_ port: Int) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
