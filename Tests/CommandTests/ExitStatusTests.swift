import NetworkTestSupport
import Primitives
import Testing

@Suite struct ExitStatusTests {
    @Test(arguments: [
        ["pkp", "sign"], ["pkp", "sign", "--digest", "00"],
        ["pkp", "sign", "--message", "a", "--digest", "b"], ["pkp", "show", "zebra"],
        ["pkp", "permit", "nobody"], ["pkp", "send", "--to", "0x12"], ["pkp", "list", "--staking", "0x00"],
        ["pkp", "list", "--rpc-url", "http://127.0.0.1:1"], ["session", "create", "--lasting", "31d"],
        ["session", "create", "--lasting", "soon"], ["quickstart", "--nodes", "2"],
        ["up", "--rpc-port", "0"],
        ["wallet", "fund", "local:10"], ["frobnicate"],
    ])
    func `A command line that makes no sense ends with 64, and says where to look`(
        _ arguments: [String]
    ) async throws {
        let ended = try await Person.with { try await $0.lit(arguments) }
        #expect(ended.status == 64, "\(arguments): \(ended.errors)")
        #expect(ended.errors.hasPrefix("Error: "))
        #expect(ended.output.isEmpty)
    }

    @Test(arguments: [
        ["status"], ["pkp", "list"], ["pkp", "mint"], ["session", "create"], ["wallet", "fund", "local:0"],
        ["action", "run", "a.js", "--network"],
    ])
    func `Where no network runs it ends with 1, and says how to start one`(_ arguments: [String]) async throws
    {
        try await Person.with { person in
            _ = try person.file("a.js", "Lit.Actions.setResponse({ response: 'a' })")
            let ended = try await person.lit(arguments)
            #expect(ended.status == 1, "\(arguments): \(ended.errors)")
            #expect(ended.errors.contains("lit up"), "\(ended.errors)")
            #expect(ended.output.isEmpty)
        }
    }

    @Test func `What is not there ends with 66`() async throws {
        try await Person.with { person in
            for arguments in [
                ["wallet", "export", "alice"], ["action", "run", "no.js"],
                ["pkp", "sign", "--typed-data", "no.json"], ["wallet", "import", "a", "no"],
            ] {
                let ended = try await person.lit(arguments)
                #expect(ended.status == 66, "\(arguments): \(ended.errors)")
            }
        }
    }

    @Test func `A chain that does not answer ends with 69`() async throws {
        let ended = try await Person.with { person in
            try await person.lit(
                "pkp", "list", "--rpc-url", "http://127.0.0.1:1", "--staking",
                "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
        }
        #expect(ended.status == 69, "\(ended.errors)")
        #expect(ended.errors.contains("127.0.0.1:1"))
    }

    @Test func `An account that everybody has does not pay on a network of others`() async throws {
        let ended = try await Person.with { person in
            try await person.lit("pkp", "mint", "--network", "datil-dev", "--wallet", "local:0")
        }
        #expect(ended.status == 64)
        #expect(ended.errors.contains("everybody has"))
    }

    @Test func `A network that has to prove what it runs is refused unless that is waived`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            _ = try await person.lit("wallet", "new", "a", "--light", "--passphrase-file", pass)
            let ended = try await person.lit(
                "pkp", "sign", "1", "--message", "a", "--network", "datil", "--wallet", "a", "--rpc-url",
                "http://127.0.0.1:1")
            #expect(ended.status == 77, "\(ended.errors)")
            #expect(ended.errors.contains("--unattested"))
        }
    }

    @Test func `A file behind --network is not taken for a file, and that is said`() async throws {
        let ended = try await Person.with { try await $0.lit("action", "run", "--network", "a.js") }
        #expect(ended.status == 64)
        #expect(ended.errors.contains("--network local"), "\(ended.errors)")
    }

    @Test func `An action that fails ends with 1`() async throws {
        try await Person.with { person in
            let file = try person.file("a.js", "throw new Error('no luck')")
            let ended = try await person.lit("action", "run", file)
            #expect(ended.status == 1)
            #expect(ended.errors.contains("no luck"))
        }
    }
}
