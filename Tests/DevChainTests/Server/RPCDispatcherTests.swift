import DevChain
import Primitives
import Testing

@Suite("The envelope of JSON-RPC")
struct RPCDispatcherTests {
    private let methods = ScriptedMethods()

    private func answer(_ text: String, maxBatch: Int = 1000, maxBatchAnswer: Int = 1 << 20) async -> String?
    {
        await answer(Array(text.utf8), maxBatch: maxBatch, maxBatchAnswer: maxBatchAnswer)
    }

    private func answer(_ bytes: [UInt8], maxBatch: Int = 1000, maxBatchAnswer: Int = 1 << 20) async
        -> String?
    {
        let dispatcher = RPCDispatcher(handler: methods, maxBatch: maxBatch, maxBatchAnswer: maxBatchAnswer)
        return await dispatcher.answer(bytes).map { String(decoding: $0, as: UTF8.self) }
    }

    private func parsed(
        _ text: String, maxBatch: Int = 1000, maxBatchAnswer: Int = 1 << 20
    ) async throws -> JSON {
        let text = await answer(text, maxBatch: maxBatch, maxBatchAnswer: maxBatchAnswer)
        return try JSON(parsing: try #require(text))
    }

    /// Expects an error alone, with this id and code.
    private func expectError(_ id: JSON, _ code: Int, for text: String) async throws {
        let answer = try await parsed(text)
        #expect(answer["jsonrpc"] == "2.0" && answer["result"] == nil)
        #expect(answer["id"] == id && answer["error"]?["code"]?.int == code)
    }

    @Test(
        "The id comes back with its text",
        arguments: [
            "1", "0", "-7", "1.50", "1e3", "123456789012345678901234567890", #""a\"b""#, #""""#, "null",
        ])
    func ids(id: String) async {
        #expect(
            await answer(#"{"jsonrpc":"2.0","id":\#(id),"method":"echo","params":[1]}"#)
                == #"{"jsonrpc":"2.0","id":\#(id),"result":[1]}"#)
    }

    @Test(
        "Parameters that are missing, null or empty are the same",
        arguments: ["", #","params":null"#, #","params":[]"#])
    func noParameters(params: String) async {
        #expect(
            await answer(#"{"jsonrpc":"2.0","id":1,"method":"echo"\#(params)}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":[]}"#)
    }

    @Test("Parameters that are not an array are refused", arguments: [#"{"a":1}"#, #""a""#, "1", "true"])
    func namedParameters(params: String) async throws {
        try await expectError(
            9, -32602, for: #"{"jsonrpc":"2.0","id":9,"method":"echo","params":\#(params)}"#)
        #expect(methods.calls.isEmpty)
    }

    @Test("A null result is a result")
    func nullResult() async {
        #expect(
            await answer(#"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":null}"#)
    }

    @Test("Errors carry code, message and data")
    func errors() async {
        #expect(
            await answer(#"{"jsonrpc":"2.0","id":1,"method":"revert"}"#)
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted: no","data":"0x0102"}}"#
        )
        #expect(
            await answer(#"{"jsonrpc":"2.0","id":1,"method":"\"\n"}"#)
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"the method \"\n does not exist/is not available"}}"#
        )
    }

    @Test(
        "What is not JSON is a parse error without id",
        arguments: [
            "", " ", "{", "{}x", "nul", #"{"jsonrpc":"2.0","id":1,"method":"echo"} {}"#, "[1,]",
        ])
    func notJSON(text: String) async throws {
        try await expectError(.null, -32700, for: text)
    }

    @Test("What is nested too deep is a parse error without id", arguments: ["[", #"{"a":"#])
    func tooDeep(opening: String) async throws {
        try await expectError(.null, -32700, for: String(repeating: opening, count: 100_000))
    }

    @Test("Bytes that are not UTF-8 are a parse error without id")
    func notUTF8() async throws {
        let bytes = Array(#"{"jsonrpc":"2.0","id":1,"method":"e"#.utf8) + [0xff, 0xfe] + Array(#""}"#.utf8)
        let answer = await answer(bytes)
        #expect(answer?.hasPrefix(#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700"#) == true)
    }

    @Test(
        "What is not a request is invalid, without id",
        arguments: [
            "1", "null", #""echo""#, "{}", #"{"foo":"boo"}"#, #"{"jsonrpc":"2.0","method":1}"#,
            #"{"jsonrpc":"2.0","id":{},"method":"echo"}"#, #"{"jsonrpc":"2.0","id":[1],"method":"echo"}"#,
            #"{"jsonrpc":"2.0","id":true,"method":"echo"}"#, "[]",
            #"{"jsonrpc":"2.0","id":1,"id":2,"method":"echo"}"#,
        ])
    func notARequest(text: String) async throws {
        try await expectError(.null, -32600, for: text)
        #expect(methods.calls.isEmpty)
    }

    @Test(
        "What is not a request but has an id gets it back",
        arguments: [
            #"{"jsonrpc":"2.0","id":5}"#, #"{"jsonrpc":"2.0","id":5,"method":null}"#,
            #"{"jsonrpc":"2.0","id":5,"result":1}"#, #"{"jsonrpc":"1.0","id":5,"method":"echo"}"#,
            #"{"jsonrpc":2.0,"id":5,"method":"echo"}"#,
        ])
    func invalidWithID(text: String) async throws {
        try await expectError(5, -32600, for: text)
    }

    @Test("A request without jsonrpc, or with members that nobody knows, is answered")
    func tolerance() async {
        #expect(
            await answer(#"{"id":1,"method":"echo","extra":{"a":[]},"params":[2]}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":[2]}"#)
    }

    @Test("A notification runs and gets no answer, not even for an error")
    func notifications() async {
        #expect(await answer(#"{"jsonrpc":"2.0","method":"echo"}"#) == nil)
        #expect(await answer(#"{"jsonrpc":"2.0","method":"unknown"}"#) == nil)
        #expect(await answer(#"{"jsonrpc":"2.0","method":"echo","params":{}}"#) == nil)
        #expect(methods.calls == ["echo", "unknown"])
    }

    @Test("A batch is answered in order; bad elements and notifications do not disturb the others")
    func batch() async throws {
        let text = """
            [{"jsonrpc":"2.0","method":"echo"},{"jsonrpc":"2.0","id":"b","method":"nothing"},1,
            {"jsonrpc":"2.0","method":"nothing"},{"jsonrpc":"2.0","id":3,"method":"revert"},[],
            {"jsonrpc":"2.0","id":2,"method":"echo","params":["z"]}]
            """
        let answers = try #require(try await parsed(text).array)
        #expect(answers.map { $0["id"] } == ["b", .null, 3, .null, 2])
        #expect(answers.map { $0["error"]?["code"]?.int } == [nil, -32600, 3, -32600, nil])
        #expect(answers.last?["result"] == ["z"])
        #expect(methods.calls == ["echo", "nothing", "nothing", "revert", "echo"])
    }

    @Test("A batch of nothing but notifications gets no answer")
    func silentBatch() async {
        #expect(
            await answer(#"[{"jsonrpc":"2.0","method":"echo"},{"jsonrpc":"2.0","method":"echo"}]"#) == nil)
        #expect(methods.calls.count == 2)
    }

    @Test("A batch as large as the limit runs, a larger one is refused as a whole")
    func batchLimit() async throws {
        let element = #"{"jsonrpc":"2.0","id":1,"method":"nothing"}"#
        let full = "[\(Array(repeating: element, count: 3).joined(separator: ","))]"
        #expect(try await parsed(full, maxBatch: 3).array?.count == 3)
        let refused = try await parsed(full, maxBatch: 2)
        #expect(refused["id"] == .null && refused["error"]?["code"] == -32005)
        #expect(methods.calls.count == 3)
    }

    @Test("When a batch's answer has grown over the limit, the rest is refused one by one")
    func batchAnswerLimit() async throws {
        let element = #"{"jsonrpc":"2.0","id":1,"method":"large","params":[100]}"#
        let text = "[\(Array(repeating: element, count: 4).joined(separator: ","))]"
        let answers = try await parsed(text, maxBatchAnswer: 150)
        #expect(answers.array?.map { $0["error"]?["code"]?.int } == [nil, nil, -32005, -32005])
        #expect(methods.calls.count == 2)
    }

    @Test("A batch of 1,000 large requests is answered in full, each with its own")
    func largeBatch() async throws {
        let large = String(repeating: "ab", count: 5_000)
        let requests = (0..<1000).map { WireClient.request("echo", [.string(large)], id: $0) }
        let answers =
            try await parsed(
                "[\(requests.joined(separator: ","))]", maxBatchAnswer: 1 << 30
            ).array ?? []
        #expect(answers.count == 1000)
        #expect(answers.indices.allSatisfy { answers[$0]["id"]?.int == $0 })
        #expect(answers.allSatisfy { $0["result"]?.array?.first?.string == large })
    }
}
