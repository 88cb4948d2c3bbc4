import Foundation
import HTTPTransport
import LocalNetwork
import Primitives
import Testing

@Suite(.serialized) struct UpCommandTests {
    @Test func `A network lives on, is asked, and is stopped`() async throws {
        let lit = Lit(state: try TemporaryState())
        let place = ["--state", lit.state.directory.path]
        let up = try await lit.up()
        #expect(up.status == 0)
        #expect(up.errors.contains("The network is ready"))
        #expect(up.output.isEmpty)

        let status = try await lit.run(["status", "--json"] + place)
        #expect(status.status == 0)
        let json = try JSON(parsing: status.output)
        #expect(json["state"]?.string == "ready")
        #expect(json["accounts"]?[9]?["privateKey"]?.string?.count == 66)
        let pids = (json["nodes"]?.array ?? []).compactMap { $0["pid"]?.number?.integer(as: Int32.self) }
        #expect(pids.count == 3)
        #expect(pids.allSatisfy(isAlive))

        let person = try await lit.run(["status"] + place)
        #expect(person.output.contains("ready"))
        #expect(!person.output.contains("0xac0974"))
        let answer1 = try await lit.run(["status", "--show-keys"] + place).output.contains("0xac0974")
        #expect(answer1)

        let again = try await lit.up()
        #expect(again.status == 1)
        #expect(again.errors.contains("already") && again.errors.contains("lit down"))

        let down = try await lit.run(["down"] + place)
        #expect(down.status == 0)
        #expect(down.errors.contains("stopped"))
        #expect(pids.filter(isAlive).isEmpty)
        let after = try await lit.run(["status"] + place)
        #expect(after.status == 1)
        #expect(after.errors.contains("lit up"))
        let answer2 = try await lit.run(["down"] + place).status
        #expect(answer2 == 0)
    }

