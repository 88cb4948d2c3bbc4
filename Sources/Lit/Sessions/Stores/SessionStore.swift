public import Primitives

/// Where sessions are kept from one run of an app to the next.
///
/// Sessions of different networks, accounts, or of others who allowed them have different ids, and are never taken for
/// each other. A store gives back what was saved; whether that is still of use is checked by who asked.
public protocol SessionStore: Sendable {
    /// Keeps a session, in place of the one with its id.
    func save(_ session: StoredSession) async throws(LitError)

    /// The session with an id; nil if there is none.
    func session(_ id: StoredSession.ID) async throws(LitError) -> StoredSession?

    /// All sessions, in no particular order.
    func all() async throws(LitError) -> [StoredSession]

    /// Forgets one; nothing happens if there is none.
    func remove(_ id: StoredSession.ID) async throws(LitError)

    /// Forgets all.
    func removeAll() async throws(LitError)
}

extension LitError {
    /// What was read; nil where it is damaged, or of a version that is not known here: a new session takes its place.
    static func whole<Value>(_ read: () throws(LitError) -> Value?) throws(LitError) -> Value? {
        do throws(LitError) { return try read() } catch {
            guard error.code == .invalidSession else { throw error }
            return nil
        }
    }
}

extension SessionStore {
    /// As ``session(_:)``; nil also for one that is damaged.
    func wholeSession(_ id: StoredSession.ID) async throws(LitError) -> StoredSession? {
        do throws(LitError) { return try await session(id) } catch {
            return try LitError.whole { () throws(LitError) in throw error }
        }
    }

    /// Forgets those that are over at a moment.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func removeExpired(at moment: Timestamp = .now()) async throws(LitError) -> Int {
        var count = 0
        for session in try await all() where session.expiration <= moment {
            try await remove(session.id)
            count += 1
        }
        return count
    }
}

extension SessionStore where Self == MemorySessionStore {
    /// A new one in this process's memory.
    public static var memory: MemorySessionStore { MemorySessionStore() }
}

extension SessionStore where Self == FileSessionStore {
    /// In a folder, for this user alone.
    ///
    /// The folder is made when the first session is kept; one that others can read is refused.
    public static func files(in folder: String) -> FileSessionStore { FileSessionStore(folder: folder) }
}
