internal import Primitives

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A folder that nobody but this user can read, and files in it for which the same holds.
struct PrivateFolder: Sendable {
    let path: String

    /// A file's content; nil if there is no such file.
    func read(_ name: String, limit: Int) throws(LitError) -> [UInt8]? {
        guard let folder = try open(creating: false) else { return nil }
        defer { close(folder) }
        // Without waiting: somebody may have put a pipe there.
        let file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("cannot be opened", name, errno)
        }
        defer { close(file) }
        var info = stat()
        guard fstat(file, &info) == 0 else { throw failure("cannot be looked at", name, errno) }
        try check(info, kind: S_IFREG, name)
        // A file that was replaced while it was open has no link left.
        guard info.st_nlink <= 1 else { throw failure("has another name too", name) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = chunk.withUnsafeMutableBytes { readBytes(file, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("cannot be read", name, errno)
            }
            if count == 0 { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= limit else { throw failure("is longer than any session", name) }
        }
    }

    /// Puts a whole file in the place of the one with its name, durably.
    func replace(_ name: String, with bytes: [UInt8]) throws(LitError) {
        guard let folder = try open(creating: true) else { throw failure("is gone", nil) }
        defer { close(folder) }
        let fresh = ".\(SystemRandom.hex(16)).new"
        let file = openat(folder, fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("cannot be made", fresh, errno) }
        var isDone = false
        defer {
            close(file)
            if !isDone { unlinkat(folder, fresh, 0) }
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeBytes(file, $0) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("cannot be written", name, errno)
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw failure("cannot be made durable", name, errno) }
        guard renameat(folder, fresh, folder, name) == 0 else {
            throw failure("cannot be put in its place", name, errno)
        }
        isDone = true
        // Some file systems cannot sync a folder, and say so with EINVAL.
        guard fsync(folder) == 0 || errno == EINVAL else {
            throw failure("cannot be made durable", name, errno)
        }
    }

    /// Removes a file; nothing happens if there is none.
    func remove(_ name: String) throws(LitError) {
        guard let folder = try open(creating: false) else { return }
        defer { close(folder) }
        guard unlinkat(folder, name, 0) == 0 || errno == ENOENT else {
            throw failure("cannot be removed", name, errno)
        }
    }

    /// The names of what is in the folder; none if there is no folder.
    func names() throws(LitError) -> [String] {
        guard let folder = try open(creating: false) else { return [] }
        guard let listing = fdopendir(folder) else {
            let number = errno
            close(folder)
            throw failure("cannot be listed", nil, number)
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee))
                    {
                        String(cString: $0)
                    }
                })
        }
        return names
    }

    func failure(_ what: String, _ name: String?, _ number: Int32? = nil) -> LitError {
        let reason = number.map { ": " + String(cString: strerror($0)) } ?? ""
        let place = name.map { "\(path)/\($0)" } ?? path
        return LitError(
            .sessionStoreFailed, "\(place) \(what)\(reason).",
            hint:
                "Give the store a folder that is this user's alone (chmod 700), with files of its own (chmod 600), "
                + "on a disk with room.")
    }

    /// The folder, opened and found closed to others; nil if there is none.
    private func open(creating: Bool) throws(LitError) -> Int32? {
        if creating, mkdir(path, 0o700) != 0, errno != EEXIST { throw failure("cannot be made", nil, errno) }
        let folder = openFolder(path)
        guard folder >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("is no folder that can be opened, or a symbolic link to one", nil, errno)
        }
        var info = stat()
        guard fstat(folder, &info) == 0 else {
            let number = errno
            close(folder)
            throw failure("cannot be looked at", nil, number)
        }
        do throws(LitError) { try check(info, kind: S_IFDIR, nil) } catch {
            close(folder)
            throw error
        }
        return folder
    }

    private func check(_ info: stat, kind: mode_t, _ name: String?) throws(LitError) {
        guard info.st_mode & S_IFMT == kind else {
            throw failure("is something else than it has to be", name)
        }
        guard info.st_uid == geteuid() else { throw failure("belongs to another user", name) }
        guard info.st_mode & 0o077 == 0 else { throw failure("is open to others", name) }
    }
}

// Under other names, for the methods of a folder hide those of the system.
private func openFolder(_ path: String) -> Int32 {
    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
}
private func readBytes(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(file, buffer.baseAddress, buffer.count)
}
private func writeBytes(_ file: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(file, buffer.baseAddress, buffer.count)
}

/// Names that do not meet.
private enum SystemRandom {
    static func hex(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }.hex
    }
}
