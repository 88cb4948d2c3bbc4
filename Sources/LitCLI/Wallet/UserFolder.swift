import Foundation

/// Where what is a person's own is kept, whichever network it is used on: wallets and sessions.
enum UserFolder {
    /// `LIT_HOME`, or `lit` in the folder for such things.
    static var path: String {
        let environment = ProcessInfo.processInfo.environment
        if let home = environment["LIT_HOME"], !home.isEmpty { return home }
        if let shared = environment["XDG_CONFIG_HOME"], shared.hasPrefix("/") { return shared + "/lit" }
        return FileManager.default.homeDirectoryForCurrentUser.path + "/.config/lit"
    }

    static var wallets: String { path + "/wallets" }
    static var sessions: String { path + "/sessions" }

    /// Makes a folder in it, for its owner only.
    static func make(_ folder: String) throws {
        do {
            for place in [path, folder] {
                try FileManager.default.createDirectory(
                    atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
            guard chmod(folder, 0o700) == 0 else { throw CocoaError(.fileWriteNoPermission) }
        } catch {
            throw CommandError(
                "\(folder) cannot be made, or not closed to others.",
                hint: "Give another folder in LIT_HOME.",
                status: .cannotWrite)
        }
    }

    /// Writes a file that is not there yet, for its owner only, as a whole or not at all.
    static func create(_ text: String, at path: String) throws {
        let temporary = "\(path).\(UUID().uuidString)"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw cannotWrite(path) }
        defer { unlink(temporary) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw cannotWrite(path)
        }
        // A link is never made over a file that is there: two that make the same name cannot both win.
        guard link(temporary, path) == 0 else {
            guard errno == EEXIST else { throw cannotWrite(path) }
            throw CommandError("\(path) is there already; it is left as it is.")
        }
    }

    private static func cannotWrite(_ path: String) -> CommandError {
        CommandError(
            "\(path) cannot be written: \(String(cString: strerror(errno))).", status: .cannotWrite)
    }
}
