import Foundation
import Primitives
import Synchronization

/// Code on disk, by its identifier, up to a number of bytes: what was used longest ago goes first.
///
/// A file is written aside and renamed, so that nobody reads half of one; what is read back is checked against its
/// name, and goes if it does not agree. All calls block.
final class CodeCache: Sendable {
    private struct Entry {
        var size: Int
        var used: Date
    }

    private let folder: URL
    private let limit: Int
    private let entries = Mutex<[String: Entry]?>(nil)

    init(folder: String, limit: Int) {
        self.folder = URL(fileURLWithPath: folder, isDirectory: true)
        self.limit = limit
    }

    func read(_ cid: CID) -> ActionCode? {
        let file = folder.appendingPathComponent(cid.description)
        guard let data = try? Data(contentsOf: file) else { return nil }
        guard let text = String(validating: data, as: UTF8.self), case let code = ActionCode(text),
            code.cid == cid
        else {
            try? FileManager.default.removeItem(at: file)
            forget(cid.description)
            return nil
        }
        let now = Date()
        try? FileManager.default.setAttributes([.modificationDate: now], ofItemAtPath: file.path)
        note(cid.description, size: data.count, used: now)
        return code
    }

    /// Keeps the code if it can; a full disk costs speed only.
    func write(_ code: ActionCode) {
        let bytes = Data(code.text.utf8)
        guard bytes.count <= limit else { return }
        let file = folder.appendingPathComponent(code.id)
        let aside = folder.appendingPathComponent(".\(code.id).\(UInt64.random(in: 0...UInt64.max))")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try bytes.write(to: aside)
            guard rename(aside.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(at: aside)
            return
        }
        note(code.id, size: bytes.count, used: Date())
        shrink(keeping: code.id)
    }

    private func note(_ name: String, size: Int, used: Date) {
        entries.withLock { entries in
            if entries == nil { entries = listing() }
            entries?[name] = Entry(size: size, used: used)
        }
    }

    private func forget(_ name: String) {
        entries.withLock { entries in _ = entries?.removeValue(forKey: name) }
    }

    /// What an earlier process left; files that another ended in writing are removed.
    private func listing() -> [String: Entry] {
        let keys: [URLResourceKey] = [.fileSizeKey, .contentModificationDateKey]
        let files =
            (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: keys)) ?? []
        var entries: [String: Entry] = [:]
        for file in files {
            let values = try? file.resourceValues(forKeys: Set(keys))
            let used = values?.contentModificationDate ?? .distantPast
            if (try? CID(file.lastPathComponent)) != nil {
                entries[file.lastPathComponent] = Entry(size: values?.fileSize ?? 0, used: used)
            } else if file.lastPathComponent.hasPrefix(".Qm"), used.timeIntervalSinceNow < -3600 {
                try? FileManager.default.removeItem(at: file)
            }
        }
        return entries
    }

    private func shrink(keeping name: String) {
        let victims: [String] = entries.withLock { entries in
            guard var left = entries else { return [] }
            var total = left.values.reduce(0) { $0 + $1.size }
            var victims: [String] = []
            for (other, entry) in left.sorted(by: { $0.value.used < $1.value.used })
            where total > limit && other != name {
                total -= entry.size
                left[other] = nil
                victims.append(other)
            }
            entries = left
            return victims
        }
        for victim in victims {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(victim))
        }
    }
}
