import KeyStore
import Ethereum
import Foundation
import LitNode
import Logging
import Primitives
import Testing

@Suite struct NodeConfigurationTests {
    static let least = """
        {
          "listen": "127.0.0.1:7470", "public": {"ip": "127.0.0.1"}, "peer": {"listen": "[::1]:0"},
          "chain": {"rpcUrl": "http://127.0.0.1:8545", "staking": "0x780A1217D140A9C580EF8208F8b9e201e41b17C4"},
          "wallet": {"keyFile": "wallet.key"}, "sealing": {"env": "SEALING"}, "state": "state"
        }
        """

    private func error(_ text: String) -> NodeConfigurationError? {
        do {
            _ = try NodeConfiguration.parse(text, named: "node.json")
            return nil
        } catch {
            return error
        }
    }

    private func changed(_ path: [String], _ value: JSON?) throws -> String {
        func change(_ json: JSON, _ path: ArraySlice<String>) -> JSON {
            guard let name = path.first else { return json }
            guard path.count > 1 else { return json.with(name, value) }
            return json.with(name, change(json[name] ?? [:], path.dropFirst()))
        }
        return change(try JSON(parsing: Self.least), path[...]).text
    }

    @Test func `What is not said is as usual`() throws {
        let configuration = try NodeConfiguration.parse(Self.least)
        #expect(configuration.listen == .init(host: "127.0.0.1", port: 7470))
        #expect(configuration.peerListen == .init(host: "::1", port: 0))
        #expect(configuration.publicPort == 0)
        #expect(configuration.keys.rootCount == 3)
        #expect(configuration.log.level == .info)
        #expect(configuration.tls == nil)
        #expect(!configuration.rateLimiting)
        #expect(configuration.actions.limits == nil)
        #expect(configuration.sealing == .key(.environment("SEALING")))
    }

    @Test(
        arguments: [
            ("listen", "did you mean listen", ["lisen"]),
            ("", "did you mean chain.rpcurl", ["chain", "rpcURl"]),
            ("", "did you mean actions.limits.timeoutms", ["actions", "limits", "timeout"]),
        ])
    func `A member that there is not is refused with what was meant`(
        example: (String, hint: String, path: [String])
    ) throws {
        let error = try #require(error(try changed(example.path, "x")))
        #expect(error.origin == "node.json")
        #expect(error.member == example.path.joined(separator: "."))
        #expect(error.description.lowercased().contains(example.hint), "\(error)")
    }

    @Test(
        arguments: [
            ["listen"], ["public", "ip"], ["peer", "listen"], ["chain", "rpcUrl"], ["chain", "staking"],
            ["wallet", "keyFile"], ["sealing", "env"], ["state"],
        ])
    func `What is missing is named, with what to write`(path: [String]) throws {
        let error = try #require(error(try changed(path, nil)))
        #expect(error.problem == "it is missing")
        #expect(error.member.hasPrefix(path[0]))
        #expect(error.advice.contains("LIT_NODE_"))
    }

    @Test(
        arguments: [
            (["listen"], "7470"), (["listen"], 7470), (["public", "ip"], "::1"),
            (["public", "port"], 65_536),
            (["public", "port"], "80"), (["chain", "rpcUrl"], "ftp"), (["chain", "staking"], "0x12"),
            (["keys", "rootCount"], 1), (["log", "level"], "loud"), (["log", "format"], "xml"),
            (["actions", "allowedRanges"], ["10.0.0.1/8"]), (["actions", "gateway"], "https://ipfs.io/"),
            (["rateLimiting"], "yes"), (["tls", "key"], "key.pem"), (["wallet", "env"], "WALLET"),
            (["authMethods", "google"], "one"), (["authMethods", "apple"], [""]),
            (["authMethods", "stytch"], [1]), (["rpc"], ["ethereum": "nowhere"]), (["keys"], 3),
            (["requests", "bodyLimit"], 1),
        ] as [([String], JSON)])
    func `A value that does not fit is refused`(path: [String], value: JSON) throws {
        let error = try #require(error(try changed(path, value)))
        #expect(error.member.hasPrefix(path[0]))
        #expect(!error.advice.isEmpty)
    }

