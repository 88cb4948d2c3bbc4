import Foundation
import Primitives

/// What the published server answered, recorded: Tests/Vectors/transcripts/polyglot-server.json.
struct PolyglotRecording {
    struct Exchange: Sendable {
        var note: String
        var path: String
        /// As it was sent; nothing for a request without a body.
        var body: [UInt8]
        var request: JSON
        var status: Int
        var type: String
        var response: JSON
    }

    struct Missing: Error { let what: String }

    let exchanges: [Exchange]

    init() throws {
        exchanges = try (Self.file("polyglot-server.json")["exchanges"]?.array ?? []).map { entry in
            guard let path = entry["path"]?.string, let status = entry["status"]?.int,
                let response = entry["response"]
            else { throw Missing(what: "an exchange") }
            let request = entry["request"] ?? .null
            return Exchange(
                note: entry["note"]?.string ?? "", path: path,
                body: entry["requestText"]?.string.map { Array($0.utf8) }
                    ?? (request.isNull ? [] : request.utf8),
                request: request, status: status,
                type: entry["contentType"]?.string ?? "application/json; charset=utf-8", response: response)
        }
    }

    /// The one with this note, or of this path that has none.
    func exchange(_ path: String, _ note: String = "", status: Int = 200) throws -> Exchange {
        guard
            let found = exchanges.first(where: {
                $0.path == path && $0.note == note && $0.status == status
            })
        else { throw Missing(what: "\(path) \(note)") }
        return found
    }

    static func file(_ name: String) throws -> JSON {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Vectors/transcripts")
        return try JSON(parsing: [UInt8](Data(contentsOf: folder.appending(path: name))))
    }
}
