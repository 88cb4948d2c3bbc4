import Foundation
import Primitives

/// Two clients that do the same in turns.
struct SideBySide {
    let network: LoadedNetwork
    let javascript: String
    let calls: Int

    func run() async throws {
        let status = NSTemporaryDirectory() + "clientload-status-\(UUID().uuidString.prefix(8)).json"
        try Data(network.status.text.utf8).write(to: URL(fileURLWithPath: status))
        defer { try? FileManager.default.removeItem(atPath: status) }
        let program = CommandLine.arguments[0]
        let own = try Party(
            "Lit", program, ["subject", "--state", network.folder, "--key", try network.key(1)])
        defer { own.end() }
        let other =
            javascript.isEmpty
            ? nil : try Party("JavaScript SDK", "/usr/bin/env", ["node", javascript, "--status", status])
        defer { other?.end() }
        let parties = [own, other].compactMap { $0 }
        for party in parties { try party.expectReady() }
        say("\n                            p50 ms    p99 ms    CPU ms   memory MB")
        for operation in Operation.allCases {
            for party in parties { _ = try party.perform(operation) }
            for _ in 0..<calls {
                for party in parties { try party.measure(operation) }
            }
            let rows = parties.map { Row($0.name, $0.figures(of: operation)) }
            say(operation.title)
            for row in rows { say(row.text) }
            if let ratio = rows[0].ratio(to: rows.last, unless: rows.count == 1) { say(ratio) }
        }
    }

    /// What one client took for one kind of call.
    struct Row {
        let name: String
        let values: [Double]

        init(_ name: String, _ figures: Party.Figures) {
            self.name = name
            values = [
                figures.time.quantile(0.5), figures.time.quantile(0.99), figures.processor.quantile(0.5),
                figures.memory,
            ]
        }

        var text: String {
            "  " + name.padding(toLength: 22, withPad: " ", startingAt: 0)
                + values.map { String(format: "%10.1f", $0) }.joined()
        }

        func ratio(to other: Row?, unless isAlone: Bool) -> String? {
            guard let other, !isAlone else { return nil }
            return "  " + "ratio".padding(toLength: 22, withPad: " ", startingAt: 0)
                + zip(values, other.values).map { String(format: "%10.2f", $0 / $1) }.joined()
        }
    }
}

/// A client in a process of its own.
final class Party {
    struct Figures {
        var time = Samples()
        var processor = Samples()
        var memory = 0.0
    }

    let name: String
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private var buffer: [UInt8] = []
    private var figures: [Operation: Figures] = [:]

    init(_ name: String, _ program: String, _ arguments: [String]) throws {
        self.name = name
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    func figures(of operation: Operation) -> Figures { figures[operation] ?? Figures() }

    func expectReady() throws {
        let answer = try readAnswer()
        guard answer["ready"]?.bool == true else { throw LoadError("\(name) is not ready: \(answer.text)") }
    }

    func perform(_ operation: Operation) throws -> (time: Double, processor: Double, memory: Double) {
        input.fileHandleForWriting.write(Data("\(operation.rawValue)\n".utf8))
        let answer = try readAnswer()
        guard let time = answer["ms"]?.number?.double, let processor = answer["cpu"]?.number?.double,
            let memory = answer["memory"]?.number?.double
        else { throw LoadError("\(name), \(operation.title): \(answer.text)") }
        return (time, processor, memory)
    }

    func measure(_ operation: Operation) throws {
        let (time, processor, memory) = try perform(operation)
        var all = figures(of: operation)
        all.time.add(time)
        all.processor.add(processor)
        all.memory = max(all.memory, memory)
        figures[operation] = all
    }

    private func readAnswer() throws -> JSON {
        while true {
            if let end = buffer.firstIndex(of: 0x0a) {
                defer { buffer.removeFirst(end + 1) }
                return try JSON(parsing: Array(buffer[..<end]))
            }
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw LoadError("\(name) has ended early: see above.") }
            buffer += chunk
        }
    }

    func end() {
        // The end of the input would not do: processes that were started later hold it open as well.
        input.fileHandleForWriting.write(Data("end\n".utf8))
        process.waitUntilExit()
    }
}
