import Ethereum
import EthereumRPC
import Foundation
import LitContracts
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

@Suite(.serialized, .sharedNetwork) struct PKPTests {
    /// A person on the suite's network; `lit` adds the folder of the network.
    private func onNetwork(_ body: (Person, _ place: [String]) async throws -> Void) async throws {
        let place = ["--state", try SharedNetwork.network().folder]
        try await Person.with { try await body($0, place) }
    }

    private func mint(_ person: Person, _ place: [String], _ more: String...) async throws -> JSON {
        let ended = try await person.lit(["pkp", "mint", "--json"] + place + more)
        guard ended.status == 0 else { throw RealNetwork.Failure(description: ended.errors) }
        return try ended.json
    }

    private func text(_ json: JSON, _ name: String) throws -> String { try #require(json[name]?.string) }

    private func signer(of ended: Ended, _ digest: Bytes32) throws -> Address {
        let signature = try Signature(recoverable: Hex.decode(ended.line))
        return Address(try signature.recover(digest))
    }

    @Test func `A PKP is minted, listed and shown, by address, key and token`() async throws {
        try await onNetwork { person, place in
            let pkp = try await mint(person, place, "--wallet", "local:1")
            let account = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
            #expect(pkp["owner"]?.string == account)
            let wallet = pkp["permissions"]?.array?.first { $0["who"]?.string?.contains("wallet") == true }
            #expect(wallet?["scopes"]?.array?.map(\.string) == ["sign-anything"])
            let list = try await person.lit(["pkp", "list", "--json", "--wallet", "local:1"] + place)
            #expect(try list.json.array?.contains(pkp) == true)
            for name in ["address", "publicKey", "tokenId"] {
                let shown = try await person.lit(["pkp", "show", try text(pkp, name), "--json"] + place)
                #expect(try shown.json == pkp, "\(name): \(shown.errors)")
            }
            let page = try await person.lit(
                ["pkp", "show", try text(pkp, "address"), "--wallet", "local:1"] + place)
            #expect(page.output.contains("this wallet"))
            #expect(page.output.contains("may sign anything"))
            #expect(!page.output.contains("\u{1b}"))
        }
    }

    @Test func `Messages, typed data and digests are signed by the PKP's key`() async throws {
        try await onNetwork { person, place in
            let pkp = try await mint(person, place, "--wallet", "local:2")
            let address = try Address(text(pkp, "address"))
            let sign = ["pkp", "sign", "\(address)", "--wallet", "local:2"] + place
            let message = try await person.lit(sign + ["--message", "Grüße"])
            #expect(try signer(of: message, PersonalMessage.hash("Grüße")) == address, "\(message.errors)")
            let bytes = try person.file("message", "line\n")
            let file = try await person.lit(sign + ["--message-file", bytes])
            #expect(try signer(of: file, PersonalMessage.hash("line\n")) == address)
            let digest = Keccak256.hash([1, 2, 3])
            let plain = try await person.lit(sign + ["--digest", digest.bytes.prefixedHex])
            #expect(try signer(of: plain, digest) == address)
            let mail = """
                {"types":{"EIP712Domain":[{"name":"name","type":"string"}],
                "Mail":[{"name":"text","type":"string"}]},"primaryType":"Mail",
                "domain":{"name":"Test"},"message":{"text":"hello"}}
                """
            let typed = try await person.lit(sign + ["--typed-data", "-", "--json"], input: mail)
            let expected = try TypedData(parsing: mail).digest
            #expect(try typed.json["digest"]?.string == expected.bytes.prefixedHex)
            let signature = try Signature(recoverable: Hex.decode(text(typed.json, "signature")))
            #expect(Address(try signature.recover(expected)) == address)
        }
    }

    @Test func `A stranger is refused until he is permitted, and again when that is revoked`() async throws {
        try await onNetwork { person, place in
            let pkp = try await mint(person, place, "--wallet", "local:3")
            let address = try text(pkp, "address")
            let stranger = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65"
            let sign = ["pkp", "sign", address, "--wallet", "local:4", "--message", "a"] + place
            let before = try await person.lit(sign)
            #expect(before.status == 77, "\(before.errors)")
            #expect(before.output.isEmpty)

            let own = ["--wallet", "local:3", "--json"] + place
            let foreign = try await person.lit(
                ["pkp", "permit", stranger, address, "--wallet", "local:4"] + place)
            #expect(foreign.status == 77)
            let permitted = try await person.lit(
                ["pkp", "permit", stranger, address, "--scope", "personal-sign"] + own)
            let scopes = try permitted.json["permissions"]?.array?.first {
                $0["id"]?.string == stranger.lowercased()
            }?["scopes"]?.array?.map(\.string)
            #expect(scopes == ["personal-sign"], "\(permitted.errors)")
            // That is enough for a session of the PKP, and too little for a signature.
            let little = try await person.lit(sign)
            #expect(little.status == 77)
            let more = try await person.lit(["pkp", "permit", stranger, address] + own)
            #expect(more.status == 0, "\(more.errors)")
            let after = try await person.lit(sign)
            #expect(after.status == 0, "\(after.errors)")

            let revoked = try await person.lit(["pkp", "revoke", stranger, address] + own)
            #expect(revoked.status == 0, "\(revoked.errors)")
            #expect(!revoked.output.contains(stranger.lowercased()))
            // Nodes remember for a moment what the chain has told them.
            let deadline = ContinuousClock.now + .seconds(20)
            var again = try await person.lit(sign)
            while again.status == 0, ContinuousClock.now < deadline { again = try await person.lit(sign) }
            #expect(again.status == 77, "\(again.errors)")
            let twice = try await person.lit(["pkp", "revoke", stranger, address] + own)
            #expect(twice.status == 66)
        }
    }

    @Test func `Ether is sent from a PKP, once it has any`() async throws {
        try await onNetwork { person, place in
            let pkp = try await mint(person, place, "--wallet", "local:5", "--owns-itself")
            let address = try text(pkp, "address")
            #expect(pkp["owner"]?.string == address)
            let friend = EthereumWallet.random().address
            let send =
                ["pkp", "send", address, "--to", "\(friend)", "--value", "0.25", "--wallet", "local:5"]
                + place
            let poor = try await person.lit(send)
            #expect(poor.status != 0)
            #expect(poor.errors.contains("lit wallet fund"), "\(poor.errors)")
            let funded = try await person.lit(["wallet", "fund", address, "--amount", "1", "--json"] + place)
            #expect(try funded.json["balance"]?.string == "1000000000000000000", "\(funded.errors)")
            let sent = try await person.lit(send + ["--json"])
            #expect(try sent.json["succeeded"]?.bool == true, "\(sent.errors)")
            let network = try SharedNetwork.network()
            let balance = try await network.contracts(0).provider.balance(of: friend)
            #expect(balance == (try UInt256.ether("0.25")))
            // Only it can change whom it permits, and the nodes sign that too.
            let permitted = try await person.lit(
                ["pkp", "permit", "\(friend)", address, "--wallet", "local:5", "--json"] + place)
            #expect(permitted.output.contains(friend.prefixedHex), "\(permitted.errors)")
        }
    }

    @Test func `A session that was created spares the passphrase, until it is cleared`() async throws {
        try await onNetwork { person, place in
            let pass = try person.file("pass", "x")
            let made = try await person.lit("wallet", "new", "alice", "--light", "--passphrase-file", pass)
            let funded = try await person.lit(["wallet", "fund", "alice"] + place)
            #expect(funded.status == 0, "\(funded.errors)")
            let opened = ["--wallet", "alice", "--passphrase-file", pass] + place
            let minted = try await person.lit(["pkp", "mint"] + opened)
            #expect(minted.status == 0, "\(minted.errors)")
            // A passphrase that is wrong shows whether it was asked for.
            let wrong = try person.file("wrong", "y")
            let sign =
                ["pkp", "sign", "--message", "a", "--wallet", "alice", "--passphrase-file", wrong] + place
            let before = try await person.lit(sign)
            #expect(before.status == 77, "\(before.errors)")

            let created = try await person.lit(["session", "create", "--json"] + opened)
            #expect(try created.json["account"]?.string == made.line, "\(created.errors)")
            let shown = try await person.lit("session", "show", "--json")
            #expect(try shown.json.array?.count == 1)
            #expect(try shown.json[0] == created.json)
            let folder = person.home + "/sessions"
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(files.count == 1)
            let kept = try String(contentsOfFile: "\(folder)/\(files[0])", encoding: .utf8)
            let secrets = kept.split { !$0.isHexDigit }.filter { $0.count >= 64 }
            #expect(!secrets.isEmpty)
            for secret in secrets { #expect(!shown.output.contains(secret)) }
            let after = try await person.lit(sign)
            #expect(after.status == 0, "\(after.errors)")
            #expect(try signer(of: after, PersonalMessage.hash("a")) == Address(minted.line))

            let cleared = try await person.lit("session", "clear", "--json")
            #expect(try cleared.json["cleared"]?.int == 1)
            let again = try await person.lit(sign)
            #expect(again.status == 77)
        }
    }

    @Test func `A session that allows less is not used for more`() async throws {
        try await onNetwork { person, place in
            let pass = try person.file("pass", "x")
            _ = try await person.lit("wallet", "new", "bob", "--light", "--passphrase-file", pass)
            let opened = ["--wallet", "bob", "--passphrase-file", pass] + place
            let funded = try await person.lit(["wallet", "fund", "bob"] + place)
            #expect(funded.status == 0)
            let minted = try await person.lit(["pkp", "mint"] + opened)
            #expect(minted.status == 0, "\(minted.errors)")
            let created = try await person.lit(["session", "create", "--allow", "execute"] + opened)
            #expect(created.output.contains("to run any action"), "\(created.errors)")
            let wrong = try person.file("wrong", "y")
            let sign = try await person.lit(
                ["pkp", "sign", "--message", "a", "--wallet", "bob", "--passphrase-file", wrong] + place)
            #expect(sign.status == 77)
        }
    }

    @Test func `An action runs on the nodes: response, logs and signatures`() async throws {
        try await onNetwork { person, place in
            let pkp = try await mint(person, place)
            let code = """
                (async () => {
                  console.log("hello from a node");
                  await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "s" });
                  Lit.Actions.setResponse({ response: JSON.stringify({ name }) });
                })();
                """
            let file = try person.file("a.js", code)
            let digest = Keccak256.hash([7])
            let parameters = [
                "--param", "name=Ada", "--param", "publicKey=\(try text(pkp, "publicKey"))",
                "--param", "toSign=[\(digest.bytes.map { "\($0)" }.joined(separator: ","))]",
            ]
            let run = ["action", "run", file] + parameters + place + ["--network"]
            let ended = try await person.lit(run)
            #expect(ended.status == 0, "\(ended.errors)")
            #expect(ended.line == #"{"name":"Ada"}"#)
            #expect(ended.errors.contains("hello from a node"))
            #expect(ended.errors.contains("on 3 nodes"))
            let json = try await person.lit(run + ["local", "--json"]).json
            #expect(json["success"]?.bool == true)
            let signature = try #require(json["signatures"]?["s"]?["signature"]?.string)
            let key = try Signature(recoverable: Hex.decode(signature)).recover(digest)
            #expect(Address(key).checksummed == (try text(pkp, "address")))
        }
    }

    @Test func `An action that fails on the nodes says why, with what it had logged`() async throws {
        try await onNetwork { person, place in
            let file = try person.file("a.js", "console.log('before'); throw new Error('no luck today')")
            let ended = try await person.lit(["action", "run", file] + place + ["--network", "local"])
            #expect(ended.status == 1, "\(ended.errors)")
            #expect(ended.errors.contains("no luck today"))
            #expect(ended.errors.contains("before"))
            let json = try await person.lit(
                ["action", "run", file, "--json"] + place + ["--network", "local"])
            #expect(json.status == 1)
            #expect(try json.json["success"]?.bool == false)
        }
    }

    @Test func `Nodes that answer differently are named`() async throws {
        try await onNetwork { person, place in
            let file = try person.file("a.js", "Lit.Actions.setResponse({ response: String(Math.random()) })")
            let ended = try await person.lit(["action", "run", file] + place + ["--network"])
            if ended.status == 0 {
                #expect(ended.errors.contains("do not agree"))
            } else {
                #expect(ended.errors.contains("http://127.0.0.1"), "\(ended.errors)")
            }
        }
    }

    @Test func `What no node knows is said, with the code for it`() async throws {
        try await onNetwork { person, place in
            let nobody = try await person.lit(
                ["pkp", "show", "0x000000000000000000000000000000000000dEaD"] + place)
            #expect(nobody.status == 66)
            let none = try await person.lit(["pkp", "sign", "--message", "a", "--wallet", "local:9"] + place)
            #expect(none.status == 66)
            #expect(none.errors.contains("lit pkp mint"))
        }
    }

    @Test func `The faucet gives to a wallet, a public account and an address`() async throws {
        try await onNetwork { person, place in
            let address = EthereumWallet.random().address
            let ended = try await person.lit(["wallet", "fund", "\(address)", "--json"] + place)
            #expect(try ended.json["balance"]?.string == "100000000000000000000", "\(ended.errors)")
            let account = try await person.lit(["wallet", "fund", "local:9"] + place)
            #expect(account.status == 0)
            #expect(account.line.hasPrefix("0x"))
            let far = try await person.lit(["wallet", "fund", "\(address)", "--amount", "1.0.0"] + place)
            #expect(far.status == 64)
        }
    }
}
