import Foundation
import Primitives

/// Reads the lines of a log as they are written, over a change of files too.
final class LogReader {
    /// The file.
    let path: String
    private var offset: UInt64 = 0
    private var inode: UInt64 = 0
    private var rest: [UInt8] = []
    private var lastTime = Timestamp.distantPast

    /// Begins at the file's beginning.
    init(_ path: String) { self.path = path }

    /// The whole lines that have been written since the last call, each with a time to sort by.
    func read() -> [(time: Timestamp, line: LogLine)] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? file.close() }
        var status = stat()
        guard fstat(file.fileDescriptor, &status) == 0 else { return [] }
        if UInt64(status.st_ino) != inode || UInt64(max(0, status.st_size)) < offset {
            (inode, offset, rest) = (UInt64(status.st_ino), 0, [])
        }
        guard (try? file.seek(toOffset: offset)) != nil, let data = try? file.readToEnd() else { return [] }
        offset += UInt64(data.count)
        rest += data
        guard let end = rest.lastIndex(of: 0x0a) else { return [] }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        rest.removeSubrange(...end)
        return text.split(separator: "\n").map { raw in
            let line = LogLine(String(raw))
            // What has no time stays behind what it follows.
            if let time = line.time { lastTime = max(lastTime, time) }
            return (lastTime, line)
        }
    }
}

/// The lines of several nodes in the order in which they were written.
public struct LogMerger {
    private let readers: [(node: Int, reader: LogReader)]

    /// - Parameter nodes: their numbers.
    public init(_ directory: StateDirectory, nodes: [Int]) {
        readers = nodes.map { ($0, LogReader(directory.node($0).log)) }
    }

    /// What is new since the last call, by time; lines of one time in the order of the nodes.
    public func read() -> [(node: Int, line: LogLine)] {
        var all: [(time: Timestamp, node: Int, place: Int, line: LogLine)] = []
        for (node, reader) in readers {
            for (place, (time, line)) in reader.read().enumerated() { all.append((time, node, place, line)) }
        }
        return all.sorted { ($0.time, $0.node, $0.place) < ($1.time, $1.node, $1.place) }
            .map { ($0.node, $0.line) }
    }
}

extension NetworkControl {
    /// The numbers of the nodes that have a folder.
    public var nodes: [Int] { directory.nodeNumbers }
}
