import Testing

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("quikstart", "lit quickstart"), ("quickstrat", "lit quickstart"), ("stauts", "lit status"),
        ("pk", "lit pkp"), ("walet", "lit wallet"),
    ])
    func `A misspelt command is answered with the nearest`(_ typed: String, _ meant: String) async throws {
        let ended = try await Person.with { try await $0.lit(typed) }
        #expect(ended.status == 64)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains("Did you mean '\(meant)'?"), "\(ended.errors)")
    }

    @Test func `A misspelt command below another too, with where to look`() async throws {
        let ended = try await Person.with { try await $0.lit("pkp", "mnit") }
        #expect(ended.status == 64)
        #expect(ended.errors.contains("Did you mean 'lit pkp mint'?"))
        #expect(ended.errors.contains("See: lit pkp --help"))
    }

    @Test func `What is near nothing is answered with all there is`() async throws {
        let ended = try await Person.with { try await $0.lit("pkp", "xylophone") }
        #expect(ended.status == 64)
        #expect(!ended.errors.contains("Did you mean"))
        #expect(ended.errors.contains("mint, list, show, sign, send, permit, revoke"))
    }

    @Test func `A misspelt option is answered with the nearest, and without a wall of usage`() async throws {
        let ended = try await Person.with { try await $0.lit("up", "--noddes", "3") }
        #expect(ended.status == 64)
        #expect(ended.errors.contains("Did you mean '--nodes'?"))
        #expect(ended.errors.contains("See: lit up --help"))
        #expect(ended.errors.split(separator: "\n").count == 2)
    }

    @Test func `A misspelt network is answered with the nearest`() async throws {
        try await Person.with { person in
            let near = try await person.lit("pkp", "show", "1", "--network", "datil-tst")
            #expect(near.status == 64)
            #expect(near.errors.contains("Did you mean datil-test?"))
            let far = try await person.lit("pkp", "show", "1", "--network", "zebra")
            #expect(far.status == 64)
            #expect(far.errors.contains("local, datil, datil-test, datil-dev"))
            let retired = try await person.lit("pkp", "show", "1", "--network", "cayenne")
            #expect(retired.status != 0)
            #expect(retired.errors.contains("no more"), "\(retired.errors)")
        }
    }

    @Test func `A misspelt wallet and scope too`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "correct horse\n")
            _ = try await person.lit("wallet", "new", "alice", "--light", "--passphrase-file", pass)
            let wallet = try await person.lit("wallet", "export", "alcie")
            #expect(wallet.status == 66)
            #expect(wallet.errors.contains("Did you mean alice?"))
            let scope = try await person.lit("pkp", "mint", "--scope", "sign-anythin")
            #expect(scope.status == 64)
            #expect(scope.errors.contains("Did you mean sign-anything?"))
        }
    }
}
