package import Primitives

/// What a caller is answered.
package struct PolyglotAnswer: Hashable, Sendable {
    /// The HTTP status.
    package var status: Int
    /// The media type of the body.
    package var type: String
    package var body: [UInt8]

    /// JSON as express sends it.
    package init(_ json: JSON, status: Int = 200) {
        self.status = status
        type = "application/json; charset=utf-8"
        body = json.utf8
    }

    /// Where there is no such route: the page of express.
    package init(nothingAt path: String, method: String) {
        var shown = ""
        for character in "Cannot \(method) \(path)" {
            switch character {
            case "&": shown += "&amp;"
            case "<": shown += "&lt;"
            case ">": shown += "&gt;"
            case "\"": shown += "&quot;"
            case "'": shown += "&#39;"
            default: shown.append(character)
            }
        }
        status = 404
        type = "text/html; charset=utf-8"
        let page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Error</title>
            </head>
            <body>
            <pre>\(shown)</pre>
            </body>
            </html>

            """
        body = Array(page.utf8)
    }
}
