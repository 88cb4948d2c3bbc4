import Foundation

/// The end of a file, without reading all of it.
public enum LogTail {
    /// The last lines of a file; empty if there is none.
    public static func last(_ count: Int, of path: String) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        defer { try? file.close() }
        let end = (try? file.seekToEnd()) ?? 0
        let window: UInt64 = 64 << 10
        try? file.seek(toOffset: end > window ? end - window : 0)
        let data = (try? file.readToEnd()) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").suffix(count)
            .joined(separator: "\n")
    }
}
