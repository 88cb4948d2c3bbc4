import Foundation
import NetworkTestSupport
import Primitives
import Testing

@Suite(.serialized) struct QuickstartTests {
    private func folders(_ person: Person) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: person.folder).filter {
            $0.hasPrefix("lit-quickstart")
        }
    }

    /// Processes that were started in a folder of this person.
    private func processes(_ person: Person) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { $0.allSatisfy(\.isNumber) }
            .filter {
                let line = FileManager.default.contents(atPath: "/proc/\($0)/cmdline") ?? Data()
                return String(decoding: line, as: UTF8.self).contains(person.folder)
            }
    }

    @Test func `The story is one document for a program, and leaves nothing behind`() async throws {
        try await Person.with { person in
            let ended = try await person.lit(
                ["quickstart", "--json"], environment: ["TMPDIR": person.folder])
            #expect(ended.status == 0, "\(ended.errors)\(ended.output)")
            let json = try ended.json
            #expect(json["success"]?.bool == true)
            #expect(json["error"]?.isNull == true)
            let steps = json["steps"]?.array ?? []
            #expect(steps.count == 10)
            for step in steps {
                #expect(step["verified"]?.array?.isEmpty == false, "\(step.text)")
                #expect(step["milliseconds"]?.int != nil)
            }
            #expect(try folders(person).isEmpty)
            #expect(try processes(person).isEmpty)
        }
    }

    @Test func `For a person it fits eighty columns, and a pipe gets no colours`() async throws {
        try await Person.with { person in
            let ended = try await person.lit(["quickstart"], environment: ["TMPDIR": person.folder])
            #expect(ended.status == 0, "\(ended.errors)")
            let lines = ended.output.split(separator: "\n")
            #expect((lines.map(\.count).max() ?? 0) <= 80)
            #expect(!ended.output.contains("\u{1b}") && !ended.output.contains("\r"))
            #expect(lines.count { $0.contains("✔") } >= 15)
            #expect(ended.output.contains("Done in "))
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func `On a terminal it is in colour unless NO_COLOR says otherwise`() async throws {
        try await Person.with { person in
            let lit = try Program.location("lit").path
            func run(_ environment: [String: String]) async throws -> String {
                try await person.start(
                    ["-qec", "'\(lit)' quickstart", "/dev/null"], program: "/usr/bin/script",
                    environment: environment.merging(["TMPDIR": person.folder]) { a, _ in a }
                ).result().output
            }
            let colored = try await run([:])
            #expect(colored.contains("\u{1b}[32m✔"))
            let plain = try await run(["NO_COLOR": "1"])
            #expect(plain.contains("✔") && !plain.contains("\u{1b}"))
        }
    }

    @Test func `Control-C ends the network, and says so`() async throws {
        try await Person.with { person in
            let running = try person.start(["quickstart"], environment: ["TMPDIR": person.folder])
            try await eventually("the network") { running.output.contains("A network comes up") }
            running.send(SIGINT)
            let ended = try await running.result()
            #expect(ended.status == 130, "\(ended.output)\(ended.errors)")
            #expect(ended.errors.contains("Interrupted"))
            #expect(try folders(person).isEmpty)
            #expect(try processes(person).isEmpty)
        }
    }

    @Test func `Control-C before the network is ready leaves nothing either`() async throws {
        try await Person.with { person in
            let running = try person.start(["quickstart"], environment: ["TMPDIR": person.folder])
            try await eventually("a node") { try !processes(person).isEmpty }
            running.send(SIGINT)
            let ended = try await running.result()
            #expect(ended.status == 130, "\(ended.output)\(ended.errors)")
            #expect(try folders(person).isEmpty)
            #expect(try processes(person).isEmpty)
        }
    }

    @Test func `A failure names its step and what to do, and the network is ended`() async throws {
        try await Person.with { person in
            let state = person.folder + "/state"
            try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
            try Data(#"{"format":99}"#.utf8).write(to: URL(fileURLWithPath: state + "/network.json"))
            let ended = try await person.lit("quickstart", "--state", state)
            #expect(ended.status == 1)
            #expect(ended.errors.contains("Step 1") && ended.errors.contains("--state"), "\(ended.errors)")
            let json = try await person.lit("quickstart", "--state", state, "--json")
            #expect(json.status == 1)
            #expect(try json.json["success"]?.bool == false)
            #expect(try json.json["error"]?.string?.contains("newer version") == true)
            #expect(try processes(person).isEmpty)
        }
    }

    @Test func `A network that is kept lives on, and is used again`() async throws {
        try await Person.with { person in
            let first = try await person.lit("quickstart", "--keep", "--json")
            #expect(first.status == 0, "\(first.errors)\(first.output)")
            let status = try await person.lit("status", "--json")
            #expect(status.status == 0)
            let again = try await person.lit("quickstart", "--state", ".lit", "--json")
            #expect(again.status == 0, "\(again.errors)\(again.output)")
            let after = try await person.lit("status", "--json")
            #expect(try after.json["pid"] == status.json["pid"])
            let down = try await person.lit("down")
            #expect(down.status == 0)
            #expect(try processes(person).isEmpty)
        }
    }
}
