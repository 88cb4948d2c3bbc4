#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif
internal import Primitives

/// The kernel's list of sockets: proc_pid_net(5).
package enum SocketTable {
    /// Where the lists are: sockets of version 6 may be connected by version 4.
    private static let paths = ["/proc/self/net/tcp", "/proc/self/net/tcp6"]

    /// Whose a socket is; nil if no list has it.
    package static func find(_ question: SocketQuestion) -> SocketOwner? {
        for path in paths {
            if let owner = find(question, in: contents(path)) { return owner }
        }
        return nil
    }

    /// To the end, which such files show only by having no more: they have no size, and come in pieces.
    private static func contents(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { all += piece.prefix(count) }
            if count == 0 || (count < 0 && errno != EINTR) { break }
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// Whose a socket is in the text of a list.
    ///
    /// A line has a number, both ends as `ADDRESS:PORT` in hexadecimal digits, state, queues, timers, user,
    /// a number, inode. Addresses are words as the machine has them.
    package static func find(_ question: SocketQuestion, in text: String) -> SocketOwner? {
        let (from, to) = (
            ends(question.source, question.sourcePort), ends(question.destination, question.destinationPort)
        )
        for line in text.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 9, from.contains(String(fields[1])), to.contains(String(fields[2])),
                let user = UInt32(fields[7]), let inode = UInt64(fields[9])
            else { continue }
            return SocketOwner(user: user, inode: inode)
        }
        return nil
    }

    /// How an end is written; one of version 4 also as sockets of version 6 have it.
    private static func ends(_ address: [UInt8], _ port: UInt16) -> [String] {
        let mapped = address.count == 4 ? [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + address : nil
        let digits = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return [address, mapped].compactMap { $0 }.map { bytes in
            var text = ""
            for start in stride(from: 0, to: bytes.count, by: 4) {
                let word = bytes[start..<min(start + 4, bytes.count)]
                text += (isLittle ? Array(word.reversed()) : Array(word)).hex.uppercased()
            }
            return text + suffix
        }
    }

    private static let isLittle = UInt16(1).littleEndian == 1
}