    @Test func `Lists of applications are those of all auth methods of a service`() throws {
        let least = try NodeConfiguration.parse(Self.least)
        #expect(least.authMethods.applications.isEmpty)
        var text = try changed(["authMethods"], ["google": ["a.apps", "b"], "stytch": ["Project-test-1"]])
        let named = try NodeConfiguration.parse(text).authMethods.applications
        #expect(Set(named.keys) == [5, 6, 9, 10, 11, 12, 13])
        #expect(named[5] == ["a.apps", "b"] && named[6] == named[5])
        // As they are in a user's id.
        #expect(named[12] == ["project-test-1"])
        text = try changed(["authMethods"], ["discord": []])
        #expect(try NodeConfiguration.parse(text).authMethods.applications == [4: []])
    }

    @Test func `A variable overrides the file, and a flag the variable`() throws {
        let folder = URL.temporaryDirectory.appending(
            path: "lit-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "node.json")
        try Data(Self.least.utf8).write(to: file)
        let variables = [
            "LIT_NODE_CHAIN_RPC_URL": "http://10.0.0.1:1", "LIT_NODE_KEYS_ROOT_COUNT": "5",
            "LIT_NODE_RPC": "ethereum=http://10.0.0.2, other=http://10.0.0.3", "LIT_NODE_SERVICE_HOST": "x",
            "LIT_NODE_ACTIONS_ALLOWED_RANGES": "10.0.0.0/8,127.0.0.0/8", "LIT_NODE_RATE_LIMITING": "true",
        ]
        let loaded = try NodeConfiguration.load(
            file: file.path, environment: variables, overrides: [("keys.rootCount", "7", "--set")])
        #expect(loaded.chain.rpcURL == "http://10.0.0.1:1")
        #expect(loaded.keys.rootCount == 7)
        #expect(loaded.rpc == ["ethereum": "http://10.0.0.2", "other": "http://10.0.0.3"])
        #expect(loaded.actions.allowedRanges.count == 2)
        #expect(loaded.rateLimiting)
        // Paths in the file are relative to its folder.
        #expect(loaded.state == folder.appending(path: "state").path)
        #expect(throws: NodeConfigurationError.self) {
            try NodeConfiguration.load(file: file.path, environment: ["LIT_NODE_KEYS_ROOT_COUNT": "many"])
        }
        let refused = #expect(throws: NodeConfigurationError.self) {
            try NodeConfiguration.load(file: file.path, overrides: [("key.rootCount", "7", "--set")])
        }
        #expect(refused?.advice == "Did you mean keys.rootCount?")
    }

    @Test func `Keys are read from files of their owner, and from variables, never shown`() throws {
        let folder = URL.temporaryDirectory.appending(
            path: "lit-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let digits = String(repeating: "4c", count: 32)
        let path = folder.appending(path: "wallet.key").path
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data((digits + "\n").utf8), attributes: [.posixPermissions: 0o600])
        #expect(isMade)
        var configuration = try NodeConfiguration.parse(Self.least)
        configuration.wallet = .file(path)
        let wallet = try configuration.readWallet(environment: [:])
        configuration.wallet = .environment("KEY")
        #expect(try configuration.readWallet(environment: ["KEY": "0x" + digits]).address == wallet.address)
        for (environment, hint) in [([:], "KEY"), (["KEY": digits + "00"], "64")] {
            let error = #expect(throws: NodeConfigurationError.self) {
                try configuration.readWallet(environment: environment)
            }
            #expect(error?.description.contains(hint) == true)
            #expect(error?.description.contains("4c4c") == false)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        configuration.wallet = .file(path)
        let exposed = #expect(throws: NodeConfigurationError.self) {
            try configuration.readWallet(environment: [:])
        }
        #expect(exposed?.advice.contains("chmod 600") == true)
        #expect(throws: NodeConfigurationError.self) {
            try configuration.readSealingKey(environment: ["SEALING": "short"])
        }
        guard case .bytes(let key) = try configuration.readSealingKey(environment: ["SEALING": digits]) else {
            Issue.record("a key of bytes was expected")
            return
        }
        #expect(key.count == 32)
    }
}
