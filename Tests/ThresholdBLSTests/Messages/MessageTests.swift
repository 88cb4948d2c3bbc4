import Primitives
import TestSupport
import Testing
import ThresholdBLS

@Suite("Messages that the network signs")
struct MessageTests {
    @Test("A decryption identity names the conditions and the data by their hashes")
    func identity() {
        let data = Array("hello".utf8)
        let identity = DecryptionIdentity(conditionsHash: Bytes32(words: 0, 0, 0, 1), data: data)
        #expect(
            identity.text == "lit-accesscontrolcondition://" + String(repeating: "0", count: 63) + "1/"
                + "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        #expect(identity.bytes == Array(identity.text.utf8))
    }

    private func grant(_ network: Network, address: String = "0xAbC") throws -> SessionAuthSig {
        let text = "example.com wants you to sign in with your Ethereum account:\n\(address)\n\nand so on"
        return SessionAuthSig(
            signedMessage: text, signature: try network.signature(SessionMessage.hash(text).bytes),
            address: address)
    }

    @Test("A session grant survives its JSON and verifies with the network's key only")
    func sessions() throws {
        let network = try Network(2, of: 3)
        let grant = try grant(network)
        let read = try SessionAuthSig(JSON(parsing: grant.json.text))
        #expect(read == grant)
        #expect(grant.json["sig"]?.string == "{\"ProofOfPossession\":\"\(grant.signature.hex)\"}")
        try read.verify(with: network.key)
        let other = try Network(2, of: 3, seed: 2).key
        #expect(code { () throws(ThresholdBLSError) in try read.verify(with: other) } == .invalidSignature)
    }

    @Test("A changed message or address refuses the grant")
    func changedSessions() throws {
        let network = try Network(2, of: 3)
        let grant = try grant(network)
        let longer = SessionAuthSig(
            signedMessage: grant.signedMessage + ".", signature: grant.signature, address: grant.address)
        #expect(
            code { () throws(ThresholdBLSError) in try longer.verify(with: network.key) } == .invalidSignature
        )
        for address in ["0xabc", "0xAbCd", ""] {
            let renamed = SessionAuthSig(
                signedMessage: grant.signedMessage, signature: grant.signature, address: address)
            #expect(
                code { () throws(ThresholdBLSError) in try renamed.verify(with: network.key) }
                    == .addressMismatch)
        }
        for (name, value) in [
            ("algo", "ed25519"), ("derivedVia", "web3.eth.personal.sign"), ("sig", "00"),
            ("sig", "{}"),
        ] {
            var object = try #require(grant.json.object)
            object[name] = .string(value)
            let json = JSON.object(object)
            #expect(throws: ThresholdBLSError.self) { try SessionAuthSig(json) }
        }
    }

    private let claims = AccessClaims(
        subject: "0xsomeone", chain: "ethereum", issuedAt: 1000, expiration: 2000,
        conditions: .init(accessControl: [["chain": "ethereum"]]))

    @Test("A token has the header and the members that nodes agree on, in their order")
    func tokenText() throws {
        let parts = AccessToken.unsigned(claims).split(separator: ".")
        #expect(parts.count == 2)
        #expect(
            String(decoding: try Base64URL.decode(parts[0]), as: UTF8.self)
                == #"{"alg":"BLS12-381","typ":"JWT"}"#)
        #expect(
            String(decoding: try Base64URL.decode(parts[1]), as: UTF8.self)
                == #"{"iss":"LIT","sub":"0xsomeone","chain":"ethereum","iat":1000,"exp":2000,"accessControlConditions":[{"chain":"ethereum"}],"evmContractConditions":null,"solRpcConditions":null,"unifiedAccessControlConditions":null}"#
        )
    }

    @Test("A token survives its text, verifies until it expires, and not with another key")
    func tokens() throws {
        let network = try Network(2, of: 3)
        let unsigned = AccessToken.unsigned(claims)
        let token = try AccessToken(unsigned: unsigned, signature: network.signature(Array(unsigned.utf8)))
        let read = try AccessToken(parsing: token.text)
        #expect(read == token)
        #expect(read.claims == claims)
        try read.verify(with: network.key, at: Timestamp(seconds: 1999))
        #expect(
            code { () throws(ThresholdBLSError) in
                try read.verify(with: network.key, at: Timestamp(seconds: 2000))
            }
                == .expired(at: 2000))
        let other = try Network(2, of: 3, seed: 2).key
        #expect(
            code { () throws(ThresholdBLSError) in try read.verify(with: other, at: Timestamp(seconds: 1500))
            }
                == .invalidSignature)
    }

    @Test("Changed and malformed tokens are refused")
    func badTokens() throws {
        let network = try Network(2, of: 3)
        let unsigned = AccessToken.unsigned(claims)
        let signature = try network.signature(Array(unsigned.utf8))
        var later = claims
        later.expiration = 9_999_999_999
        let forged = try AccessToken(unsigned: AccessToken.unsigned(later), signature: signature)
        #expect(
            code { () throws(ThresholdBLSError) in
                try forged.verify(with: network.key, at: Timestamp(seconds: 1500))
            }
                == .invalidSignature)
        let header = Base64URL.encode(Array(#"{"alg":"none","typ":"JWT"}"#.utf8))
        let payload = unsigned.split(separator: ".")[1]
        for bad in [
            "", "a", "a.b", "\(header).\(payload)", "\(unsigned).x", "\(unsigned.dropLast()).", "..", ".",
        ] {
            #expect(throws: ThresholdBLSError.self) { try AccessToken(unsigned: bad, signature: signature) }
        }
        for bad in ["", "...", unsigned, unsigned + ".", unsigned + ".AAAA", unsigned + "." + signature.hex] {
            #expect(throws: ThresholdBLSError.self) { try AccessToken(parsing: bad) }
        }
    }

    @Test("Fuzz: any text is a token or is refused")
    func fuzzTokens() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let network = try Network(2, of: 3)
        let unsigned = AccessToken.unsigned(claims)
        let token = try AccessToken(unsigned: unsigned, signature: network.signature(Array(unsigned.utf8)))
        for _ in 0..<fuzzIterations / 50 {
            let text = String(decoding: generator.mutated(Array(token.text.utf8)), as: UTF8.self)
            guard let read = try? AccessToken(parsing: text), read != token else { continue }
            #expect(throws: ThresholdBLSError.self) {
                try read.verify(with: network.key, at: Timestamp(seconds: 1500))
            }
        }
    }
}
