internal import CoreFoundation
internal import Crypto
internal import Foundation
internal import Primitives

extension PeerIdentity {
    /// The identity that a file holds; if there is no such file, it is made, for its owner only, with new keys.
    ///
    /// - Throws: ``PeerTransportError/Code/exposed`` if others may read the file, ``PeerTransportError/Code/file`` and
    ///   ``PeerTransportError/Code/invalidIdentity``.
    public init(loadingOrCreating path: String) throws(PeerTransportError) {
        if let stored = try Self.load(path) {
            self = stored
            return
        }
        let fresh = PeerIdentity()
        guard try fresh.create(at: path) else {
            // Another process was faster.
            guard let stored = try Self.load(path) else {
                throw PeerTransportError(.file, "The peer identity at \(path) disappeared while it was read.")
            }
            self = stored
            return
        }
        self = fresh
    }

    /// The identity that a file holds; nil if there is none.
    public init?(loading path: String) throws(PeerTransportError) {
        guard let stored = try Self.load(path) else { return nil }
        self = stored
    }

    private static let firstLine = "lit-peer-identity 1"
    private static let sizeLimit = 1024

    private static func load(_ path: String) throws(PeerTransportError) -> PeerIdentity? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("cannot be opened", path, errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("cannot be read", path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw PeerTransportError(.invalidIdentity, "The peer identity at \(path) is not a file.")
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw PeerTransportError(
                .exposed,
                "The peer identity at \(path) belongs to another user or is open to others: run chmod 600 on it,"
                    + " and if somebody may have read it, delete it and register the new key.")
        }
        var bytes = [UInt8](repeating: 0, count: sizeLimit)
        defer { Secret.wipe(&bytes) }
        let count = read(file, &bytes, bytes.count)
        guard count >= 0 else { throw failure("cannot be read", path, errno) }
        guard let identity = parse(bytes[..<count]) else {
            throw PeerTransportError(
                .invalidIdentity,
                "The file at \(path) is not a peer identity that this version can read: restore it, or delete it and"
                    + " register the new key that the next start makes.")
        }
        return identity
    }

    private static func parse(_ bytes: ArraySlice<UInt8>) -> PeerIdentity? {
        let lines = String(decoding: bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0] == firstLine, lines[3].isEmpty,
            let signing = key(lines[1], named: "p256"), let agreement = key(lines[2], named: "x25519"),
            let signingKey = try? P256.Signing.PrivateKey(rawRepresentation: signing),
            let agreementKey = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: agreement)
        else { return nil }
        return PeerIdentity(signingKey: signingKey, agreementKey: agreementKey)
    }

    private static func key(_ line: Substring, named name: String) -> [UInt8]? {
        guard line.hasPrefix(name + " ") else { return nil }
        return try? Hex.decode(line.dropFirst(name.count + 1), prefix: .forbidden, count: 32)
    }

    /// Writes a file of its own and gives it its name only when it is whole; false if the name is taken.
    private func create(at path: String) throws(PeerTransportError) -> Bool {
        let temporary = "\(path).\(UInt64.random(in: .min ... .max))"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Self.failure("cannot be made", path, errno) }
        defer {
            close(file)
            unlink(temporary)
        }
        var bytes = Array("\(Self.firstLine)\np256 ".utf8)
        defer { Secret.wipe(&bytes) }
        bytes += Hex.encode(Array(signingKey.rawRepresentation)).utf8
        bytes += "\nx25519 ".utf8
        bytes += Hex.encode(Array(agreementKey.rawRepresentation)).utf8
        bytes += "\n".utf8
        guard fchmod(file, 0o600) == 0, write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0
        else {
            throw Self.failure("cannot be written", path, errno)
        }
        guard link(temporary, path) == 0 else {
            if errno == EEXIST { return false }
            throw Self.failure("cannot be put in its place", path, errno)
        }
        try Self.syncFolder(of: path)
        return true
    }

    private static func syncFolder(of path: String) throws(PeerTransportError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be made durable", path, errno) }
        defer { close(descriptor) }
        // Some file systems cannot sync a folder, and say so with EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw failure("cannot be made durable", path, errno)
        }
    }

    private static func failure(_ what: String, _ path: String, _ code: Int32) -> PeerTransportError {
        PeerTransportError(
            .file,
            "The peer identity at \(path) \(what): \(String(cString: strerror(code))). Check the folder.")
    }
}
