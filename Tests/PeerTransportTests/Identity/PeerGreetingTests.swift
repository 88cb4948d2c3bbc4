import PeerTransport
import Primitives
import Testing

@Suite struct PeerGreetingTests {
    private let network: PeerNetworkName
    private let node: PeerID
    private let pin = Fixtures.word(0xaa)
    private let nonce = Fixtures.word(0xbb)

    init() throws {
        network = try #require(Fixtures.network)
        node = try Fixtures.id(1)
    }

    /// A signature that only says what was signed: 32 bytes of digest, and who signed.
    private func sign(_ digest: Bytes32) -> [UInt8] {
        digest.bytes + node.bytes + [UInt8](repeating: 0, count: 13)
    }

    private func recover(_ digest: Bytes32, _ signature: [UInt8]) -> PeerID? {
        Array(signature.prefix(32)) == digest.bytes ? PeerID(signature[32..<52]) : nil
    }

    private func greeting(
        host: String = "10.1.2.3", port: UInt16 = 7470, nonce: Bytes32? = nil
    ) throws(PeerGreetingError) -> PeerGreeting {
        try PeerGreeting(
            nonce: nonce ?? self.nonce, network: network, node: node,
            endpoint: PeerEndpoint(host: host, port: port),
            pin: pin)
    }

    private func signed() throws -> SignedPeerGreeting { try greeting().signed { sign($0) } }

    private func verify(
        _ signed: SignedPeerGreeting, nonce: Bytes32? = nil, network: PeerNetworkName? = nil,
        node: PeerID? = nil,
        pin: Bytes32? = nil
    ) throws(PeerGreetingError) -> PermittedPeer {
        try signed.verify(
            nonce: nonce ?? self.nonce, network: network ?? self.network, node: node ?? self.node,
            pin: pin ?? self.pin, recover: recover)
    }

    private func changed(_ name: String, _ value: JSON?) throws -> JSON {
        var object = try #require(try signed().json.object)
        object[name] = value
        return .object(object)
    }

    @Test func `A greeting goes over JSON and is verified`() throws {
        let read = try SignedPeerGreeting(JSON(parsing: try signed().json.utf8))
        #expect(read == (try signed()))
        let peer = try verify(read)
        #expect(peer.endpoint == PeerEndpoint(host: "10.1.2.3", port: 7470))
        #expect(peer.id == node)
        #expect(peer.pin == pin)
    }

    @Test func `What is signed is a personal message that names everything`() throws {
        let greeting = try greeting()
        let expected = """
            Lit node: where my peers connect to
            Format: 1
            Network: 31337/0x5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a
            Node: 0x0000000000000000000000000000000000000001
            Endpoint: 10.1.2.3:7470
            Pin: \(String(repeating: "aa", count: 32))
            Nonce: \(String(repeating: "bb", count: 32))
            """
        #expect(greeting.text == expected)
        let message = "\u{19}Ethereum Signed Message:\n\(expected.utf8.count)" + expected
        #expect(greeting.digest == Keccak256.hash(Array(message.utf8)))
    }

    @Test func `Each thing that is not as asked has its own code`() throws {
        let signed = try signed()
        let other = try Fixtures.id(2)
        let elsewhere = PeerNetworkName(chainID: 1, staking: network.staking)
        #expect(try failure { () throws(PeerGreetingError) in try verify(signed, nonce: pin) }.code == .nonce)
        #expect(
            try failure { () throws(PeerGreetingError) in try verify(signed, network: elsewhere) }.code
                == .network)
        #expect(try failure { () throws(PeerGreetingError) in try verify(signed, node: other) }.code == .node)
        #expect(try failure { () throws(PeerGreetingError) in try verify(signed, pin: nonce) }.code == .pin)
    }

    @Test func `What is changed after signing is refused`() throws {
        for (name, value) in [("host", JSON.string("10.1.2.4")), ("port", 7471)] {
            let read = try SignedPeerGreeting(changed(name, value))
            #expect(try failure { () throws(PeerGreetingError) in try verify(read) }.code == .signature)
        }
        let other = try Fixtures.id(2)
        let stranger = SignedPeerGreeting(
            greeting: try greeting(), signature: sign(try greeting().digest).prefix(32) + other.bytes + [0])
        #expect(try failure { () throws(PeerGreetingError) in try verify(stranger) }.code == .signature)
    }

    @Test func `Members that are missing or of the wrong kind are refused`() throws {
        for name in ["version", "network", "node", "host", "port", "pin", "nonce", "signature"] {
            for value in [nil, JSON.null, .string("x"), 70000, .array([])] {
                // A host may be any word.
                if name == "host", value == .string("x") { continue }
                let json = try changed(name, value)
                let error = try failure { () throws(PeerGreetingError) in try SignedPeerGreeting(json) }
                #expect([.malformed, .version].contains(error.code))
            }
        }
        for json in [JSON.null, [], [:], "x", 1] {
            #expect(
                try failure { () throws(PeerGreetingError) in try SignedPeerGreeting(json) }.code
                    == .malformed)
        }
    }

    @Test func `Another format is named`() throws {
        let json = try changed("version", 2)
        let error = try failure { () throws(PeerGreetingError) in try SignedPeerGreeting(json) }
        #expect(error.code == .version)
        #expect(error.description.contains("format 2"))
    }

    @Test(arguments: ["", "a b", "a\nNonce: 1", "host/path", "ä", "a_b", String(repeating: "a", count: 254)])
    func `A host that could not be one is refused`(host: String) throws {
        #expect(try failure { () throws(PeerGreetingError) in try greeting(host: host) }.code == .endpoint)
    }

    @Test func `Names and addresses are hosts, and port zero is none`() throws {
        for host in ["localhost", "127.0.0.1", "::1", "node-1.example.org"] {
            #expect(throws: Never.self) { try greeting(host: host) }
        }
        #expect(try greeting(host: "::1").text.contains("Endpoint: [::1]:7470"))
        #expect(try failure { () throws(PeerGreetingError) in try greeting(port: 0) }.code == .endpoint)
    }

    @Test func `The name of a network has one form`() {
        #expect(PeerNetworkName(network.description) == network)
        let address = String(repeating: "5a", count: 20)
        for text in [
            "", "1", "1/", "/0x" + address, "1/" + address, "01/0x" + address, "+1/0x" + address,
            "1/0x" + address + "00", "1/0x" + address + "/", "1/0x" + address.uppercased(),
        ] {
            #expect(PeerNetworkName(text) == nil)
        }
        #expect(PeerNetworkName(chainID: 1, staking: [1, 2]) == nil)
    }
}
