import ActionWorker
import Testing

@Suite struct EngineMessageTests {
    @Test(arguments: [
        ("ReferenceError: Can't find variable: x", "ReferenceError: x is not defined"),
        (
            "TypeError: undefined is not an object (evaluating 'a.b.c')",
            "TypeError: Cannot read properties of undefined (reading 'c')"
        ),
        (
            "TypeError: null is not an object (evaluating 'a.b = 5')",
            "TypeError: Cannot set properties of null (setting 'b')"
        ),
        (
            "TypeError: a.b is not a function. (In 'a.b()', 'a.b' is undefined)",
            "TypeError: a.b is not a function"
        ),
        ("TypeError: 5 is not a constructor (evaluating 'new 5')", "TypeError: 5 is not a constructor"),
        ("RangeError: Maximum call stack size exceeded.", "RangeError: Maximum call stack size exceeded"),
        (
            "SyntaxError: Can't create duplicate variable: 'q'",
            "SyntaxError: Identifier 'q' has already been declared"
        ),
        ("SyntaxError: Unexpected end of script", "SyntaxError: Unexpected end of input"),
        ("Error: Can't find variable: x", "Error: Can't find variable: x"),
        ("Error: boom", "Error: boom"), ("", ""),
    ])
    func `What the engine says is reported in the words of V8`(given: String, expected: String) {
        #expect(EngineMessages.translated(given) == expected)
    }

    @Test(arguments: [
        ("x", 2, 1), ("  throw new Error('boom')", 18, 9), ("throw new a.b.Error('boom')", 20, 7),
        ("let q; q.foo.bar", 9, 10), ("q2.foo()", 7, 4), ("return deep() }", 12, 8), ("renew(1)", 6, 1),
        ("", 1, 1), ("abc", 99, 99), ("(a)", 1, 1),
    ])
    func `Columns are where V8 points`(line: String, given: Int, expected: Int) {
        #expect(EngineColumn.corrected(given, in: Array(line.utf16)) == expected)
    }
}
