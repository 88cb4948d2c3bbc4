internal import Foundation

/// The place of a Unix socket: a folder that belongs to this user and is closed to all others, which guards the socket
/// from the moment that it is there.
struct SocketPlace: Sendable {
    let path: String
    private let folder: String

    /// As many bytes as every system allows (macOS has 104, with the zero at the end), but for one: see ``draft``.
    private static let lengthLimit = 102

    /// - Throws: ``StartFailure`` if the path is too long.
    init(_ path: String) throws(StartFailure) {
        let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        guard full.utf8.count <= Self.lengthLimit, !full.hasSuffix("/") else {
            throw StartFailure(
                .cannotCreate,
                "\(full) cannot be the path of a socket: give a file's path of at most \(Self.lengthLimit) bytes."
            )
        }
        self.path = full
        folder = String(full[..<(full.lastIndex(of: "/") ?? full.startIndex)])
    }

    /// Where the socket is made, before it gets its name.
    private var draft: String { path + "~" }

    /// Makes the place free, has `bind` make a socket at a path, closes it to others, and gives it its name: it is
    /// never there and open.
    ///
    /// Under a lock of the folder, so that of two that begin at once one finds the other alive. What listens may
    /// remove the name that it was given, but not the one that the socket has then.
    func take(_ bind: (_ path: String) async throws(StartFailure) -> Void) async throws(StartFailure) {
        try prepareFolder()
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
        guard descriptor >= 0 else { throw refused("cannot be opened: \(Self.reason())") }
        defer { close(descriptor) }
        try await lock(descriptor)
        try removeStale()
        // Of one that was killed in the midst of this.
        unlink(draft)
        try await bind(draft)
        guard chmod(draft, 0o600) == 0, rename(draft, path) == 0 else {
            let reason = Self.reason()
            unlink(draft)
            throw StartFailure(.cannotCreate, "The socket \(path) cannot be made: \(reason).")
        }
    }

    /// Whoever has the lock has it for milliseconds; waiting for it keeps no thread.
    private func lock(_ descriptor: Int32) async throws(StartFailure) {
        let end = ContinuousClock.now + .seconds(10)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, ContinuousClock.now < end else {
                throw refused("cannot be locked: \(Self.reason())")
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    /// What tells this socket from one that somebody else puts in its place: numbers of files are used again, so the
    /// time of its last change too.
    struct Identity: Hashable, Sendable {
        fileprivate var file: UInt64
        fileprivate var seconds: Int
        fileprivate var nanoseconds: Int
    }

    /// Of the socket that is there now.
    func identity() -> Identity? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let changed = status.st_ctimespec
        #else
            let changed = status.st_ctim
        #endif
        return Identity(
            file: UInt64(status.st_ino), seconds: changed.tv_sec, nanoseconds: changed.tv_nsec)
    }

    /// Removes the socket, if it is still the one that was made.
    func remove(_ identity: Identity?) {
        if let identity, self.identity() == identity { unlink(path) }
    }

    private func prepareFolder() throws(StartFailure) {
        var parts = ""
        for part in folder.split(separator: "/") {
            parts += "/" + part
            guard mkdir(parts, 0o700) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS else {
                throw StartFailure(.cannotCreate, "The folder \(parts) cannot be made: \(Self.reason()).")
            }
        }
        var status = stat()
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw refused("is no folder")
        }
        guard status.st_uid == geteuid() else { throw refused("belongs to another user") }
        guard status.st_mode & 0o077 == 0 else { throw refused("is open to other users") }
    }

    private func refused(_ reason: String) -> StartFailure {
        StartFailure(
            .cannotCreate,
            "The socket's folder \(folder.isEmpty ? "/" : folder) \(reason): give one of your own that nobody else can "
                + "enter (mode 0700).")
    }

    /// A socket that nobody listens to any more is removed.
    private func removeStale() throws(StartFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw StartFailure(
                .cannotCreate, "\(path) is there already and is no socket: give another path, or remove it.")
        }
        guard !isAlive() else {
            throw StartFailure(
                .inUse, "Somebody serves at \(path) already: use that one, or give another path.")
        }
        guard unlink(path) == 0 else {
            throw StartFailure(.cannotCreate, "The old socket \(path) cannot be removed: \(Self.reason()).")
        }
    }

    private func isAlive() -> Bool {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return connected == 0 || errno != ECONNREFUSED
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
