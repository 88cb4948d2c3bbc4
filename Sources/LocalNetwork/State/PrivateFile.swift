import Foundation

/// Files and folders that nobody else may read.
enum PrivateFile {
    /// Makes a folder, and those above it, for their owner only; one that is there is closed to others.
    static func makeFolder(_ path: String) throws(LocalNetworkError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw LocalNetworkError(
                .system,
                "The folder \(path) cannot be made: \(reason(error)). Choose another one with --state.")
        }
        guard chmod(path, 0o700) == 0 else {
            throw failure("The folder \(path) cannot be closed to others", errno)
        }
    }

    /// Writes a whole file at once: others see the old content or the new one.
    static func write(_ text: String, to path: String) throws(LocalNetworkError) {
        let temporary = "\(path).\(UUID().uuidString)"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure("\(path) cannot be written", errno) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let failure = failure("\(path) cannot be written", errno)
                close(file)
                unlink(temporary)
                throw failure
            }
            rest = rest.dropFirst(count)
        }
        fsync(file)
        close(file)
        guard rename(temporary, path) == 0 else {
            let failure = failure("\(path) cannot be written", errno)
            unlink(temporary)
            throw failure
        }
    }

    /// The content as text; nil if there is no such file.
    static func read(_ path: String) throws(LocalNetworkError) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw LocalNetworkError(.system, "\(path) cannot be read. See who owns it: ls -l \(path)")
        }
        return text
    }

    static func failure(_ what: String, _ number: Int32) -> LocalNetworkError {
        LocalNetworkError(.system, "\(what): \(String(cString: strerror(number))).")
    }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        return underlying.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(truncatingIfNeeded: underlying.code)))
            : error.localizedDescription
    }
}
