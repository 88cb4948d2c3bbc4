import Foundation
import NetworkTestSupport
import Primitives
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The compatibility mode as a process, before a network of processes.
@Suite(.sharedNetwork) struct PolyglotNetworkTests {
    @Test func `It says where it is, and that its callers share it`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            #expect(server.greeting.first == "Server is running at http://localhost:\(server.port)")
            #expect(server.greeting.last?.contains("share one client and one wallet") == true)
        }
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `It is ready as soon as its port is open, at both addresses`(address: String) async throws {
        guard address == "127.0.0.1" || Self.hasVersion6 else { return }
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            let call = try await RawCall.post(
                "/isReady", to: server.port, at: address, headers: ["Host: localhost:\(server.port)"])
            #expect(call.status == 200)
            #expect(call.body == #"{"ready":true}"#)
        }
    }

    private static let hasVersion6 =
        FileManager.default.contents(atPath: "/proc/net/if_inet6").map {
            String(decoding: $0, as: UTF8.self).hasPrefix("00000000000000000000000000000001")
                || String(decoding: $0, as: UTF8.self).contains("\n00000000000000000000000000000001")
        } ?? true

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/tcp")))
    func `It listens nowhere but on this machine's own addresses`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            let port = String(format: ":%04X", server.port)
            var places: [String] = []
            for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
                // Such files come in pieces, and have no size.
                let text = try await Ended.running("cat", [path]).text
                for line in text.split(separator: "\n") {
                    let fields = line.split(separator: " ")
                    guard fields.count > 3, fields[3] == "0A", fields[1].hasSuffix(port) else { continue }
                    places.append(String(fields[1].dropLast(5)))
                }
            }
            let own = ["0100007F", "00000000000000000000000001000000"]
            #expect(places.contains("0100007F"))
            #expect(places.allSatisfy(own.contains), "\(places)")
        }
    }

    @Test func `It ends in order when it is asked to`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            #expect(await server.stop() == 0)
        }
    }

    @Test func `A port that somebody has is not taken`() async throws {
        let network = try SharedNetwork.network()
        try await PolyglotProcess.with(network) { server in
            let second = try await Ended.running(
                try Program.location("lit-sidecar").path,
                ["--polyglot-compat", "--port", "\(server.port)", "--state", network.folder])
            #expect(second.code == 69)
            #expect(second.text.contains("Port \(server.port)"))
            #expect(!second.text.contains("Server is running"))
        }
    }

    @Test func `Without a network it says so, and opens no port`() async throws {
        let ended = try await Ended.running(
            try Program.location("lit-sidecar").path,
            ["--polyglot-compat", "--port", "0", "--state", NSTemporaryDirectory() + "no-network-here"])
        #expect(ended.code == 70)
        #expect(ended.text.contains("No network runs in"))
        #expect(!ended.text.contains("Server is running"))
    }

    // MARK: Who may not ask

    private static let json = "Content-Type: application/json"
    private static let attack = #"{"toSign":"I owe you everything"}"#

    /// Requests of pages, as browsers send them, and of whoever has no right to ask.
    @Test(arguments: [
        (["Host: localhost:PORT", "Origin: https://evil.example", json], "a page of another site"),
        (["Host: localhost:PORT", "Origin: null", json], "a page without a site"),
        (["Host: localhost:PORT", "Origin: http://localhost:PORT", json], "a page that came from here"),
        (["Host: localhost:PORT", "Sec-Fetch-Site: cross-site", json], "a page by a browser without Origin"),
        (["Host: localhost:PORT", "Sec-Fetch-Site: none", json], "somebody who types the address"),
        (["Host: evil.example:PORT", json], "a page whose name leads here"),
        (["Host: evil.example", json], "a page whose name leads here, without the port"),
        (["Host: localhost:1", json], "somebody who means another server"),
        ([json], "somebody without a name for this server"),
        (["Host: localhost:PORT", "Host: evil.example", json], "somebody with two names for it"),
        (["Host: localhost:PORT", "Content-Type: text/plain"], "a form of text"),
        (["Host: localhost:PORT", "Content-Type: application/x-www-form-urlencoded"], "a form"),
        (["Host: localhost:PORT"], "somebody who does not say what he sends"),
    ])
    func `Whoever may not ask gets 403`(headers: [String], who: String) async throws {
        let network = try SharedNetwork.network()
        try await PolyglotProcess.with(network) { server in
            let own = ["Host: localhost:\(server.port)", Self.json]
            let key = network.status["accounts"]?[4]?["privateKey"]?.string ?? ""
            let token = try await RawCall.post(
                "/setAuthToken", to: server.port, headers: own, body: #"{"authToken":"\#(key)"}"#)
            #expect(token.status == 200)
            let lines = headers.map { $0.replacing("PORT", with: "\(server.port)") }
            let call = try await RawCall.post(
                "/authHelpers/generateAuthSig", to: server.port, headers: lines, body: Self.attack)
            #expect(call.status == 403, "\(who)")
            #expect(!call.body.contains("authSig"))
            // The same by a program is answered.
            let allowed = try await RawCall.post(
                "/authHelpers/generateAuthSig", to: server.port, headers: own, body: Self.attack)
            #expect(allowed.status == 200)
            #expect(allowed.body.contains("authSig"))
        }
    }

    @Test func `A browser's question whether it may ask gets 403`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            let call = try await RawCall.post(
                "/setAuthToken", to: server.port,
                headers: [
                    "Host: localhost:\(server.port)", "Origin: https://evil.example",
                    "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type",
                ], method: "OPTIONS")
            #expect(call.status == 403)
            #expect(!call.body.contains("Access-Control"))
        }
    }

    @Test func `A body beyond 100 kB gets 413`() async throws {
        try await PolyglotProcess.with(try SharedNetwork.network()) { server in
            let headers = ["Host: localhost:\(server.port)", Self.json]
            let most = #"{"property":""# + String(repeating: "x", count: 102_400 - 15) + #""}"#
            #expect(most.utf8.count == 102_400)
            let path = "/litNodeClient/getProperty"
            let fits = try await RawCall.post(path, to: server.port, headers: headers, body: most)
            #expect(fits.status == 200)
            let over = try await RawCall.post(path, to: server.port, headers: headers, body: most + " ")
            #expect(over.status == 413)
            #expect(over.body.contains("request entity too large"))
            let parts = "19001\r\n" + String(repeating: "x", count: 102_401) + "\r\n0\r\n\r\n"
            let chunked = try await RawCall.post(
                path, to: server.port, headers: headers + ["Transfer-Encoding: chunked"], chunked: parts)
            #expect(chunked.status == 413)
        }
    }

    #if os(Linux)
        /// By the shell alone: other programs may lie where nobody may look.
        @Test(
            .enabled(if: geteuid() == 0, "only root can be somebody else"), arguments: ["127.0.0.1", "::1"])
        func `A program of another user gets 403`(address: String) async throws {
            guard address == "127.0.0.1" || Self.hasVersion6 else { return }
            try await PolyglotProcess.with(try SharedNetwork.network()) { server in
                let request =
                    "POST /isReady HTTP/1.1\\r\\nHost: localhost:\(server.port)\\r\\nConnection: close\\r\\n\\r\\n"
                let script =
                    "exec 3<>/dev/tcp/\(address)/\(server.port); printf '\(request)' >&3; cat <&3"
                let nobody = try await Ended.running(
                    "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", script])
                #expect(nobody.code == 0, "\(nobody.text)")
                #expect(nobody.text.hasPrefix("HTTP/1.1 403 "), "\(nobody.text)")
                #expect(!nobody.text.contains("ready"))
                let root = try await Ended.running("bash", ["-c", script])
                #expect(root.text.hasPrefix("HTTP/1.1 200 "), "\(root.text)")
            }
        }

        /// The kernel says that closed sockets are root's.
        @Test(.enabled(if: geteuid() == 0, "only root can be somebody else"))
        func `Another user who closes before the answer changes nothing`() async throws {
            let network = try SharedNetwork.network()
            try await PolyglotProcess.with(network) { server in
                let body = #"{"litNetwork":"taken"}"#
                let request =
                    "POST /litNodeClient/new HTTP/1.1\\r\\nHost: localhost:\(server.port)\\r\\n"
                    + "Content-Type: application/json\\r\\nContent-Length: \(body.utf8.count)\\r\\n\\r\\n"
                let quoted = body.replacing("\"", with: "\\\"")
                let script =
                    "exec 3<>/dev/tcp/127.0.0.1/\(server.port); printf '\(request)%s' \"\(quoted)\" >&3; exec 3>&-"
                // Stopped, it cannot look before all is sent and closed.
                #expect(server.pause())
                let nobody = try await Ended.running(
                    "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c", script])
                #expect(server.resume())
                #expect(nobody.code == 0, "\(nobody.text)")
                let config = try await RawCall.post(
                    "/litNodeClient/getProperty", to: server.port,
                    headers: ["Host: localhost:\(server.port)", Self.json], body: #"{"property":"config"}"#)
                #expect(config.body.contains(#""litNetwork":"datil-dev""#))
            }
        }
    #endif
}
