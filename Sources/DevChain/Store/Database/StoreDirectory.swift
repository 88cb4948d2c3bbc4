import Foundation

/// Where a durable store lies, and the names of its files.
struct StoreDirectory: Sendable {
    let path: String

    /// The database; SQLite puts files beside it whose names begin with its own.
    var database: String { path + "/chain.sqlite" }
    /// The file whose lock makes the store one process's own.
    var lock: String { path + "/lock" }

    /// Makes the directory, for its owner only, with those above it, unless it is there.
    init(creating path: String) throws(StoreError) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StoreError(.io, "The path of the chain's directory is empty or has a zero byte.")
        }
        // Connections are opened later as well, when the working directory may be another.
        if !path.hasPrefix("/") { path = FileManager.default.currentDirectoryPath + "/" + path }
        self.path = path
        try Self.create(path)
    }

    private static func create(_ path: String) throws(StoreError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw StoreError(
                    .io, "The chain's directory cannot be used: at \(path) is a file, not a directory.")
            }
            return
        }
        let failure = errno
        guard failure == ENOENT else {
            throw StoreError("The chain's directory cannot be reached", at: path, errno: failure)
        }
        let parent = Self.parent(of: path)
        if parent != path { try create(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StoreError("The chain's directory cannot be created", at: path, errno: errno)
        }
        try sync(parent)
    }

    /// The directory in which `path` is.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Makes the names of the files in it survive a loss of power, as their contents do.
    func sync() throws(StoreError) { try Self.sync(path) }

    /// Makes what `path` names, a directory or a file, durable.
    static func sync(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StoreError("What was written cannot be made durable", at: path, errno: errno)
        }
        defer { close(descriptor) }
        // Some file systems cannot sync a directory, and say so with EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw StoreError("What was written cannot be made durable", at: path, errno: errno)
        }
    }
}
