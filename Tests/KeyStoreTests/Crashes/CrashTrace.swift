import Foundation
import Primitives

/// What a process did to the files of one folder, in order, with what it told in between.
struct CrashTrace: Sendable {
    enum Event: Sendable {
        case create(id: UInt32, name: String)
        case write(id: UInt32, offset: Int, bytes: [UInt8])
        case truncate(id: UInt32, size: Int)
        case sync(id: UInt32)
        case rename(from: String, to: String)
        case unlink(name: String)
        case syncFolder
        case note(String)
    }

    private(set) var events: [Event] = []

    /// Records a run of the probe's workload.
    static func record(seed: UInt64, steps: Int) async throws -> CrashTrace {
        let place = try Place()
        try FileManager.default.createDirectory(
            atPath: place.store, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let path = place.sibling("trace")
        try await ProbeProcess.run(["trace", place.store, path, String(seed), String(steps)])
        return try CrashTrace(Files.content(path))
    }

    init(_ bytes: [UInt8]) throws {
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
            let operation = try reader.readByte()
            let id: UInt32 = try reader.readLittleEndian()
            let offset: UInt64 = try reader.readLittleEndian()
            let count: UInt32 = try reader.readLittleEndian()
            let payload = Array(try reader.read(Int(count)))
            let text = String(decoding: payload, as: UTF8.self)
            switch operation {
            case 1: events.append(.create(id: id, name: text))
            case 2: events.append(.write(id: id, offset: Int(offset), bytes: payload))
            case 3: events.append(.truncate(id: id, size: Int(offset)))
            case 4: events.append(.sync(id: id))
            case 5:
                let names = text.split(separator: "\0").map(String.init)
                guard names.count == 2 else { throw ProbeProcess.Failure(reason: "a rename of \(text)") }
                events.append(.rename(from: names[0], to: names[1]))
            case 6: events.append(.unlink(name: text))
            case 7: events.append(.syncFolder)
            case 8: events.append(.note(text))
            default: throw ProbeProcess.Failure(reason: "operation \(operation) in the trace")
            }
        }
    }

    /// How often something was made to last.
    var syncCount: Int {
        events.count {
            switch $0 {
            case .sync, .syncFolder: true
            default: false
            }
        }
    }

    /// The planted fault of a database that does not sync: `PRAGMA synchronous = OFF`.
    func withoutSyncs() -> CrashTrace {
        var trace = self
        trace.events.removeAll { if case .sync = $0 { true } else { false } }
        return trace
    }

    /// The planted fault of a store that answers before its transaction is on the disk.
    func tellingEarly(by distance: Int) -> CrashTrace {
        var trace = self
        for index in events.indices {
            guard case .note(let text) = trace.events[index], text.hasPrefix("took") else { continue }
            trace.events.remove(at: index)
            trace.events.insert(.note(text), at: max(0, index - distance))
        }
        return trace
    }
}
