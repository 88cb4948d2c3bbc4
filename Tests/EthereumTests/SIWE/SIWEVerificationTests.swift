import Ethereum
import Primitives
import Testing

@Suite("SIWE verification")
struct SIWEVerificationTests {
    private static let text = SIWEMessageTests.full

    private func code(
        _ body: () throws(SIWEVerificationError) -> Void
    ) -> SIWEVerificationError.Code? {
        do {
            try body()
            return nil
        } catch {
            #expect(error.description.hasPrefix("SIWE message: "))
            return error.code
        }
    }

    @Test("is valid from not-before on, until just before the expiration")
    func time() throws {
        let message = try SIWEMessage(parsing: Self.text)
        let start = try #require(message.notBefore)
        let end = try #require(message.expirationTime)
        #expect(code { () throws(SIWEVerificationError) in try message.checkTime(at: start.instant) } == nil)
        let before = start.instant - .nanoseconds(1)
        #expect(
            code { () throws(SIWEVerificationError) in try message.checkTime(at: before) }
                == .notYetValid(until: start))
        let last = end.instant - .nanoseconds(1)
        #expect(code { () throws(SIWEVerificationError) in try message.checkTime(at: last) } == nil)
        #expect(
            code { () throws(SIWEVerificationError) in try message.checkTime(at: end.instant) }
                == .expired(at: end))
    }

    @Test("compares what is expected to the letter")
    func expectations() throws {
        let message = try SIWEMessage(parsing: Self.text)
        try message.check(SIWEMessage.Expectation())
        try message.check(
            SIWEMessage.Expectation(
                scheme: "https", domain: message.domain, uri: message.uri, nonce: "abcdefgh1",
                chainID: 175_188))
        func check(_ expected: SIWEMessage.Expectation) -> SIWEVerificationError.Code? {
            code { () throws(SIWEVerificationError) in try message.check(expected) }
        }
        #expect(check(.init(scheme: "http")) == .schemeMismatch(expected: "http", actual: "https"))
        #expect(check(.init(domain: "a.b")) == .domainMismatch(expected: "a.b", actual: message.domain))
        #expect(check(.init(uri: "a:b")) == .uriMismatch(expected: "a:b", actual: message.uri))
        #expect(
            check(.init(nonce: "Abcdefgh1")) == .nonceMismatch(expected: "Abcdefgh1", actual: "abcdefgh1"))
        #expect(check(.init(chainID: 1)) == .chainMismatch(expected: 1, actual: 175_188))
    }

    @Test("refuses texts and bytes that are no signature")
    func badSignatures() throws {
        let message = try SIWEMessage(parsing: Self.text)
        let now = try Timestamp(rfc3339: "2025-01-01T00:00:00Z")
        for signature in [
            "", "0x", "zz", String(repeating: "00", count: 64), String(repeating: "00", count: 65),
        ] {
            #expect(
                code { () throws(SIWEVerificationError) in
                    try message.verify(signature: signature, now: now)
                } == .invalidSignature(signer: nil))
        }
        #expect(
            code { () throws(SIWEVerificationError) in
                try message.verify(signature: [UInt8](repeating: 0xff, count: 65), now: now)
            } == .invalidSignature(signer: nil))
    }

    @Test("says that a message is expired rather than badly signed")
    func order() throws {
        let message = try SIWEMessage(parsing: Self.text)
        let end = try #require(message.expirationTime)
        #expect(
            code { () throws(SIWEVerificationError) in
                try message.verify(signature: "", now: end.instant)
            } == .expired(at: end))
    }
}
