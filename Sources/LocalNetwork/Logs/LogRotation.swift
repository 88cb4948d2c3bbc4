import Foundation

/// Keeps logs from filling the disk: at a start, a long one makes room, and one older one is kept.
enum LogRotation {
    /// In bytes.
    static let limit = 16 << 20

    static func rotate(_ path: String, limit: Int = limit) {
        var status = stat()
        guard stat(path, &status) == 0, Int(status.st_size) > limit else { return }
        rename(path, path + ".1")
    }
}
