import LitSidecar
import NIOHTTP1
import Primitives
import Testing

struct OpenAPIDocumentTests {
    private let document = OpenAPIDocument.json

    @Test func `It has every route once, and nothing else`() {
        var described: [String] = []
        for (path, methods) in document["paths"]?.object ?? .init() {
            for method in methods.object?.keys ?? [] { described.append("\(method.uppercased()) \(path)") }
        }
        let routes = RouteTable.all.map { "\($0.method.rawValue) \($0.path)" }
        #expect(described.sorted() == routes.sorted())
        #expect(Set(routes).count == routes.count)
        #expect(Set(RouteTable.all.map(\.id)).count == routes.count)
    }

    @Test func `All references lead somewhere, and all that is named is used`() throws {
        var references: Set<String> = []
        func collect(_ json: JSON) {
            if let reference = json["$ref"]?.string { references.insert(reference) }
            for value in json.array ?? [] { collect(value) }
            for (_, value) in json.object ?? .init() { collect(value) }
        }
        collect(document)
        let schema = JSONSchema(document: document)
        for reference in references { #expect(schema.resolve(reference) != nil, "\(reference)") }
        let names = try #require(document["components"]?["schemas"]?.object).keys
        #expect(Set(names.map { "#/components/schemas/\($0)" }) == references)
    }

    @Test func `Parameters of paths are declared, and each operation tells of failures`() {
        for route in RouteTable.all {
            let operation = document["paths"]?[route.path]?[route.method.rawValue.lowercased()]
            let names = (operation?["parameters"]?.array ?? []).filter { $0["in"] == "path" }
                .compactMap { $0["name"]?.string }
            #expect(names == route.parameters, "\(route.id)")
            #expect(operation?["responses"]?["default"] != nil, "\(route.id)")
            #expect(operation?["x-safe-to-repeat"]?.bool == route.isRepeatable, "\(route.id)")
        }
    }

    @Test func `What spends or signs away is not safe to repeat`() {
        let unsafe = RouteTable.all.filter { !$0.isRepeatable }.map(\.id)
        #expect(
            Set(unsafe) == [
                "addWallet", "fundAccount", "sendTransaction", "mintPKP", "permit", "revoke", "runAction",
                "mintCapacityCredit",
            ])
    }

    @Test func `The checker of these tests sees faults`() {
        let schema = JSONSchema(document: ["a": ["type": "string", "pattern": "^x"]])
        let form: JSON = [
            "type": "object", "properties": ["n": ["$ref": "#/a"], "m": ["type": "integer", "minimum": 1]],
            "required": ["n"], "additionalProperties": false,
            "oneOf": [["required": ["m"]], ["required": ["n"]]],
        ]
        #expect(schema.faults(["n": "xy"], form).isEmpty)
        for bad: JSON in [
            [:], ["n": "y"], ["n": 1], ["n": "x", "o": 1], ["m": 1], ["n": "x", "m": 0], ["n": "x", "m": 2],
            [],
        ] {
            #expect(!schema.faults(bad, form).isEmpty, "\(bad.text)")
        }
        #expect(!schema.faults(1, ["$ref": "#/b"]).isEmpty)
        #expect(!schema.faults(1, ["const": 1]).isEmpty)
    }
}
