import Foundation
import NetworkTestSupport
import Primitives
import Testing

@Suite struct ProgramTests {
    @Test func `The version names the formats, for people and for programs`() async throws {
        try await Person.with { person in
            let json = try await person.lit("version", "--json").json
            #expect(json["version"]?.string?.contains(".") == true)
            #expect(json["wire"]?.string == "datil")
            for format in ["stateFormat", "storeFormat", "peerFormat"] {
                #expect((json[format]?.int ?? 0) >= 1, "\(format)")
            }
            let text = try await person.lit("version")
            #expect(text.status == 0)
            for name in ["lit", "wire", "state format", "store format", "peer format", "Swift"] {
                #expect(text.output.contains("\(name) "), "\(name)")
            }
            let short = try await person.lit("--version")
            #expect(short.status == 0)
            #expect(short.line == "lit " + (json["version"]?.string ?? ""))
        }
    }

    @Test func `Help goes to standard output, in eighty columns`() async throws {
        try await Person.with { person in
            for command in [["--help"], ["pkp", "--help"], ["pkp", "sign", "--help"], ["help", "wallet"]] {
                let ended = try await person.lit(command)
                #expect(ended.status == 0)
                #expect(ended.errors.isEmpty)
                let longest = ended.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE") }.map(
                    \.count)
                #expect((longest.max() ?? 0) <= 80, "\(command)")
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `A shell's completions know every command`(_ shell: String) async throws {
        try await Person.with { person in
            let script = try await person.lit("completions", shell)
            #expect(script.status == 0)
            for word in ["quickstart", "wallet", "permit", "passphrase-file", "session"] {
                #expect(script.output.contains(word), "\(word)")
            }
            #expect(!script.output.contains("supervise"))
        }
    }

    @Test func `Bash takes the completions, and completes with them`() async throws {
        try await Person.with { person in
            let script = try person.file("lit.bash", try await person.lit("completions", "bash").output)
            let test = """
                source '\(script)' || exit 3
                COMP_WORDS=(lit pkp s); COMP_CWORD=2; COMP_LINE='lit pkp s'; COMP_POINT=9; _lit lit s pkp
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let folder = try Program.location("lit").deletingLastPathComponent().path
            let path = folder + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
            let ended = try await person.start(
                ["-c", test], program: "/bin/bash", environment: ["PATH": path]
            )
            .result()
            #expect(ended.status == 0, "\(ended.errors)")
            let words = ended.output.split(whereSeparator: \.isWhitespace).map(String.init).sorted()
            #expect(words == ["send", "show", "sign"])
        }
    }

    @Test func `Each command has a page of the manual`() async throws {
        try await Person.with { person in
            let folder = person.folder + "/man"
            let written = try await person.lit("manual", "--into", folder)
            #expect(written.status == 0)
            let pages = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
            for page in ["lit.1", "lit-quickstart.1", "lit-pkp.1", "lit-pkp-sign.1", "lit-session-create.1"] {
                #expect(pages.contains(page), "\(page)")
            }
            #expect(!pages.contains { $0.contains("supervise") || $0.contains("help") })
            let text = try String(contentsOfFile: folder + "/lit-pkp-sign.1", encoding: .utf8)
            #expect(text.contains(".Dt LIT-PKP-SIGN 1"))
            #expect(text.contains(".It Fl -typed-data Ar file"))
            #expect(text.contains(".Xr lit-pkp 1"))
        }
    }

    @Test func `A page that cannot be written is said, with the code for that`() async throws {
        try await Person.with { person in
            let file = try person.file("there", "")
            let ended = try await person.lit("manual", "--into", file + "/man")
            #expect(ended.status == 73)
            #expect(ended.errors.contains("--into"))
        }
    }

    @Test func `Whoever closes the pipe ends nothing badly`() async throws {
        try await Person.with { person in
            let lit = try Program.location("lit").path
            let ended = try await person.start(
                ["-c", "'\(lit)' completions bash | head -n 1 > /dev/null; echo ${PIPESTATUS[0]}"],
                program: "/bin/bash"
            ).result()
            #expect(ended.line == "0")
            #expect(ended.errors.isEmpty)
        }
    }
}
