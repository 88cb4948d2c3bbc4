import Ethereum
import Primitives
import Testing

@Suite("SIWE vectors")
struct SIWEVectorTests {
    private func expectation(_ input: JSON) -> SIWEMessage.Expectation {
        SIWEMessage.Expectation(domain: input["expectedDomain"]?.string)
    }

    @Test("parses, prints, hashes and verifies every accepted message")
    func accepts() throws {
        let cases = try SIWESupport.cases("siwe").filter { $0["group"]?.string == "accept" }
        #expect(cases.count == 11)
        for vector in cases {
            let name = Comment(rawValue: vector["name"]?.string ?? "")
            let input = try #require(vector["input"])
            let expected = try #require(vector["expect"])
            let fields = try #require(expected["fields"])
            let text = try #require(input["message"]?.string)
            let message = try SIWEMessage(parsing: text)
            #expect(message.text == text, name)
            #expect(message.domain == fields["domain"]?.string, name)
            #expect(message.address.checksummed == fields["address"]?.string, name)
            #expect(message.statement == fields["statement"]?.string, name)
            #expect(message.uri == fields["uri"]?.string, name)
            #expect(message.version == fields["version"]?.string, name)
            #expect(message.chainID.description == fields["chain_id"]?.number?.text, name)
            #expect(message.nonce == fields["nonce"]?.string, name)
            #expect(message.issuedAt.text == fields["issued_at"]?.string, name)
            #expect(message.expirationTime?.text == fields["expiration_time"]?.string, name)
            #expect(message.notBefore?.text == fields["not_before"]?.string, name)
            #expect(message.resources == fields["resources"]?.array?.compactMap(\.string), name)
            #expect(message.hash.hex == expected["eip191Hash"]?.string, name)
            #expect(try SIWEMessage(message.fields) == message, name)
            let now = try Timestamp(rfc3339: try #require(input["now"]?.string))
            try message.verify(
                signature: try #require(input["signature"]?.string), now: now, expecting: expectation(input))
        }
    }

    @Test("refuses every other message for the reason given")
    func refuses() throws {
        let cases = try SIWESupport.cases("siwe").filter { $0["group"]?.string == "refuse" }
        #expect(cases.count == 21)
        for vector in cases {
            let name = Comment(rawValue: vector["name"]?.string ?? "")
            let input = try #require(vector["input"])
            let text = try #require(input["message"]?.string)
            let signature = try #require(input["signature"]?.string)
            let now = try Timestamp(rfc3339: try #require(input["now"]?.string))
            var outcome = "accepted"
            do {
                let message = try SIWEMessage(parsing: text)
                try message.verify(signature: signature, now: now, expecting: expectation(input))
            } catch let error as SIWEVerificationError {
                outcome =
                    switch error.code {
                    case .expired: "expired"
                    case .notYetValid: "notYetValid"
                    case .domainMismatch: "domainMismatch"
                    case .invalidSignature: "invalidSignature"
                    default: "other"
                    }
            } catch is SIWEError {
                outcome = "malformed"
            }
            #expect(outcome == vector["expect"]?["error"]?.string, name)
        }
    }
}
