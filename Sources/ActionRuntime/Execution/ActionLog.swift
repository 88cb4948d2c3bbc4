/// The log of an execution: text up to a number of bytes, and then a line that says that there was more.
package struct ActionLog: Hashable, Sendable {
    private var bytes: [UInt8] = []
    private var isCut = false
    private let limit: Int

    package init(limit: Int) { self.limit = max(0, limit) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func append(_ text: [UInt8]) {
        guard !isCut else { return }
        guard bytes.count + text.count > limit else {
            bytes += text
            return
        }
        isCut = true
        let marker = Array(
            "\n[Logs truncated. Max length for all logs in a single request is \(limit) bytes]\n".utf8)
        guard marker.count <= limit else {
            bytes = Array(marker.prefix(limit))
            return
        }
        let room = limit - marker.count
        bytes += text.prefix(max(0, room - bytes.count))
        bytes.removeLast(max(0, bytes.count - room))
        removePartialCharacter()
        bytes += marker
    }

    /// Takes the beginning of a character off the end, so that what is cut is still UTF-8.
    private mutating func removePartialCharacter() {
        var start = bytes.count
        while start > 0, bytes.count - start < 3, bytes[start - 1] & 0xc0 == 0x80 { start -= 1 }
        guard start > 0 else { return }
        let lead = bytes[start - 1]
        let length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
        if lead >= 0xc0, bytes.count - (start - 1) < length { bytes.removeLast(bytes.count - (start - 1)) }
    }
}
