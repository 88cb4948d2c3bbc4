import Lit
import Testing

@Suite struct ActionParametersTests {
    private func text(_ parameters: ActionParameters) -> String { JSON.object(parameters.members).text }

    @Test func `Literals become what JavaScript knows`() throws {
        let parameters: ActionParameters = [
            "name": "world", "count": 3, "share": 0.5, "on": true, "none": nil, "list": [1, "two", [3]],
            "nested": ["daily": 5, "deep": ["er": false]],
        ]
        let expected = """
            {"name":"world","count":3,"share":0.5,"on":true,"none":null,"list":[1,"two",[3]],\
            "nested":{"daily":5,"deep":{"er":false}}}
            """
        #expect(text(parameters) == expected)
        try parameters.check()
    }

    @Test func `Bytes become arrays of numbers, wherever they stand`() throws {
        let digest = try #require(Bytes32([UInt8](repeating: 7, count: 32)))
        let parameters: ActionParameters = [
            "toSign": .bytes(digest), "raw": .bytes([0, 127, 255]), "nested": ["bytes": .bytes([1])],
        ]
        let sevens = [String](repeating: "7", count: 32).joined(separator: ",")
        #expect(text(parameters) == "{\"toSign\":[\(sevens)],\"raw\":[0,127,255],\"nested\":{\"bytes\":[1]}}")
    }

    @Test func `Values made of variables say which kind they are`() {
        let (name, count, share, list) = ("n", UInt8(9), 2.5, [ActionParameters.Value.number(1)])
        let parameters: ActionParameters = [
            "a": .string(name), "b": .number(count), "c": .number(share), "d": .bool(false),
            "e": .array(list),
            "f": .object(["g": 1]), "h": .json(["i": 2]), "j": .null, "k": "\(name)!",
            "l": .number(Double.nan),
        ]
        let expected = """
            {"a":"n","b":9,"c":2.5,"d":false,"e":[1],"f":{"g":1},"h":{"i":2},"j":null,"k":"n!","l":null}
            """
        #expect(text(parameters) == expected)
    }

    @Test func `A name given twice keeps its last value, and nil removes one`() {
        var parameters: ActionParameters = ["a": 1, "b": 2, "a": 3]
        #expect(text(parameters) == #"{"a":3,"b":2}"#)
        parameters["a"] = nil
        parameters["c"] = "new"
        #expect(parameters.names == ["b", "c"])
        #expect(parameters["c"] == "new")
        #expect(parameters["a"] == nil)
    }

    private struct Order: Encodable {
        var amount = 5
        var data: [UInt8] = [1, 2]
        var path = "a/b"
    }

    @Test func `A value's properties become parameters`() throws {
        let parameters = try ActionParameters(encoding: Order())
        #expect(JSON.object(parameters.members) == ["amount": 5, "data": [1, 2], "path": "a/b"])
        let nested: ActionParameters = ["order": try .encoding(Order())]
        #expect(nested.members["order"]?["path"] == "a/b")
    }

    @Test func `What has no names, or no form in JSON, is refused`() throws {
        let list = #expect(throws: LitError.self) { try ActionParameters(encoding: [1, 2]) }
        #expect(list?.code == .invalidArgument)
        #expect(list?.description.contains("Encode a structure") == true)
        let infinite = #expect(throws: LitError.self) {
            try ActionParameters(encoding: ["a": Double.infinity])
        }
        #expect(infinite?.code == .invalidArgument)
    }

    @Test(arguments: ["9007199254740993", "-9007199254740993", "115792089237316195423570985008687907853"])
    func `A whole number that JavaScript would round is refused with the cure`(_ digits: String) throws {
        let number = try #require(JSON.Number(digits))
        let parameters: ActionParameters = ["order": ["wei": [1, .json(.number(number))]]]
        let error = #expect(throws: LitError.self) { try parameters.check() }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("order.wei[1]") == true)
        #expect(error?.hint?.contains("BigInt") == true)
    }

    @Test func `The largest whole numbers of JavaScript pass`() throws {
        let parameters: ActionParameters = [
            "max": .number(1 << 53 as Int64), "min": .number(-(1 << 53) as Int64),
        ]
        try parameters.check()
    }
}
