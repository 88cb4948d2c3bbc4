internal import Foundation

/// Where a store lies, and the names of its files.
struct StoreFolder: Sendable {
    let path: String

    /// The database; SQLite puts its log beside it.
    var database: String { path + "/keystore.sqlite" }
    /// The file whose lock makes the store one opening's own.
    var lock: String { path + "/lock" }
    /// What the database was last known to be: see ``GenerationFile``.
    var generation: String { path + "/generation" }

    /// Makes the folder, for its owner only, unless it is there; one that others may enter is refused.
    init(creating path: String) throws(KeyStoreError) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw KeyStoreError(.io, "The path of the key store's folder is empty or has a zero byte.")
        }
        if !path.hasPrefix("/") { path = FileManager.default.currentDirectoryPath + "/" + path }
        self.path = path
        if mkdir(path, 0o700) == 0 {
            try StoreFiles.sync(StoreFiles.parent(of: path))
        } else if errno == ENOENT {
            _ = try StoreFolder(parents: StoreFiles.parent(of: path))
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw KeyStoreError("The key store's folder cannot be made", at: path, errno: errno)
            }
            try StoreFiles.sync(StoreFiles.parent(of: path))
        } else if errno != EEXIST {
            throw KeyStoreError("The key store's folder cannot be made", at: path, errno: errno)
        }
        try StoreFolder.requirePrivate(path)
    }

    private init(parents path: String) throws(KeyStoreError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw KeyStoreError(.io, "The folder above the key store cannot be made at \(path): \(error).")
        }
    }

    private static func requirePrivate(_ path: String) throws(KeyStoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw KeyStoreError("The key store's folder cannot be read", at: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw KeyStoreError(.notAStore, "The key store needs a folder, and \(path) is a file.")
        }
        guard status.st_uid == geteuid() else {
            throw KeyStoreError(
                .exposed,
                "The key store's folder at \(path) belongs to another user: change its owner, or choose another."
            )
        }
        guard status.st_mode & 0o077 == 0 else {
            throw KeyStoreError(
                .exposed,
                "The key store's folder at \(path) is open to other users: run chmod 700 on it, or choose another."
            )
        }
    }

    /// Makes an empty database file for its owner only, if there is none, so that SQLite takes its rights.
    func prepareDatabaseFile() throws(KeyStoreError) {
        let file = open(database, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw KeyStoreError("The key store's database cannot be opened", at: database, errno: errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, fchmod(file, 0o600) == 0 else {
            throw KeyStoreError("The key store's database cannot be protected", at: database, errno: errno)
        }
        guard status.st_nlink == 1 else {
            throw KeyStoreError(
                .exposed,
                "The key store's database at \(database) has a second name (a hard link), under which it could"
                    + " be changed: remove the other name.")
        }
        try StoreFiles.sync(path)
    }
}

/// Small files that survive a loss of power.
enum StoreFiles {
    /// The folder in which `path` is.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes what `path` names, a folder or a file, durable.
    static func sync(_ path: String) throws(KeyStoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw KeyStoreError("What was written cannot be made durable", at: path, errno: errno)
        }
        defer { close(descriptor) }
        // Some file systems cannot sync a folder, and say so with EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw KeyStoreError("What was written cannot be made durable", at: path, errno: errno)
        }
    }

    /// Puts a new file, for its owner only, in the place of `path`: after a crash there is the old one or
    /// the new one, and when this returns, the new one.
    ///
    /// - Parameter content: made from the identity of the very file that it goes into.
    static func replace(
        _ path: String, identities: HostIdentities, with content: (FileIdentity) -> [UInt8]
    ) throws(KeyStoreError) {
        let fresh = path + ".new"
        guard unlink(fresh) == 0 || errno == ENOENT else {
            throw KeyStoreError("A file that was left behind cannot be removed", at: fresh, errno: errno)
        }
        let file = open(fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw KeyStoreError("A file cannot be made", at: fresh, errno: errno)
        }
        defer { close(file) }
        guard let identity = identities.ofFile(file) else {
            throw KeyStoreError("A file cannot be identified", at: fresh, errno: errno)
        }
        let bytes = content(identity)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw KeyStoreError("A file cannot be written", at: fresh, errno: errno)
        }
        guard rename(fresh, path) == 0 else {
            throw KeyStoreError("A file cannot be put in its place", at: path, errno: errno)
        }
        try sync(parent(of: path))
    }

    /// A whole file of at most `limit` bytes and its identity; nil if there is none.
    static func read(
        _ path: String, limit: Int, identities: HostIdentities? = nil
    ) throws(KeyStoreError) -> (bytes: [UInt8], identity: FileIdentity?)? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw KeyStoreError("A file cannot be opened", at: path, errno: errno)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(limit + 1, 65536))
        while bytes.count <= limit {
            let count = pread(file, &chunk, chunk.count, off_t(bytes.count))
            guard count >= 0 else { throw KeyStoreError("A file cannot be read", at: path, errno: errno) }
            if count == 0 { return (bytes, identities?.ofFile(file)) }
            bytes += chunk.prefix(count)
        }
        throw KeyStoreError(
            .damaged, "The file at \(path) is longer than \(limit) bytes and is none of ours.")
    }
}

extension KeyStoreError {
    /// A call to the system that failed; `what` is such as "A file cannot be read".
    init(_ what: String, at path: String, errno number: Int32) {
        self.init(.io, "\(what) at \(path): \(String(cString: strerror(number))).")
    }
}
