import Ethereum
import Foundation
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

@Suite struct WalletTests {
    /// The first account of the phrase that local chains derive their accounts from.
    private static let phrase = "test test test test test test test test test test test junk"
    private static let firstKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
    private static let first = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
    private static let second = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    @Test func `A new wallet is a keystore that its owner alone can read, and opens`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "correct horse battery staple\n")
            let made = try await person.lit("wallet", "new", "alice", "--light", "--passphrase-file", pass)
            #expect(made.status == 0, "\(made.errors)")
            let address = try Address(made.line)
            let path = person.home + "/wallets/alice.json"
            #expect(try mode(path) == 0o600)
            #expect(try mode(person.home + "/wallets") == 0o700)
            let keystore = try Keystore(parsing: String(contentsOfFile: path, encoding: .utf8))
            #expect(keystore.address == address)
            #expect(
                Address(try keystore.decrypt(passphrase: "correct horse battery staple").publicKey) == address
            )
            let exported = try await person.lit("wallet", "export", "alice")
            #expect(try Keystore(parsing: exported.line) == keystore)
            let key = try await person.lit(
                "wallet", "export", "alice", "--private-key", "--passphrase-file", pass)
            #expect(try EthereumWallet(privateKey: key.line).address == address)
        }
    }

    @Test func `The standard cost is that of Ethereum clients`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            let made = try await person.lit(
                ["wallet", "new", "alice", "--json"], environment: ["LIT_PASSPHRASE_FILE": pass])
            #expect(made.status == 0, "\(made.errors)")
            let path = try #require(try made.json["path"]?.string)
            let keystore = try Keystore(parsing: String(contentsOfFile: path, encoding: .utf8))
            #expect(keystore.kdf == .standard)
        }
    }

    @Test func `Wallets are listed by name, with what cannot be read`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            let none = try await person.lit("wallet", "list")
            #expect(none.status == 0)
            #expect(none.output.isEmpty)
            #expect(none.errors.contains("lit wallet new"))
            var addresses: [String] = []
            for name in ["bob", "alice"] {
                addresses.append(
                    try await person.lit("wallet", "new", name, "--light", "--passphrase-file", pass).line)
            }
            try Data("{}".utf8).write(to: URL(fileURLWithPath: person.home + "/wallets/broken.json"))
            let list = try await person.lit("wallet", "list", "--json").json.array ?? []
            #expect(list.map { $0["name"]?.string } == ["alice", "bob", "broken"])
            #expect(list.map { $0["address"]?.string } == [addresses[1], addresses[0], nil])
            let text = try await person.lit("wallet", "list").output
            #expect(text.contains("alice   \(addresses[1])"))
            #expect(text.contains("no keystore"))
        }
    }

    @Test func `A private key is imported from standard input, and is in no output`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            for text in [Self.firstKey, "0x" + Self.firstKey + "\n"] {
                let name = text.hasPrefix("0x") ? "two" : "one"
                let made = try await person.lit(
                    ["wallet", "import", name, "--light", "--passphrase-file", pass], input: text)
                #expect(made.line == Self.first, "\(made.errors)")
                #expect(!(made.output + made.errors).contains(Self.firstKey))
            }
        }
    }

    @Test func `A mnemonic is imported from a file, at any path`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            let words = try person.file("words", Self.phrase + "\n")
            let options = ["--light", "--passphrase-file", pass]
            let one = try await person.lit(["wallet", "import", "one", words] + options)
            #expect(one.line == Self.first, "\(one.errors)")
            let two = try await person.lit(
                ["wallet", "import", "two", words, "--path", "m/44'/60'/0'/0/1"] + options)
            #expect(two.line == Self.second)
            let bad = try await person.lit(["wallet", "import", "three", words, "--path", "m/x"] + options)
            #expect(bad.status == 64)
            #expect(bad.errors.contains("--path m/x"))
        }
    }

    @Test func `A keystore is imported as it is, if the passphrase opens it`() async throws {
        try await Person.with { person in
            let (pass, wrong) = (try person.file("pass", "right"), try person.file("wrong", "wrong"))
            let made = try await person.lit("wallet", "new", "a", "--light", "--passphrase-file", pass)
            let text = try await person.lit("wallet", "export", "a").output
            let file = try person.file("key.json", text)
            let refused = try await person.lit("wallet", "import", "b", file, "--passphrase-file", wrong)
            #expect(refused.status == 77)
            #expect(refused.errors.contains("wrong passphrase"))
            let kept = try await person.lit("wallet", "import", "b", file, "--passphrase-file", pass)
            #expect(kept.line == made.line)
            let exported = try await person.lit("wallet", "export", "b")
            #expect(exported.output == text)
        }
    }

    @Test(arguments: ["", "hello", "abandon abandon", "0x12", String(repeating: "0", count: 64)])
    func `What is no secret of a wallet is refused without being repeated`(_ text: String) async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            let ended = try await person.lit(
                ["wallet", "import", "a", "--light", "--passphrase-file", pass], input: text)
            #expect(ended.status == 64)
            #expect(text.isEmpty || !ended.errors.contains(text), "\(ended.errors)")
            #expect(!FileManager.default.fileExists(atPath: person.home + "/wallets/a.json"))
        }
    }

    @Test func `A name that is taken stays as it is`() async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            let made = try await person.lit("wallet", "new", "a", "--light", "--passphrase-file", pass)
            let again = try await person.lit("wallet", "new", "a", "--light", "--passphrase-file", pass)
            #expect(again.status == 1)
            #expect(again.errors.contains("already"))
            let listed = try await person.lit("wallet", "list")
            #expect(listed.output.contains(made.line))
        }
    }

    @Test(arguments: ["../a", "a/b", ".a", "-", "a b", "ä", String(repeating: "a", count: 65)])
    func `A name that could lead elsewhere is refused`(_ name: String) async throws {
        try await Person.with { person in
            let pass = try person.file("pass", "x")
            let ended = try await person.lit(
                "wallet", "new", "--light", "--passphrase-file", pass, "--", name)
            #expect(ended.status == 64, "\(ended.errors)")
            #expect(!FileManager.default.fileExists(atPath: person.home + "/wallets"))
        }
    }

    @Test func `A file that others can read is refused, and one that is not there`() async throws {
        try await Person.with { person in
            let open = try person.file("open", "x", mode: 0o644)
            let ended = try await person.lit("wallet", "new", "a", "--light", "--passphrase-file", open)
            #expect(ended.status == 77)
            #expect(ended.errors.contains("chmod 600 \(open)"))
            let missing = try await person.lit(
                "wallet", "new", "a", "--passphrase-file", person.folder + "/no")
            #expect(missing.status == 66)
            let empty = try person.file("empty", "\n")
            let nothing = try await person.lit("wallet", "new", "a", "--passphrase-file", empty)
            #expect(nothing.status == 64)
            #expect(nothing.errors.contains("empty"))
        }
    }

    @Test func `Without a terminal and without a file nobody is asked`() async throws {
        try await Person.with { person in
            // setsid leaves the terminal behind, if the tests have one.
            let lit = try Program.location("lit").path
            let ended = try await person.start(
                ["-w", lit, "wallet", "new", "a"], program: "/usr/bin/setsid"
            ).result()
            #expect(ended.status == 64)
            #expect(
                ended.errors.contains("--passphrase-file") && ended.errors.contains("LIT_PASSPHRASE_FILE"))
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func `A terminal is asked twice, shows nothing of it, and is set back`() async throws {
        try await Person.with { person in
            let lit = try Program.location("lit").path
            let pipe = person.folder + "/keys"
            #expect(mkfifo(pipe, 0o600) == 0)
            let command = "'\(lit)' wallet new a --light; echo status $?; stty -a | grep -o -- '-\\?echo '"
            let running = try person.start(
                ["-c", "exec /usr/bin/script -qec \"$0\" /dev/null < '\(pipe)'", command], program: "/bin/sh")
            let keys = try FileHandle(forWritingTo: URL(fileURLWithPath: pipe))
            try await eventually("the question") { running.output.contains("Choose a passphrase for a: ") }
            try keys.write(contentsOf: Data("sekx\u{7f}ret\n".utf8))
            try await eventually("the second question") { running.output.contains("The same again: ") }
            try keys.write(contentsOf: Data("sekret\n".utf8))
            try await eventually("the end") {
                running.output.contains("status ") && running.output.contains("echo ")
            }
            try keys.close()
            let ended = try await running.result()
            #expect(ended.output.contains("status 0"), "\(ended.output)")
            #expect(!ended.output.contains("sek"))
            #expect(!ended.output.contains("-echo"))
            let keystore = try Keystore(
                parsing: String(contentsOfFile: person.home + "/wallets/a.json", encoding: .utf8))
            #expect(throws: Never.self) { try keystore.decrypt(passphrase: "sekret") }
        }
    }

    @Test func `No command takes a secret as an option`() async throws {
        try await Person.with { person in
            let help = try await person.lit("--experimental-dump-help").json
            func options(_ command: JSON) -> [String] {
                (command["arguments"]?.array ?? []).filter { $0["kind"]?.string == "option" }.flatMap {
                    argument in
                    (argument["names"]?.array ?? []).compactMap { $0["name"]?.string }
                } + (command["subcommands"]?.array ?? []).flatMap(options)
            }
            let names = try #require(help["command"].map(options))
            #expect(names.contains("passphrase-file"))
            for name in names
            where name.contains("key") || name.contains("passphrase") || name.contains("secret") {
                #expect(name.hasSuffix("-file"), "\(name)")
            }
        }
    }
}
