import Ethereum
import Primitives
import Testing

@Suite("ReCap")
struct ReCapTests {
    private static let base =
        "This is a test statement.  You can put anything you want here."

    private func recap(_ grants: [(String, String, JSON)]) throws -> ReCap {
        var recap = ReCap()
        for (resource, ability, restriction) in grants {
            try recap.grant(ReCap.Ability(ability), on: resource, restriction: restriction)
        }
        return recap
    }

    private func urn(_ json: String) -> String { "urn:recap:" + Base64URL.encode(Array(json.utf8)) }

    private func code(_ urn: String) -> ReCapError.Code? {
        do {
            _ = try ReCap(urn: urn)
            return nil
        } catch {
            #expect(error.description.hasPrefix("ReCap: "))
            return error.code
        }
    }

    @Test("writes the empty one as the SDK does")
    func empty() throws {
        #expect(ReCap().urn == "urn:recap:eyJhdHQiOnt9LCJwcmYiOltdfQ")
        #expect(
            ReCap().statement
                == "I further authorize the stated URI to perform the following actions on my behalf:")
        #expect(try ReCap(urn: ReCap().urn) == ReCap())
        #expect(ReCap().isEmpty)
    }

    @Test("writes a grant of everything as the SDK does")
    func everything() throws {
        let recap = try recap([("lit-litaction://*", "*/*", [:])])
        #expect(recap.urn == "urn:recap:eyJhdHQiOnsibGl0LWxpdGFjdGlvbjovLyoiOnsiKi8qIjpbe31dfX0sInByZiI6W119")
        #expect(recap.statement.hasSuffix(" on my behalf: (1) '*': '*' for 'lit-litaction://*'."))
    }

    @Test(
        "reads the SDK's ReCaps, writes the same URN and finds its text in the statement",
        arguments: SDKMessages.all.dropFirst())
    func sdkMessages(text: String) throws {
        let message = try SIWEMessage(parsing: text)
        let recap = try #require(try message.recap())
        #expect([recap.urn] == message.resources)
        #expect(message.statement?.hasSuffix(recap.statement) == true)
    }

    @Test("makes the SDK's messages, adding one capability after the other")
    func builds() throws {
        func build(_ target: String, _ statement: String, _ recaps: [ReCap]) throws {
            var message = try SIWEMessage(parsing: target).changing {
                $0.statement = statement
                $0.resources = nil
            }
            for recap in recaps { message = try message.adding(recap) }
            #expect(message.text == target)
        }
        try build(
            SDKMessages.session, Self.base,
            [
                recap([("lit-pkp://*", "Threshold/Signing", [:])]),
                recap([("lit-litaction://*", "Threshold/Execution", [:])]),
                recap([("lit-accesscontrolcondition://*", "Threshold/Decryption", [:])]),
            ])
        let pkp = "lit-pkp://001f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f"
        try build(
            SDKMessages.mixed, "Hello.",
            [
                recap([(pkp, "Threshold/Signing", [:])]),
                recap([("lit-accesscontrolcondition://aa/bb", "Threshold/Decryption", [:])]),
                recap([("lit-accesscontrolcondition://aa/bb", "Threshold/Signing", [:])]),
                recap([("lit-ratelimitincrease://7", "Auth/Auth", [:])]),
            ])
        try build(
            SDKMessages.twoRestrictions, Self.base,
            [
                recap([("lit-ratelimitincrease://*", "Auth/Auth", ["nft_id": ["3"], "uses": "1"])]),
                recap([("lit-ratelimitincrease://*", "Auth/Auth", ["nft_id": ["4"]])]),
            ])
        try build(
            SDKMessages.delegation, Self.base,
            [
                recap([
                    (
                        "lit-ratelimitincrease://1", "Auth/Auth",
                        [
                            "uses": "10", "nft_id": ["1"],
                            "delegate_to": [
                                "D6bC7B0dE5d9cAc4Db9C9D9fEF0Ea071871C5c6A",
                                "4853d1A7ad1E1564e6CdA4EB3A2d41296D64edBa",
                            ],
                        ]
                    )
                ])
            ])
    }

    @Test("makes the message that nodes sign for a PKP's session")
    func authContext() throws {
        let target = try SIWEMessage(parsing: SDKMessages.authContext)
        let granted = try #require(try target.recap())
        let context = try #require(
            granted.restrictions(on: "lit-resolvedauthcontext://*", for: ReCap.Ability("Auth/Auth"))?.first?[
                "auth_context"])
        #expect(context["authMethodContexts"]?[0]?["authMethodType"]?.int == 1)
        let whole = try recap([
            ("lit-pkp://*", "Threshold/Signing", [:]),
            ("lit-resolvedauthcontext://*", "Auth/Auth", ["auth_context": context]),
            ("lit-litaction://*", "Threshold/Execution", [:]),
            ("lit-accesscontrolcondition://*", "Threshold/Decryption", [:]),
        ])
        #expect(whole.urn == granted.urn)
        let before = try #require(target.statement).dropLast(granted.statement.count + 1)
        let message = try target.changing {
            $0.statement = String(before)
            $0.resources = nil
        }
        #expect(try message.adding(whole) == target)
    }

    @Test("gives the text of the standard's own example")
    func standardExample() throws {
        let recap = try ReCap(
            urn:
                "urn:recap:eyJhdHQiOnsiaHR0cHM6Ly9leGFtcGxlLmNvbSI6eyJleGFtcGxlL2FwcGVuZCI6W10sImV4YW"
                + "1wbGUvcmVhZCI6W10sIm90aGVyL2FjdGlvbiI6W119LCJteTpyZXNvdXJjZTp1cmkuMSI6eyJleGFtcGxlL2"
                + "FwcGVuZCI6W10sImV4YW1wbGUvZGVsZXRlIjpbXX0sIm15OnJlc291cmNlOnVyaS4yIjp7ImV4YW1wbGUvYX"
                + "BwZW5kIjpbXX0sIm15OnJlc291cmNlOnVyaS4zIjp7ImV4YW1wbGUvYXBwZW5kIjpbXX19LCJwcmYiOltdfQ")
        #expect(
            recap.statement
                == "I further authorize the stated URI to perform the following actions on my behalf: "
                + "(1) 'example': 'append', 'read' for 'https://example.com'. "
                + "(2) 'other': 'action' for 'https://example.com'. "
                + "(3) 'example': 'append', 'delete' for 'my:resource:uri.1'. "
                + "(4) 'example': 'append' for 'my:resource:uri.2'. "
                + "(5) 'example': 'append' for 'my:resource:uri.3'.")
        #expect(recap.restrictions(on: "my:resource:uri.2", for: try ReCap.Ability("example/append")) == [])
        #expect(recap.resources.count == 4)
        #expect(
            try recap.abilities(on: "my:resource:uri.1") == [
                ReCap.Ability("example/append"), ReCap.Ability("example/delete"),
            ])
        #expect(recap.restrictions(on: "my:resource:uri.9", for: try ReCap.Ability("example/append")) == nil)
    }

    @Test("sorts abilities by the characters of the whole, so that a hyphen comes before the slash")
    func abilityOrder() throws {
        let recap = try recap([
            ("x:y", "a/b", [:]), ("x:y", "a-b/c", [:]), ("x:y", "B/c", [:]), ("x:y", "a/B", [:]),
        ])
        #expect(
            recap.statement.hasSuffix(
                "(1) 'B': 'c' for 'x:y'. (2) 'a-b': 'c' for 'x:y'. (3) 'a': 'B', 'b' for 'x:y'."))
    }

    @Test("sorts members by UTF-16 code units and writes numbers as JavaScript does")
    func canonical() throws {
        let recap = try recap([
            ("x:y", "a/b", ["\u{fb33}": 1, "\u{1f600}": [.number(try #require(JSON.Number("1.50e1")))]])
        ])
        let text = String(decoding: try Base64URL.decode(recap.urn.dropFirst(10)), as: UTF8.self)
        #expect(text == "{\"att\":{\"x:y\":{\"a/b\":[{\"\u{1f600}\":[15],\"\u{fb33}\":1}]}},\"prf\":[]}")
    }

    @Test("merges lists: replaces what is unrestricted, appends to what is not")
    func merging() throws {
        func list(_ a: [JSON], _ b: [JSON]) throws -> [ReCap.Restriction] {
            let first = try recap(a.map { ("x:y", "a/b", $0) })
            let second = try recap(b.map { ("x:y", "a/b", $0) })
            return first.merging(second).restrictions(on: "x:y", for: try ReCap.Ability("a/b")) ?? []
        }
        func objects(_ values: [JSON]) -> [ReCap.Restriction] { values.compactMap(\.object) }
        #expect(try list([[:]], [["n": 1]]) == objects([["n": 1]]))
        #expect(try list([[:], [:]], [["n": 1], [:]]) == objects([["n": 1], [:]]))
        #expect(try list([["n": 1]], [[:]]) == objects([["n": 1], [:]]))
        #expect(try list([[:], ["n": 1]], [["n": 2]]) == objects([[:], ["n": 1], ["n": 2]]))
        #expect(try list([], [["n": 2]]) == objects([["n": 2]]))
    }

    @Test("keeps proofs in order and once")
    func proofs() throws {
        let text = "zdj7Wj6FNS4rUUbsiJvjjxcsNqZdDCSiYR8sKQXfoPfpSZuAw"
        let recap = try ReCap(urn: urn(#"{"att":{},"prf":["\#(text)"]}"#))
        #expect(recap.proofs == [try CID(text)])
        #expect(recap.merging(recap).urn == recap.urn)
        #expect(recap.statement == ReCap().statement)
        var other = ReCap()
        other.addProof(Bytes32.zero.cidVersion0)
        #expect(other.proofs.first?.version == .v1)
    }

    @Test("refuses URNs that are not of the form")
    func badURNs() {
        #expect(code("urn:recap") == .badPrefix)
        #expect(code("URN:RECAP:eyJhdHQiOnt9LCJwcmYiOltdfQ") == .badPrefix)
        #expect(code("urn:recap:eyJhdHQiOnt9LCJwcmYiOltdfQ==") != nil)
        #expect(code("urn:recap:eyJhdHQiOnt9LCJwcmYiOltdf+") != nil)
        #expect(code("urn:recap:eyJhdHQiOnt9LCJwcmYiOltdfR") != nil)
        #expect(code("urn:recap:") != nil)
        #expect(
            code("urn:recap:" + String(repeating: "A", count: ReCap.lengthLimit))
                == .tooLong(limit: ReCap.lengthLimit))
    }

    @Test(
        "refuses details that are not of the schema",
        arguments: [
            (#"[]"#, ReCapError.Code.badShape), (#"{}"#, .badShape), (#"{"att":{}}"#, .badShape),
            (#"{"att":{},"prf":[],"zzz":1}"#, .badShape), (#"{"att":[],"prf":[]}"#, .badShape),
            (#"{"att":{},"prf":{}}"#, .badShape), (#"{"att":{},"prf":[1]}"#, .badShape),
            (#"{"prf":[],"att":{}}"#, .notSorted),
            (#"{"att":{"a:b":{},"a:a":{}},"prf":[]}"#, .notSorted),
            (#"{"att":{"a:b":{"x/y":[],"x/a":[]}},"prf":[]}"#, .notSorted),
            (#"{"att":{"a:b":{"x/y":[{"b":1,"a":1}]}},"prf":[]}"#, .notSorted),
            (#"{"att":{"a:b":{"x/y":[{"a":[{"b":1,"a":1}]}]}},"prf":[]}"#, .notSorted),
            (#"{"att":{"ab":{}},"prf":[]}"#, .badResource("ab")),
            (#"{"att":{"a:b c":{}},"prf":[]}"#, .badResource("a:b c")),
            (#"{"att":{"a:b":[]},"prf":[]}"#, .badShape),
            (#"{"att":{"a:b":{"xy":[]}},"prf":[]}"#, .badAbility("xy")),
            (#"{"att":{"a:b":{"x/y/z":[]}},"prf":[]}"#, .badAbility("x/y/z")),
            (#"{"att":{"a:b":{"/y":[]}},"prf":[]}"#, .badAbility("/y")),
            (#"{"att":{"a:b":{"x/":[]}},"prf":[]}"#, .badAbility("x/")),
            (#"{"att":{"a:b":{"x/y'":[]}},"prf":[]}"#, .badAbility("x/y'")),
            (#"{"att":{"a:b":{"x/y":{}}},"prf":[]}"#, .badShape),
            (#"{"att":{"a:b":{"x/y":[[]]}},"prf":[]}"#, .badShape),
            (#"{"att":{"a:b":{"x/y":[{"n":9007199254740993}]}},"prf":[]}"#, .badNumber("9007199254740993")),
            (#"{"att":{"a:b":{"x/y":[{"n":1e400}]}},"prf":[]}"#, .badNumber("1e400")),
            (#"{"att":{},"prf":["bafy"]}"#, .badProof("bafy")),
            (
                #"{"att":{},"prf":["QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"]}"#,
                .badProof("QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3")
            ),
        ])
    func badDetails(json: String, expected: ReCapError.Code) {
        #expect(code(urn(json)) == expected)
    }

    @Test("refuses duplicate members, broken JSON and deep nesting")
    func badJSON() throws {
        for json in [#"{"att":{},"att":{},"prf":[]}"#, #"{"att":{},"prf":[]}x"#, ""] {
            if case .badJSON = code(urn(json)) {} else { Issue.record("accepted \(json)") }
        }
        let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
        #expect(
            code(urn(#"{"att":{"a:b":{"x/y":[{"n":\#(deep)}]}},"prf":[]}"#))
                == .tooDeep(limit: ReCap.depthLimit))
        var value: JSON = []
        for _ in 0..<100 { value = [value] }
        #expect(throws: ReCapError.self) { try recap([("a:b", "x/y", ["n": value])]) }
        #expect(throws: ReCapError.self) { try recap([("a:b", "x/y", 1)]) }
        #expect(throws: ReCapError.self) { try recap([("relative", "x/y", [:])]) }
    }

    @Test("reads what it grants at the greatest depth")
    func greatestDepth() throws {
        var value: JSON = []
        for _ in 0..<(ReCap.depthLimit - 6) { value = [value] }
        let recap = try recap([("a:b", "x/y", ["n": value])])
        #expect(try ReCap(urn: recap.urn) == recap)
        #expect(throws: ReCapError.self) { try self.recap([("a:b", "x/y", ["n": [value]])]) }
    }

    @Test("refuses a message whose ReCap is not told, not last or not alone")
    func messages() throws {
        let message = try SIWEMessage(parsing: SDKMessages.session)
        let urn = try #require(message.resources?.first)
        func code(_ change: (inout SIWEMessage.Fields) -> Void) throws -> ReCapError.Code? {
            do throws(ReCapError) {
                let changed = try? message.changing(change)
                return try changed?.recap() == nil ? .badShape : nil
            } catch {
                return error.code
            }
        }
        #expect(try code { _ in } == nil)
        #expect(try code { $0.statement = "Nothing much." } == .statementMismatch)
        #expect(try code { $0.statement = nil } == .statementMismatch)
        #expect(try code { $0.statement = $0.statement.map { $0 + " " } } == .statementMismatch)
        #expect(try code { $0.resources = [urn, "a:b"] } == .notLastResource)
        #expect(try code { $0.resources = [urn, urn] } == .notLastResource)
        #expect(try code { $0.resources = ["a:b", urn] } == nil)
        #expect(try message.changing { $0.resources = ["a:b"] }.recap() == nil)
        #expect(try SIWEMessage(parsing: SDKMessages.plain).recap() == nil)
        let mismatched = try message.changing { $0.statement = "Nothing much." }
        #expect(throws: ReCapError.self) { try mismatched.adding(ReCap()) }
    }

    @Test("refuses to add what the statement cannot tell")
    func untellable() throws {
        let message = try SIWEMessage(parsing: SDKMessages.plain)
        let encoded = try recap([("a:%20", "x/y", [:])])
        #expect(throws: ReCapError.self) { try message.adding(encoded) }
        let bare = try message.changing { $0.statement = nil }
        #expect(try bare.adding(ReCap()).statement == ReCap().statement)
    }
}

extension Bytes32 {
    fileprivate var cidVersion0: CID { CID(dagPB: self) }
}
