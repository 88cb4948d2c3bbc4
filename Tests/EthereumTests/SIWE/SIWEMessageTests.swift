import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("SIWE messages")
struct SIWEMessageTests {
    static let full = """
        https://user:pw@[2001:db8::1]:8443 wants you to sign in with your Ethereum account:
        0x08Ad3F56AdBcbEF261A0DEB8f08425B5B1D8Aa0C

        Hi, (you)! 100~

        URI: did:key:z6Mk?x=1/2#f%20g
        Version: 1
        Chain ID: 00175188
        Nonce: abcdefgh1
        Issued At: 2025-01-15t11:55:00.1234567891+05:30
        Expiration Time: 2025-02-28T23:59:59-00:00
        Not Before: 2024-02-29T00:00:00z
        Request ID: a%20b@:c
        Resources:
        - https://a.example/1?q#f
        - urn:x:y
        """

    private func refused(_ text: String, _ code: SIWEError.Code, line: Int?, _ comment: Comment? = nil) {
        do {
            _ = try SIWEMessage(parsing: text)
            Issue.record(comment ?? "accepted")
        } catch {
            #expect(error.code == code, comment)
            #expect(error.line == line, comment)
            #expect(!error.description.isEmpty)
        }
    }

    private func fields() throws -> SIWEMessage.Fields {
        SIWEMessage.Fields(
            domain: "localhost", address: try Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"),
            uri: "lit:session:ab", nonce: "12345678", issuedAt: try SIWETimestamp("2026-01-15T12:00:00.000Z"))
    }

    @Test("keeps every detail of a message with all fields")
    func allFields() throws {
        let message = try SIWEMessage(parsing: Self.full)
        #expect(message.text == Self.full)
        #expect(message.scheme == "https")
        #expect(message.domain == "user:pw@[2001:db8::1]:8443")
        #expect(message.chainID == 175_188)
        #expect(message.requestID == "a%20b@:c")
        #expect(message.issuedAt.instant.rfc3339(.nanoseconds) == "2025-01-15T06:25:00.123456789Z")
        #expect(message.resources == ["https://a.example/1?q#f", "urn:x:y"])
    }

    @Test("prints the messages of the JavaScript SDK as they were", arguments: SDKMessages.all)
    func sdkMessages(text: String) throws {
        let message = try SIWEMessage(parsing: text)
        #expect(message.text == text)
        #expect(try SIWEMessage(message.fields).text == text)
    }

    @Test("tells absent, empty and filled lists of resources apart")
    func resources() throws {
        var fields = try fields()
        #expect(try SIWEMessage(fields).text.hasSuffix("12:00:00.000Z"))
        fields.resources = []
        let heading = try SIWEMessage(fields)
        #expect(heading.text.hasSuffix("\nResources:"))
        #expect(try SIWEMessage(parsing: heading.text) == heading)
        #expect(try SIWEMessage(parsing: heading.text).resources == [])
    }

    @Test("tells an absent request id from an empty one")
    func requestID() throws {
        var fields = try fields()
        fields.requestID = ""
        let message = try SIWEMessage(fields)
        #expect(message.text.hasSuffix("\nRequest ID: "))
        #expect(try SIWEMessage(parsing: message.text).requestID == "")
    }

    @Test("changes fields and checks the result")
    func changing() throws {
        let message = try SIWEMessage(parsing: Self.full)
        let changed = try message.changing { $0.nonce = "0xabcdef0123" }
        #expect(changed.text == Self.full.replacing("abcdefgh1", with: "0xabcdef0123"))
        #expect(try message.changing { $0.chainID = 1 }.text.contains("\nChain ID: 1\n"))
        #expect(throws: SIWEError.self) { try message.changing { $0.statement = "" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.statement = "a\nb" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.nonce = "1234567" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.uri = "/relative" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.domain = "a b" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.domain = "" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.scheme = "1http" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.requestID = "a/b" } }
        #expect(throws: SIWEError.self) { try message.changing { $0.resources = ["x"] } }
    }

