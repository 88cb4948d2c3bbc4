import Foundation
import Primitives

/// Which process supervises a folder's network, and where it is called; there while it runs, and after a crash.
struct RunRecord: Sendable {
    var process: ProcessIdentity
    /// Empty until it listens.
    var url: String

    func write(_ directory: StateDirectory) throws(LocalNetworkError) {
        guard var object = process.json.object else { return }
        object["url"] = .string(url)
        try PrivateFile.write(JSON.object(object).text + "\n", to: directory.run)
    }

    static func read(_ directory: StateDirectory) -> RunRecord? {
        guard let text = try? PrivateFile.read(directory.run), let json = try? JSON(parsing: text),
            let process = ProcessIdentity(json: json)
        else { return nil }
        return RunRecord(process: process, url: json["url"]?.string ?? "")
    }

    static func remove(_ directory: StateDirectory) {
        try? FileManager.default.removeItem(atPath: directory.run)
    }
}

/// Node processes that a supervisor which was ended by force may have left.
struct Orphans: Sendable {
    let directory: StateDirectory

    /// Those that live.
    var processes: [(number: Int, process: ProcessIdentity)] {
        directory.nodeNumbers.compactMap { number in
            guard let text = try? PrivateFile.read(directory.node(number).process),
                let json = try? JSON(parsing: text), let process = ProcessIdentity(json: json),
                process.isAlive
            else { return nil }
            return (number, process)
        }
    }

    /// Ends them.
    ///
    /// - Returns: how many there were.
    @discardableResult
    func end(grace: Duration) async -> Int {
        let found = processes
        await withTaskGroup(of: Void.self) { group in
            for (_, process) in found { group.addTask { await process.end(grace: grace) } }
        }
        for number in directory.nodeNumbers {
            try? FileManager.default.removeItem(atPath: directory.node(number).process)
        }
        return found.count
    }
}
