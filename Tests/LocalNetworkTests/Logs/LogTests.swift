import Foundation
import LocalNetwork
import Primitives
import Testing

@Suite struct LogTests {
    @Test func `JSON and text are understood, and what is neither is kept`() throws {
        let json = LogLine(
            #"{"time":"2026-11-22T01:10:58.123Z","level":"warning","message":"slow","metadata":{"request":"r1"},"n":3}"#
        )
        #expect(json.level == "warning")
        #expect(json.message == "slow")
        #expect(json.details.map { "\($0.name)=\($0.value)" } == ["request=r1", "n=3"])
        #expect(json.time?.rfc3339() == "2026-11-22T01:10:58.123Z")
        let text = LogLine("2026-11-22T01:10:58.123Z info: it runs")
        #expect(text.level == "info")
        #expect(text.message == "it runs")
        #expect(text.time == json.time)
        for raw in ["Fatal error: oh", "", "{", "{}", #"{"message":7}"#, "2026 x y"] {
            #expect(LogLine(raw).message == raw)
            #expect(LogLine(raw).time == nil)
        }
    }

    @Test func `Lines of several nodes come in the order of time`() throws {
        let state = try TemporaryState()
        func write(_ node: Int, _ text: String) throws {
            let folder = state.directory.node(node).path
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let file = folder + "/node.log"
            let old = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            try (old + text).write(toFile: file, atomically: false, encoding: .utf8)
        }
        try write(
            1, "2026-01-01T00:00:01.000Z info a\n  trace of a\n2026-01-01T00:00:03.000Z info c\n")
        try write(2, "2026-01-01T00:00:02.000Z info b\n2026-01-01T00:00:04.000Z info d r-9\nhal")
        let merger = LogMerger(state.directory, nodes: [1, 2])
        #expect(
            merger.read().map { "\($0.node) \($0.line.message)" }
                == ["1 a", "1   trace of a", "2 b", "1 c", "2 d r-9"])
        #expect(merger.read().isEmpty)
        // A line counts when it is whole.
        try write(2, "f a line\n")
        #expect(merger.read().map(\.line.raw) == ["half a line"])
        // A file that was begun anew is read from its beginning.
        try FileManager.default.moveItem(
            atPath: state.directory.node(1).log, toPath: state.directory.node(1).log + ".1")
        try write(1, "2026-01-01T00:00:05.000Z info e\n")
        #expect(merger.read().map(\.line.message) == ["e"])
    }

    @Test func `The last lines are found in a long file`() throws {
        let state = try TemporaryState()
        let path = state.root + "/long"
        try (0..<50_000).map { "line \($0)\n" }.joined().write(
            toFile: path, atomically: false, encoding: .utf8)
        #expect(LogTail.last(2, of: path) == "line 49998\nline 49999")
        #expect(LogTail.last(2, of: state.root + "/none") == "")
    }
}