    @Test(
        "refuses what the grammar has not, naming field and line",
        arguments: [
            (" wants", "  wants", SIWEError.Code.invalid(.domain), 1),
            ("https://", "ht_tps://", .invalid(.scheme), 1),
            ("https://", "https:/", .invalid(.domain), 1),
            ("[2001:db8::1]", "[2001:db8:::1]", .invalid(.domain), 1),
            (":8443", ":84a3", .invalid(.domain), 1),
            ("0x08Ad", "0X08Ad", .invalid(.address), 2),
            ("Aa0C\n\n", "Aa0C\n", .blankLineExpected, 3),
            ("Hi", "H\u{e9}", .invalid(.statement), 4),
            ("Hi", "H%20", .invalid(.statement), 4),
            ("100~\n\n", "100~\n", .blankLineExpected, 5),
            ("Hi, (you)! 100~\n", "\n", .missing(.uri), 5),
            ("did:key:", "did_key:", .invalid(.uri), 6),
            ("%20g", "%2g", .invalid(.uri), 6),
            ("Version: 1", "Version: 2", .invalid(.version), 7),
            ("Version: 1", "version: 1", .missing(.version), 7),
            ("00175188", "0x1", .invalid(.chainID), 8),
            ("00175188", "", .invalid(.chainID), 8),
            ("00175188", String(repeating: "9", count: 78), .invalid(.chainID), 8),
            ("abcdefgh1", "abcdefg", .invalid(.nonce), 9),
            ("abcdefgh1", "abcdefgh-", .invalid(.nonce), 9),
            ("Issued At: ", "Issued At:  ", .badTimestamp(.issuedAt, TimestampError.at(0)), 10),
            ("02-28T", "02-29T", .badTimestamp(.expirationTime, TimestampError.range(.day)), 11),
            ("Request ID: a", "Request ID: /", .invalid(.requestID), 13),
            ("Request ID", "Request Id", .unexpectedLine, 13),
            ("- urn:x:y", "-urn:x:y", .invalid(.resources), 16),
            ("- urn:x:y", "- urn", .invalid(.resources), 16),
            ("- urn:x:y", "- urn:x:y\n", .invalid(.resources), 17),
            ("\n", "\r\n", .invalid(.header), 1),
        ])
    func refusals(old: String, new: String, code: SIWEError.Code, line: Int) throws {
        let text = Self.full.replacing(old, with: new)
        #expect(text != Self.full)
        refused(text, code, line: line, "\(old) → \(new)")
    }

    @Test("refuses an address without its checksum and says what it should be")
    func checksum() {
        refused(
            Self.full.replacing("0x08Ad", with: "0x08ad"),
            .badChecksum(expected: "0x08Ad3F56AdBcbEF261A0DEB8f08425B5B1D8Aa0C"), line: 2)
    }

    @Test("refuses fields in another order or twice")
    func order() {
        let expiration = "Expiration Time: 2025-02-28T23:59:59-00:00\n"
        let start = "Not Before: 2024-02-29T00:00:00z\n"
        refused(
            Self.full.replacing(expiration + start, with: start + expiration), .unexpectedLine, line: 12)
        refused(Self.full.replacing(start, with: start + start), .unexpectedLine, line: 13)
    }

    @Test("refuses text beyond the limit without reading it")
    func tooLong() throws {
        refused(
            String(repeating: "a", count: SIWEMessage.lengthLimit + 1),
            .tooLong(limit: SIWEMessage.lengthLimit), line: nil)
        var fields = try fields()
        fields.statement = String(repeating: "a", count: SIWEMessage.lengthLimit)
        #expect(throws: SIWEError.self) { try SIWEMessage(fields) }
    }

    @Test("makes nonces of letters and digits, the same from the same generator")
    func nonces() throws {
        var generator = SplitMix64(seed: 1)
        var again = SplitMix64(seed: 1)
        let nonce = SIWEMessage.randomNonce(using: &generator)
        #expect(nonce == SIWEMessage.randomNonce(using: &again))
        #expect(nonce.utf8.count == 17)
        #expect(nonce != SIWEMessage.randomNonce(using: &generator))
        #expect(SIWEMessage.randomNonce(length: -3).utf8.count == 8)
        _ = try SIWEMessage(parsing: Self.full).changing { $0.nonce = nonce }
    }

    @Test(
        "knows URIs from other texts",
        arguments: [
            ("a:", true), ("a:/", true), ("a://", true), ("a:b:c", true), ("lit-pkp://*", true),
            ("x://[::]", true), ("x://[1:2:3:4:5:6:7:8]", true), ("x://[1:2:3:4:5:6:7::]", true),
            ("x://[::1:2:3:4:5:6:7]", true), ("x://[::ffff:1.2.3.4]", true), ("x://[v1.a:b]", true),
            ("x://u@h:", true), ("x:?a?b#/c?", true), ("x://h//a", true),
            ("", false), (":a", false), ("1a:b", false), ("a", false), ("a b:c", false), ("a:b c", false),
            ("a:%", false), ("a:%4", false), ("a:%zz", false), ("a:#b#c", false), ("a:<b>", false),
            ("x://[1:2:3:4:5:6:7:8::]", false), ("x://[1::2::3]", false), ("x://[12345::]", false),
            ("x://[::1.2.3.04]", false), ("x://[::1.2.3.256]", false), ("x://[1.2.3.4::]", false),
            ("x://[::1", false), ("x://[::1]a", false), ("x://a@b@c", false), ("x://h:8a", false),
            ("x://[:1]", false), ("x://[]", false), ("x://[1:2:3:4:5:6:7]", false), ("a:\u{e9}", false),
        ])
    func uris(text: String, valid: Bool) throws {
        var fields = try fields()
        fields.uri = text
        #expect(((try? SIWEMessage(fields)) != nil) == valid)
    }
}

extension TimestampError {
    /// The error for a text of which the character at `offset` is wrong.
    fileprivate static func at(_ offset: Int) -> TimestampError {
        var text = Array("2025-01-01T00:00:00Z")
        text[offset] = " "
        return error(String(text))
    }

    fileprivate static func range(_ component: Component) -> TimestampError { error("2025-02-29T00:00:00Z") }

    private static func error(_ text: String) -> TimestampError {
        do {
            _ = try Timestamp(rfc3339: text)
            preconditionFailure("a time after all")
        } catch {
            return error
        }
    }
}
