import Foundation
import TestSupport

/// A folder on a disk of which only that is sure to survive a loss of power which was synced; of the rest, any
/// part may.
struct CrashedDisk {
    private enum Change {
        case write(offset: Int, bytes: [UInt8])
        case truncate(size: Int)
    }

    private enum Naming {
        case link(name: String, id: UInt32)
        case rename(from: String, to: String)
        case unlink(name: String)
    }

    private struct File {
        var durable: [UInt8] = []
        var pending: [Change] = []
    }

    private static let sector = 512
    private var files: [UInt32: File] = [:]
    private var names: [String: UInt32] = [:]
    private var pendingNames: [Naming] = []

    mutating func apply(_ event: CrashTrace.Event) {
        switch event {
        case .create(let id, let name):
            files[id] = File()
            pendingNames.append(.link(name: name, id: id))
        case .write(let id, let offset, let bytes):
            files[id]?.pending.append(.write(offset: offset, bytes: bytes))
        case .truncate(let id, let size): files[id]?.pending.append(.truncate(size: size))
        case .sync(let id):
            guard var file = files.removeValue(forKey: id) else { return }
            for change in file.pending { Self.apply(change, to: &file.durable) }
            file.pending = []
            files[id] = file
        case .rename(let from, let to): pendingNames.append(.rename(from: from, to: to))
        case .unlink(let name): pendingNames.append(.unlink(name: name))
        case .syncFolder:
            for naming in pendingNames { Self.apply(naming, to: &names) }
            pendingNames = []
        case .note: break
        }
    }

    private static func apply(_ change: Change, to content: inout [UInt8]) {
        switch change {
        case .write(let offset, let bytes):
            let end = offset + bytes.count
            if content.count < end { content += [UInt8](repeating: 0, count: end - content.count) }
            content.replaceSubrange(offset..<end, with: bytes)
        case .truncate(let size):
            if size < content.count {
                content.removeSubrange(size...)
            } else {
                content += [UInt8](repeating: 0, count: size - content.count)
            }
        }
    }

    private static func apply(_ naming: Naming, to names: inout [String: UInt32]) {
        switch naming {
        case .link(let name, let id): names[name] = id
        case .rename(let from, let to): names[to] = names.removeValue(forKey: from)
        case .unlink(let name): names[name] = nil
        }
    }

    /// What is found after the power is back: of the names' changes some prefix, as a journal keeps them; of
    /// each file's, none, all, a prefix, or any of them, some torn at a sector.
    func write(to folder: String, using random: inout SplitMix64) throws {
        var names = names
        let kept = Int(random.next() % UInt64(pendingNames.count + 1))
        for naming in pendingNames.prefix(kept) { Self.apply(naming, to: &names) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        for (name, id) in names.sorted(by: { $0.key < $1.key }) {
            guard let file = files[id] else { continue }
            var content = file.durable
            for change in Self.surviving(file.pending, using: &random) { Self.apply(change, to: &content) }
            guard FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(content)) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
    }

    private static func surviving(_ pending: [Change], using random: inout SplitMix64) -> [Change] {
        switch random.next() % 4 {
        case 0: return []
        case 1: return pending
        case 2: return Array(pending.prefix(Int(random.next() % UInt64(pending.count + 1))))
        default:
            return pending.compactMap { change in
                switch (random.next() % 3, change) {
                case (0, _): return nil
                case (1, .write(let offset, let bytes)) where bytes.count > sector:
                    let sectors = 1 + Int(random.next() % UInt64(bytes.count / sector))
                    return .write(offset: offset, bytes: Array(bytes.prefix(sectors * sector)))
                default: return change
                }
            }
        }
    }
}