    @Test func `A shell takes what status gives it`() async throws {
        let lit = Lit(state: try TemporaryState())
        _ = try await lit.up()
        let command = try RunningCommand(
            "/bin/sh",
            [
                "-c",
                "eval \"$('\(try product("lit"))' status --env --show-keys --state '\(lit.state.directory.path)')\"; "
                    + "echo $LIT_CHAIN_ID $LIT_NODE_URLS ${#LIT_PRIVATE_KEY}; env | grep -c ^LIT_",
            ], [:], folder: lit.state.root)
        let lines = try await command.result().output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("31337 http://127.0.0.1:") == true)
        #expect(lines.first?.hasSuffix(" 66") == true)
        #expect(lines.last == "10")
        try await lit.down()
    }

    @Test func `Logs of all nodes are merged, and chosen by node and by request`() async throws {
        let lit = Lit(state: try TemporaryState())
        _ = try await lit.up()
        let place = ["--state", lit.state.directory.path]
        let all = try await lit.run(["logs"] + place).output.split(separator: "\n")
        #expect(all.count == 6)
        #expect(Set(all.map { $0.prefix(6) }) == ["node 1", "node 2", "node 3"])
        let one = try await lit.run(["logs", "2"] + place).output.split(separator: "\n")
        #expect(one.count == 2 && one.allSatisfy { $0.hasPrefix("node 2") })
        let url = try #require(
            JSON(parsing: try await lit.run(["status", "--json"] + place).output)["nodes"]?[0]?["url"]?.string
        )
        let id = "r-\(url.split(separator: ":").last ?? "")"
        let request = try await lit.run(["logs", "--request", id] + place).output.split(separator: "\n")
        #expect(request.count == 1 && request.allSatisfy { $0.contains("request=\(id)") })

        let follow = try lit.start(["logs", "--follow"] + place)
        // It follows once it has shown what was there.
        try await eventually("the logs are shown") { follow.output.split(separator: "\n").count == 6 }
        try await lit.down()
        try await eventually("the nodes' last words are followed") {
            follow.output.split(separator: "\n").count { $0.contains("stopping") } == 3
        }
        follow.send(SIGINT)
        _ = try await follow.result()
        // After the end too.
        let answer3 = try await lit.run(["logs", "-n", "1"] + place).output.split(separator: "\n").count
        #expect(answer3 == 1)
        let none = try await lit.run(["logs", "9"] + place)
        #expect(none.status == 1)
        #expect(none.errors.contains("There is no node 9"))
    }

    @Test func `SIGKILL of the supervisor leaves nobody`() async throws {
        let lit = Lit(state: try TemporaryState())
        let up = try lit.start(try lit.upArguments() + ["--json"])
        try await eventually("ready") { up.output.hasSuffix("}\n") }
        let json = try JSON(parsing: up.output)
        let pids = (json["nodes"]?.array ?? []).compactMap { $0["pid"]?.number?.integer(as: Int32.self) }
        #expect(pids.count == 3 && pids.allSatisfy(isAlive))
        up.send(SIGKILL)
        try await eventually("the nodes notice", within: .seconds(10)) { pids.filter(isAlive).isEmpty }
        // And the next start goes on.
        let next = try await lit.up()
        #expect(next.status == 0)
        try await lit.down()
    }

    @Test(arguments: ["up", "down"])
    func `What a crash has left is found and ended`(command: String) async throws {
        let lit = Lit(state: try TemporaryState())
        let up = try lit.start(try lit.upArguments(.forgetful) + ["--json"])
        try await eventually("ready") { up.output.hasSuffix("}\n") }
        let json = try JSON(parsing: up.output)
        let pids = (json["nodes"]?.array ?? []).compactMap { $0["pid"]?.number?.integer(as: Int32.self) }
        up.send(SIGKILL)
        _ = try await up.result()
        #expect(pids.allSatisfy(isAlive))
        if command == "up" {
            let next = try await lit.up()
            #expect(next.status == 0)
            #expect(next.errors.contains("3 nodes of an earlier run that had crashed were ended"))
            #expect(pids.filter(isAlive).isEmpty)
            try await lit.down()
        } else {
            let down = try await lit.run(["down", "--state", lit.state.directory.path])
            #expect(down.status == 0)
            #expect(down.errors.contains("3 nodes"))
            #expect(pids.filter(isAlive).isEmpty)
        }
    }

    @Test(arguments: [SIGINT, SIGTERM]) func `A signal ends everything in order`(signal: Int32) async throws {
        let lit = Lit(state: try TemporaryState())
        let up = try lit.start(try lit.upArguments())
        try await eventually("ready") { up.errors.contains("Stop with Control-C") }
        let begin = ContinuousClock.now
        up.send(signal)
        let result = try await up.result()
        #expect(result.status == 0)
        #expect(ContinuousClock.now - begin < .seconds(10))
        #expect(result.errors.contains("Stopped."))
        #expect(!result.errors.contains("rror"))
        #expect(LogTail.last(1, of: lit.state.directory.node(1).log).contains("stopping"))
    }

    @Test func `A second signal does not wait for nodes that do not end`() async throws {
        let lit = Lit(state: try TemporaryState())
        let up = try lit.start(try lit.upArguments(.stubborn))
        try await eventually("ready") { up.errors.contains("Stop with Control-C") }
        let begin = ContinuousClock.now
        up.send(SIGINT)
        try await eventually("it stops") { up.errors.contains("Stopping") }
        up.send(SIGINT)
        let answer4 = try await up.result().status
        #expect(answer4 == 0)
        #expect(ContinuousClock.now - begin < .seconds(4.5))
    }

    @Test func `A start in the background that fails says why`() async throws {
        let lit = Lit(state: try TemporaryState())
        let up = try await lit.up(.broken)
        #expect(up.status == 1)
        #expect(up.errors.contains("no share of the key"))
        let answer5 = try await lit.run(["status", "--state", lit.state.directory.path]).status
        #expect(answer5 == 1)
    }

    @Test func `Without a terminal there are no colours, and no line is longer than 80 columns`() async throws
    {
        let lit = Lit(state: try TemporaryState())
        let folder = lit.state.root
        // In the folder itself, so that no long path is part of the text.
        let arguments = [
            "-c",
            "cd '\(folder)' && exec '\(try product("lit"))' up --detach --timing --show-keys --node-program "
                + "'\(try lit.state.program())'",
        ]
        let up = try await RunningCommand("/bin/sh", arguments, [:], folder: folder).result()
        #expect(up.status == 0)
        #expect(!up.errors.contains("\u{1b}"))
        for line in up.errors.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(up.errors.contains("The keys of these accounts are public"))
        let down = ["-c", "cd '\(folder)' && exec '\(try product("lit"))' down"]
        _ = try await RunningCommand("/bin/sh", down, [:], folder: folder).result()
    }

    @Test(arguments: [false, true])
    func `On a terminal there are colours, unless NO_COLOR is set`(withoutColor: Bool) async throws {
        let lit = Lit(state: try TemporaryState())
        let script = """
            import os, pty, sys
            sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
            """
        let arguments =
            ["-c", script, try product("lit")] + (try lit.upArguments()) + ["--detach"]
        var environment = ["TERM": "xterm"]
        environment["NO_COLOR"] = withoutColor ? "1" : ""
        let up = try await RunningCommand(
            "/usr/bin/env", ["python3"] + arguments, environment, folder: lit.state.root
        ).result()
        #expect(up.status == 0)
        #expect(up.output.contains("The network is ready"))
        #expect(up.output.contains("\u{1b}[") == !withoutColor)
        try await lit.down()
    }

    @Test(arguments: [
        ["--nodes", "2"], ["--rpc-port", "70000"], ["--log-level", "loud"], ["--host", "0.0.0.0"],
        ["--epoch-length", "0"],
    ])
    func `What makes no sense is refused before anything is made`(arguments: [String]) async throws {
        let lit = Lit(state: try TemporaryState())
        let up = try await lit.run(try lit.upArguments() + arguments)
        #expect(up.status != 0)
        #expect(!up.errors.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: lit.state.directory.path))
    }
}
