import DevChain
import Primitives
import TestSupport
import Testing

@Suite("Fuzz: the envelope of JSON-RPC")
struct RPCDispatcherFuzzTests {
    private static let seeds = [
        #"{"jsonrpc":"2.0","id":1,"method":"echo","params":[1,"2",null,{"a":[true]}]}"#,
        #"{"id":"x","method":"revert"}"#,
        #"[{"jsonrpc":"2.0","id":1,"method":"nothing"},{"method":"echo"},7,{"id":-1.5e9,"method":"x"}]"#,
        #"{"jsonrpc":"2.0","method":"echo","params":["\u00e9\ud83d\ude00"]}"#,
    ]

    @Test("Mutated requests are answered by valid JSON-RPC, or by nothing if they are notifications")
    func fuzzMutations() async throws {
        var random = SplitMix64(seed: fuzzSeed)
        let methods = ScriptedMethods()
        let dispatcher = RPCDispatcher(handler: methods)
        for _ in 0..<fuzzIterations {
            let seed = random.pick(RPCDispatcherFuzzTests.seeds) ?? ""
            let bytes = random.mutated(Array(seed.utf8))
            let answer = await dispatcher.answer(bytes)
            let expected = RPCDispatcherFuzzTests.expectedAnswers(to: bytes)
            guard let answer else {
                #expect(expected == 0, "\(String(decoding: bytes, as: UTF8.self))")
                continue
            }
            let value = try JSON(parsing: answer)
            let answers = value.array ?? [value]
            #expect(answers.count == expected, "\(String(decoding: bytes, as: UTF8.self))")
            for answer in answers {
                #expect(answer["jsonrpc"] == "2.0")
                #expect(answer["id"] != nil)
                #expect((answer["result"] == nil) != (answer["error"] == nil))
                if let error = answer["error"] {
                    #expect(error["code"]?.int != nil && error["message"]?.string != nil)
                }
            }
        }
    }

    /// How many answers are due: one for each element that is not a notification, one for a text as a whole.
    private static func expectedAnswers(to bytes: [UInt8]) -> Int {
        guard let value = try? JSON(parsing: bytes) else { return 1 }
        guard let batch = value.array else { return isNotification(value) ? 0 : 1 }
        return batch.isEmpty ? 1 : batch.count { !isNotification($0) }
    }

    private static func isNotification(_ value: JSON) -> Bool {
        guard let object = value.object else { return false }
        let version = object["jsonrpc"]
        return object["id"] == nil && object["method"]?.string != nil && (version == nil || version == "2.0")
    }
}
