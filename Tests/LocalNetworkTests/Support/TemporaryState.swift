import Foundation
import LocalNetwork

/// A folder of one test's own, with a program in it that stands for a node; both go with the value.
final class TemporaryState: Sendable {
    let root: String
    /// Not there yet.
    let directory: StateDirectory

    init() throws {
        // A short path: sockets and 80 columns want it.
        root =
            FileManager.default.temporaryDirectory.appendingPathComponent(
                "n-\(UUID().uuidString.prefix(8))"
            ).path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        directory = StateDirectory(root + "/net")
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// What a network in the folder is, with these nodes.
    func configuration(_ behaviour: FakeNode = .usual) throws -> NetworkConfiguration {
        var configuration = NetworkConfiguration(
            state: directory, nodeProgram: try program(behaviour))
        configuration.trustsNodes = true
        configuration.stopGrace = .seconds(2)
        return configuration
    }

    /// A program that takes part in nothing, and answers as a node does to those who only look at it.
    func program(_ behaviour: FakeNode = .usual) throws -> String {
        let path = root + "/node-\(behaviour.rawValue)"
        if !FileManager.default.fileExists(atPath: path) {
            try behaviour.script.write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        }
        return path
    }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: directory.path + "/" + name, encoding: .utf8)
    }

    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}

/// How a stand-in for a node behaves.
enum FakeNode: String, Sendable {
    /// Ready once it has read the chain; ends when it is asked to, or its supervisor is gone.
    case usual
    /// As `usual`, but does not notice that its supervisor is gone.
    case forgetful
    /// Only SIGKILL ends it.
    case stubborn
    /// Ends at once with last words.
    case broken
    /// Never ready.
    case idle

    var script: String {
        """
        #!/usr/bin/env python3
        import http.server, json, os, signal, sys, threading, time, urllib.request
        behaviour = "\(rawValue)"
        config = json.load(open(sys.argv[sys.argv.index("--config") + 1]))
        host, port = config["listen"].rsplit(":", 1)
        def log(level, message, **more):
            now = time.time()
            stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + ".%03dZ" % (now % 1 * 1000)
            sys.stderr.write(json.dumps({"time": stamp, "level": level, "message": message, **more}) + "\\n")
            sys.stderr.flush()
        if behaviour == "broken":
            log("error", "no share of the key")
            sys.exit(7)
        def watch():
            while os.read(0, 1): pass
            os._exit(1)
        if behaviour not in ("forgetful", "stubborn"):
            threading.Thread(target=watch, daemon=True).start()
        if behaviour == "stubborn":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        else:
            signal.signal(signal.SIGTERM, lambda *a: (log("info", "stopping"), os._exit(0)))
        state = {"ready": False}
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps({"ready": state["ready"], "reason": "no keys yet"}).encode()
                self.send_response(200 if state["ready"] else 503)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *a): pass
        server = http.server.ThreadingHTTPServer((host, int(port)), Handler)
        log("info", "listening", port=int(port))
        def chain():
            call = {"jsonrpc": "2.0", "id": 1, "method": "eth_getCode",
                    "params": [config["chain"]["staking"], "latest"]}
            request = urllib.request.Request(config["chain"]["rpcUrl"], json.dumps(call).encode(),
                                             {"Content-Type": "application/json"})
            code = json.load(urllib.request.urlopen(request))["result"]
            log("info", "chain read", request="r-" + port)
            state["ready"] = len(code) > 100 and behaviour != "idle"
        threading.Thread(target=chain, daemon=True).start()
        server.serve_forever()
        """
    }
}
