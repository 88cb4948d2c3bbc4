internal import Foundation

/// The folder that is a node's own: nobody else can read it, and one process has it at a time.
package final class StateFolder: Sendable {
    package let path: String
    private let lock: Int32

    /// - Throws: ``NodeStartError`` with `state` or `locked`.
    package init(_ path: String) throws(NodeStartError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw NodeStartError(
                .state, "The state folder cannot be made at \(path): \(error). Check the path.")
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw NodeStartError(
                .state, "The state folder at \(path) is open to other users, or theirs: run chmod 700 on it.")
        }
        let lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else {
            throw NodeStartError(
                .state,
                "The state folder at \(path) cannot be written to: \(String(cString: strerror(errno))).")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw NodeStartError(
                .locked,
                "Another node runs with the state folder at \(path): stop it, or choose another by state.")
        }
        self.path = path
        self.lock = lock
    }

    deinit { close(lock) }

    /// The key store's.
    package var keys: String { "\(path)/keys" }
    /// The file of the TLS identity among peers.
    package var identity: String { "\(path)/peer-identity" }
    /// How often capacity delegations were used.
    package var delegations: String { "\(path)/delegations.sqlite" }
    /// The cache of actions' code.
    package var code: String { "\(path)/actions" }
}
