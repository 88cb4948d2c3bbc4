import ActionProtocol
import Foundation
import Primitives

/// Answers of `http://double.test` to the operations of fetch, as a host would give them.
final class FetchDoubles {
    private enum Chunk {
        case bytes([UInt8])
        case failure(OperationFailure)
    }

    private var streams: [Int: [Chunk]] = [:]
    private var log: [JSON] = []

    func answer(_ message: ActionMessage) throws -> ActionMessage? {
        let arguments = try JSON(parsing: message.json)
        switch message.name {
        case "fetch": return try fetch(arguments, message.bytes)
        case "fetchRead": return try read(arguments["stream"]?.int ?? -1)
        case "fetchCancel":
            let found = streams.removeValue(forKey: arguments["stream"]?.int ?? -1) != nil
            log.append(["cancel", .bool(found)])
        case "fetchAbort": log.append(["abort", arguments["id"] ?? .null])
        default: break
        }
        return ActionMessage(.reply, json: Array("null".utf8))
    }

    private func fetch(_ arguments: JSON, _ body: [UInt8]) throws -> ActionMessage {
        log.append(["fetch", arguments["id"] ?? .null])
        let url = arguments["url"]?.string ?? ""
        let path = url.replacingOccurrences(of: "http://double.test", with: "")
        let accent = Array("\u{e9}".utf8)
        switch path {
        case "/echo":
            let echo: JSON = [
                "method": arguments["method"] ?? .null, "headers": arguments["headers"] ?? .null,
                "url": .string(url), "redirect": arguments["redirect"] ?? .null,
                "hasBody": arguments["hasBody"] ?? .null,
                "body": .string(String(String.UnicodeScalarView(body.map { Unicode.Scalar($0) }))),
            ]
            return reply(url, [.bytes(echo.utf8)], headers: [["Content-Type", "application/json"]])
        case "/chunks":
            return reply(
                url,
                [Array("one,".utf8), [], Array("two,".utf8), [accent[0]], [accent[1]]].map { .bytes($0) })
        case "/empty": return reply(url, nil, status: 204, text: "No Content")
        case "/missing":
            return reply(
                url, [.bytes(Array("no".utf8))], status: 404, text: "Not Found",
                headers: [["x-a", "1"], ["x-a", "2"], ["set-cookie", "a=1"], ["set-cookie", "b=2"]])
        case "/moved":
            return reply("http://double.test/here", [.bytes(Array("here".utf8))], redirected: true)
        case "/manual":
            return reply(
                url, nil, status: 302, text: "Found", headers: [["location", "/x"]], type: "opaqueredirect")
        case "/broken":
            let lost = OperationFailure(name: "TypeError", message: "connection lost")
            return reply(url, [.bytes(Array("part".utf8)), .failure(lost)])
        case "/log": return reply(url, [.bytes(JSON.array(log).utf8)])
        case "/limit":
            return failure(
                OperationFailure(
                    message:
                        "You may not send more than 50 HTTP requests per session and you have attempted to "
                        + "exceed that limit."))
        default: return failure(OperationFailure(name: "TypeError", message: "error sending request for url"))
        }
    }

    private func read(_ stream: Int) throws -> ActionMessage {
        guard let first = streams[stream]?.first else {
            return ActionMessage(.reply, json: Array(#"{"done":true}"#.utf8))
        }
        streams[stream]?.removeFirst()
        switch first {
        case .bytes(let bytes):
            return ActionMessage(.reply, json: Array(#"{"done":false}"#.utf8), bytes: bytes)
        case .failure(let error): return failure(error)
        }
    }

    private func failure(_ error: OperationFailure) -> ActionMessage {
        ActionMessage(.failure, number: 0, content: error)
    }

    private func reply(
        _ url: String, _ chunks: [Chunk]?, status: Int = 200, text: String = "OK", headers: [JSON] = [],
        type: String = "basic", redirected: Bool = false
    ) -> ActionMessage {
        var body = JSON.null
        if let chunks {
            let number = streams.count + log.count * 100 + 1
            streams[number] = chunks
            body = .number(.init(number))
        }
        let answer: JSON = [
            "status": .number(.init(status)), "statusText": .string(text), "headers": .array(headers),
            "url": .string(url), "redirected": .bool(redirected), "type": .string(type), "body": body,
        ]
        return ActionMessage(.reply, json: answer.utf8)
    }
}
