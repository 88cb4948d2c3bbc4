internal import Synchronization

/// Keeps sessions in memory: they end with the process.
public final class MemorySessionStore: SessionStore {
    private let sessions = Mutex<[StoredSession.ID: StoredSession]>([:])

    /// Empty.
    public init() {}

    /// Keeps a session, in place of the one with its id.
    public func save(_ session: StoredSession) { sessions.withLock { $0[session.id] = session } }
    /// The session with an id; nil if there is none.
    public func session(_ id: StoredSession.ID) -> StoredSession? { sessions.withLock { $0[id] } }
    /// All sessions, in no particular order.
    public func all() -> [StoredSession] { sessions.withLock { Array($0.values) } }
    /// Forgets one; nothing happens if there is none.
    public func remove(_ id: StoredSession.ID) { sessions.withLock { $0[id] = nil } }
    /// Forgets all.
    public func removeAll() { sessions.withLock { $0 = [:] } }
}
