import Foundation
import Primitives
import ThresholdBLS

/// What the JavaScript SDK sent and computed, recorded: Tests/Vectors/transcripts.
struct Transcripts {
    /// One request to a node that carries a session.
    struct SessionRequest {
        let scenario: String
        let node: String
        let path: String
        let body: JSON
    }

    /// The moment of all recordings.
    static let clock = try? Timestamp(rfc3339: "2026-01-15T12:00:00.000Z")

    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/transcripts")
    }

    /// A file of Tests/Vectors.
    static func vectors(_ path: String) throws -> JSON {
        let file = folder.deletingLastPathComponent().appending(path: path + ".json")
        return try JSON(parsing: [UInt8](Data(contentsOf: file)))
    }

    static func file(_ name: String) throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: name + ".json"))))
    }

    static func networkKey() throws -> BLSPublicKey {
        try BLSPublicKey(hex: file("keys")["network"]?["blsPublicKey"]?.string ?? "")
    }

    /// One recorded exchange with a node.
    struct NodeRequest {
        let scenario: String
        let node: String
        let path: String
        let headers: JSON.Object
        let bodyText: String
        let status: Int
        let response: JSON
    }

    /// Every recorded exchange with a node.
    static func nodeRequests() throws -> [NodeRequest] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return try names.filter { $0.first?.isNumber == true && $0.hasSuffix(".json") }.flatMap { name in
            let scenario = String(name.dropLast(5))
            return try (file(scenario)["nodeRequests"]?.array ?? []).map { request in
                NodeRequest(
                    scenario: scenario, node: request["node"]?.string ?? "",
                    path: request["path"]?.string ?? "", headers: request["headers"]?.object ?? .init(),
                    bodyText: request["bodyText"]?.string ?? "", status: request["status"]?.int ?? 0,
                    response: request["response"] ?? .null)
            }
        }
    }

    /// Every recorded request that carries a session.
    static func sessionRequests() throws -> [SessionRequest] {
        try nodeRequests().compactMap { request in
            let body = try JSON(parsing: request.bodyText)
            guard body["authSig"]?["derivedVia"]?.string == "litSessionSignViaNacl" else { return nil }
            return SessionRequest(
                scenario: request.scenario, node: request.node, path: request.path, body: body)
        }
    }
}
