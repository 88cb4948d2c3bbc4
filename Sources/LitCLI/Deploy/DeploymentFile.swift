import Foundation
import LitContracts
import Primitives

/// The file in which a deployment is kept: replaced as a whole, and for nobody else to read.
struct DeploymentFile: Sendable {
    let path: String

    /// In the folder where commands of one project keep their state.
    static func standard(chainID: UInt64) -> DeploymentFile {
        DeploymentFile(path: ".lit/contracts-\(chainID).json")
    }

    /// What was kept; nil if there is no file.
    func read() throws -> DeploymentRecord? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try DeploymentRecord(
                json: JSON(parsing: [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))))
        } catch {
            throw CommandError(
                "\(path) is no record of a deployment: \(error) Move it away, or give another with --state.")
        }
    }

    func write(_ record: DeploymentRecord) throws {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent()
        let temporary = folder.appendingPathComponent(".\(url.lastPathComponent).\(getpid()).new")
        do {
            if !FileManager.default.fileExists(atPath: folder.path) {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            let file = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
            let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
            try handle.write(contentsOf: Data(record.text.utf8))
            try handle.synchronize()
            try handle.close()
            guard rename(temporary.path, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            throw CommandError("\(path) cannot be written. Give another file with --state.")
        }
    }
}
