import Foundation
import LitProtocol
import Primitives

/// What the JavaScript SDK sent and what nodes answered, recorded: Tests/Vectors/transcripts.
struct Recording {
    struct Exchange {
        var node, path: String
        var request: JSON
        var status: Int
        var response: JSON
    }

    struct Missing: Error { let what: String }

    let json: JSON
    let exchanges: [Exchange]

    init(_ name: String) throws {
        json = try Self.file(name + ".json")
        exchanges = try (json["nodeRequests"]?.array ?? []).map { entry in
            guard let node = entry["node"]?.string, let path = entry["path"]?.string,
                let body = entry["bodyText"]?.string, let status = entry["status"]?.int,
                let response = entry["response"]
            else { throw Missing(what: "\(name): an exchange") }
            return Exchange(
                node: node, path: path, request: try JSON(parsing: body), status: status, response: response)
        }
    }

    var result: JSON { json["result"] ?? .null }

    static func file(_ name: String) throws -> JSON {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Vectors/transcripts")
        return try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: name))))
    }

    /// What the staking contract answered.
    static func validators() throws -> String {
        let calls = try file("00-connect.json")["rpc"]?.array ?? []
        guard let call = calls.first(where: { $0["method"] == "eth_call" }), let text = call["result"]?.string
        else { throw Missing(what: "the answer of the staking contract") }
        return text
    }
}
