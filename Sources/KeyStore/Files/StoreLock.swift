internal import Foundation
internal import Synchronization

/// Makes a folder one opening's own for as long as this lives.
///
/// The lock belongs to the open file, not to its content: the system drops it with the process, however
/// that ends, and a second opening in the same process does not get it either.
final class StoreLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock of the file at `path`, which is made if it is not there.
    init(_ path: String) throws(KeyStoreError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw KeyStoreError("The lock of the key store cannot be opened", at: path, errno: errno)
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let failure = errno
            defer { close(file) }
            guard failure == EWOULDBLOCK else {
                throw KeyStoreError("The key store cannot be locked", at: path, errno: failure)
            }
            throw StoreLock.locked(path, by: StoreLock.holder(file))
        }
        let text = Array("\(getpid())\n".utf8)
        guard fchmod(file, 0o600) == 0, ftruncate(file, 0) == 0,
            pwrite(file, text, text.count, 0) == text.count
        else {
            let failure = errno
            close(file)
            throw KeyStoreError("The lock of the key store cannot be written", at: path, errno: failure)
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Lets the next one in.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    private static func holder(_ file: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: buffer.prefix(count).prefix { $0 != 0x0a }, as: UTF8.self))
    }

    private static func locked(_ path: String, by holder: Int32?) -> KeyStoreError {
        let who =
            switch holder {
            case getpid(): "this process (\(getpid()))"
            case .some(let pid): "process \(pid)"
            case nil: "another process"
            }
        return KeyStoreError(
            .locked,
            "The key store is in use by \(who), which holds the lock at \(path): stop it, or choose another folder."
        )
    }
}
