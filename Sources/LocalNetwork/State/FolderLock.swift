import Foundation
import Synchronization

/// Makes a state folder one supervisor's own.
///
/// The lock belongs to the open file: the system drops it with the process, however that ends.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock, or throws `alreadyRunning`, which names the process that has it.
    init(_ directory: StateDirectory) throws(LocalNetworkError) {
        let file = open(directory.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw PrivateFile.failure("The lock \(directory.lock) cannot be opened", errno)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let holder = Self.holder(file)
            close(file)
            guard number == EWOULDBLOCK else {
                throw PrivateFile.failure("The lock \(directory.lock) cannot be taken", number)
            }
            throw LocalNetworkError(
                .alreadyRunning,
                "A network runs in \(directory.path) already" + (holder.map { " (process \($0))" } ?? "")
                    + ". Stop it with `lit down`, or run another one beside it with --state FOLDER.")
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(file, 0)
        pwrite(file, text, text.count, 0)
        descriptor = Mutex(file)
    }

    deinit { release() }

    func release() {
        descriptor.withLock { descriptor in
            if let file = descriptor { close(file) }
            descriptor = nil
        }
    }

    /// Whether somebody has the lock of this folder.
    static func isHeld(_ directory: StateDirectory) -> Bool {
        let file = open(directory.lock, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return false }
        defer { close(file) }
        return flock(file, LOCK_EX | LOCK_NB) != 0
    }

    private static func holder(_ file: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer.prefix(count).prefix { $0 != 0x0a }, as: UTF8.self))
    }
}
