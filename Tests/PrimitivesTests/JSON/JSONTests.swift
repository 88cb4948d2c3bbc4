import Primitives
import TestSupport
import Testing

@Suite("JSON") struct JSONTests {
    @Test(
        "prints what it parses",
        arguments: [
            "null", "true", "[]", "{}", "\"\"", "[1,2,[3,{}]]", "-0", "1e400", "0.10",
            "115792089237316195423570985008687907853269984665640564039457584007913129639935",
            "{\"b\":1,\"a\":{\"z\":[null],\"y\":false}}", "\"\\\"\\\\\\b\\f\\n\\r\\t\\u001f\"", "\"é𝄞\"",
        ])
    func roundtrip(text: String) throws {
        #expect(try JSON(parsing: text).text == text)
    }

    @Test("reads escapes and white space") func escapes() throws {
        let value = try JSON(parsing: " { \"k\" : \"\\u0041\\uD834\\uDD1E\\/\" ,\n\t\"l\":[ 1 , 2 ] } ")
        #expect(value["k"]?.string == "A𝄞/")
        #expect(value["l"]?[1]?.int == 2)
        #expect(value["l"]?[2] == nil && value["m"] == nil && value[0] == nil)
    }

    @Test(
        "refuses what RFC 8259 does not permit",
        arguments: [
            "", " ", "nul", "truex", "tru", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "NaN", "[1,]",
            "[1 2]",
            "[", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "\"", "\"\\x\"",
            "\"\\u12\"",
            "\"\\uD800\"", "\"\\uDC00\"", "\"\\uD800\\u0041\"", "\"\n\"", "1 1", "[1]]", "'a'", "\u{feff}1",
            "\u{b}1",
        ])
    func refusals(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: text) }
    }

    @Test("refuses invalid UTF-8") func invalidUTF8() {
        for bytes: [UInt8] in [
            [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
        ] {
            #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
        }
    }

    @Test("limits the depth") func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON(parsing: nested(JSON.depthLimit)).array != nil)
        #expect(throws: JSONError.self) { try JSON(parsing: nested(JSON.depthLimit + 1)) }
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test("says where an error is") func offsets() {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: "[1, x]") }
        #expect(error?.offset == 4 && error?.code == .unexpectedCharacter)
        #expect(error?.description == "JSON: unexpected character at offset 4")
    }

    @Test("keeps members in order, and compares without it") func order() throws {
        let a = try JSON(parsing: "{\"x\":1,\"y\":2}")
        let b = try JSON(parsing: "{\"y\":2,\"x\":1}")
        #expect(a == b && a.text != b.text && a.hashValue == b.hashValue)
        var object = try #require(a.object)
        object["x"] = nil
        object["z"] = true
        object["y"] = 3
        #expect(JSON.object(object).text == "{\"y\":3,\"z\":true}")
        #expect(object.map(\.name) == ["y", "z"] && object.count == 2)
    }

    @Test("tells equivalent strings apart") func equivalence() throws {
        // One é as a letter, the other as e and a mark: equal to Swift's strings, not to JSON.
        let text = "{\"\u{e9}\":1,\"e\u{301}\":2}"
        let value = try JSON(parsing: text)
        #expect(value.text == text && value.object?.count == 2)
        #expect(value["\u{e9}"]?.int == 1 && value["e\u{301}"]?.int == 2)
        #expect(JSON.string("\u{e9}") != "e\u{301}" && JSON.string("\u{e9}") == "\u{e9}")
        #expect(throws: JSONError.self) { try JSON(parsing: "{\"e\u{301}\":1,\"e\u{301}\":2}") }
        var object = try #require(value.object)
        object["e\u{301}"] = nil
        #expect(JSON.object(object).text == "{\"\u{e9}\":1}")
    }

    @Test("reads integers only where they are integers in range") func integers() throws {
        #expect(try JSON(parsing: "12").int == 12)
        #expect(try JSON(parsing: "1.0").int == nil && JSON(parsing: "1e2").int == nil)
        #expect(try JSON(parsing: "9223372036854775808").int == nil)
        #expect(JSON.Number("1e2")?.double == 100 && JSON.Number("1e999")?.double == nil)
        #expect(JSON.Number("01") == nil && JSON.Number("1 ") == nil && JSON.Number("") == nil)
    }

    // The numbers are those of RFC 8785 appendix B that have a finite value.
    @Test(
        "prints numbers as ECMAScript does",
        arguments: [
            ("0", "0"), ("-0", "0"), ("5e-324", "5e-324"), ("-5e-324", "-5e-324"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"), ("9007199254740992", "9007199254740992"),
            ("295147905179352830000", "295147905179352830000"), ("1e23", "1e+23"),
            ("9.999999999999997e22", "9.999999999999997e+22"),
            ("1.0000000000000001e23", "1.0000000000000001e+23"),
            ("999999999999999700000", "999999999999999700000"), ("1e21", "1e+21"),
            ("1e20", "100000000000000000000"),
            ("9.999999999999997e-7", "9.999999999999997e-7"), ("0.000001", "0.000001"),
            ("333333333.3333332", "333333333.3333332"),
            ("-0.0000033333333333333333", "-0.0000033333333333333333"),
            ("1424953923781206.25", "1424953923781206.2"), ("4.50", "4.5"), ("2e-3", "0.002"), ("100", "100"),
        ])
    func canonicalNumbers(text: String, canonical: String) throws {
        #expect(try String(decoding: JSON(parsing: text).canonicalUTF8, as: UTF8.self) == canonical)
    }

    @Test("sorts members by UTF-16 code units in the canonical form") func canonicalOrder() throws {
        // The example of RFC 8785 section 3.2.3.
        let text = """
            {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",\
            "\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}
            """
        let canonical = try JSON(parsing: text).canonicalUTF8
        let sorted = try #require(try JSON(parsing: canonical).object).map { $0.value.string ?? "" }
        #expect(
            sorted == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test("is built from literals") func literals() {
        let value: JSON = ["a": [1, true, nil, "x"], "b": [:]]
        #expect(value.text == "{\"a\":[1,true,null,\"x\"],\"b\":{}}")
    }

    @Test("survives any input") func fuzz() {
        var rng = SplitMix64(seed: fuzzSeed &+ 8)
        let alphabet = Array("{}[]\",:\\u0123456789abcdefeE+-. \ntrufalsn".utf8) + [0xc3, 0xa9, 0xff, 0]
        for _ in 0..<fuzzIterations {
            let bytes = (0..<Int(rng.next() % 40)).map { _ in
                alphabet[Int(rng.next() % UInt64(alphabet.count))]
            }
            guard let value = try? JSON(parsing: bytes) else { continue }
            #expect((try? JSON(parsing: value.utf8)) == value)
        }
    }
}
