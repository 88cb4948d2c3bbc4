/// Keeps sessions in files of a folder, for this user alone.
///
/// The folder has the mode 0700 and the files 0600; names tell nothing. Files are replaced as wholes, so several
/// processes may use one folder. What others could have read or put there is refused: another owner, an open mode, a
/// symbolic link, a second hard link. Of the folder's path, only its last part is looked at in this way.
public final class FileSessionStore: SessionStore {
    private let folder: PrivateFolder

    /// In this folder, which is made when the first session is kept; those above it must exist.
    public init(folder path: String) { folder = PrivateFolder(path: path) }

    /// Keeps a session, in place of the one with its id.
    public func save(_ session: StoredSession) async throws(LitError) {
        let (name, bytes) = (try Self.name(session.id), Array(session.secretText.utf8))
        try await onThread { folder throws(LitError) in try folder.replace(name, with: bytes) }
    }

    /// The session with an id; nil if there is none.
    public func session(_ id: StoredSession.ID) async throws(LitError) -> StoredSession? {
        let name = try Self.name(id)
        return try await onThread { folder throws(LitError) in try Self.read(name, in: folder) }
    }

    /// All sessions, in the order of their ids. Files with other names are not looked at, and damaged ones left out.
    public func all() async throws(LitError) -> [StoredSession] {
        try await onThread { folder throws(LitError) in
            var sessions: [StoredSession] = []
            for name in try folder.names().sorted() where Self.isName(name) {
                if let session = try LitError.whole({ () throws(LitError) in try Self.read(name, in: folder) }
                ) {
                    sessions.append(session)
                }
            }
            return sessions
        }
    }

    /// Forgets one; nothing happens if there is none.
    public func remove(_ id: StoredSession.ID) async throws(LitError) {
        let name = try Self.name(id)
        try await onThread { folder throws(LitError) in try folder.remove(name) }
    }

    /// Forgets all. Files with other names stay.
    public func removeAll() async throws(LitError) {
        try await onThread { folder throws(LitError) in
            for name in try folder.names() where Self.isName(name) { try folder.remove(name) }
        }
    }

    private static func read(_ name: String, in folder: PrivateFolder) throws(LitError) -> StoredSession? {
        guard let bytes = try folder.read(name, limit: SessionRecord.lengthLimit) else { return nil }
        let session = try StoredSession(secretText: String(decoding: bytes, as: UTF8.self))
        // A file under another's name is no session of that name.
        guard try Self.name(session.id) == name else {
            throw folder.failure("holds the session of another name", name)
        }
        return session
    }

    private static func name(_ id: String) throws(LitError) -> String {
        guard isID(id.utf8) else {
            throw LitError(
                .invalidArgument, "\(id) is no id of a session.", hint: "Take the id of a stored session.")
        }
        return prefix + id + suffix
    }

    private static let prefix = "session-", suffix = ".json"

    private static func isName(_ name: String) -> Bool {
        name.hasPrefix(prefix) && name.hasSuffix(suffix)
            && isID(name.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count))
    }

    private static func isID(_ text: some Collection<UInt8>) -> Bool {
        text.count == 64 && text.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Files may be slow, and must not hold up the tasks that share a thread.
    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable (PrivateFolder) throws(LitError) -> Value
    ) async throws(LitError) -> Value {
        try await FileThread.run { [folder] () -> Result<Value, LitError> in
            do throws(LitError) { return .success(try work(folder)) } catch { return .failure(error) }
        }.get()
    }
}
