#if canImport(Security)
    internal import Foundation
    internal import Security

    /// Keeps sessions in the keychain of this device: readable for this app once the device has been unlocked, in no
    /// backup and on no other device.
    public final class KeychainSessionStore: SessionStore {
        private let service: String

        /// - Parameter service: the name under which the keychain lists the items; of different names, none sees the
        ///   other's.
        public init(service: String = "lit.sessions") { self.service = service }

        /// Keeps a session, in place of the one with its id.
        public func save(_ session: StoredSession) async throws(LitError) {
            let (query, data) = (query(session.id), Data(session.secretText.utf8))
            try await status("kept") {
                let changed = SecItemUpdate(query.dictionary, [kSecValueData as String: data] as CFDictionary)
                guard changed == errSecItemNotFound else { return changed }
                var item = query.values
                item[kSecValueData as String] = data
                item[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
                return SecItemAdd(item as CFDictionary, nil)
            }
        }

        /// The session with an id; nil if there is none.
        public func session(_ id: StoredSession.ID) async throws(LitError) -> StoredSession? {
            try await read(query(id)).first
        }

        /// All sessions, in no particular order.
        public func all() async throws(LitError) -> [StoredSession] { try await read(query(nil)) }

        /// Forgets one; nothing happens if there is none.
        public func remove(_ id: StoredSession.ID) async throws(LitError) { try await delete(query(id)) }

        /// Forgets all.
        public func removeAll() async throws(LitError) { try await delete(query(nil)) }

        private func query(_ id: String?) -> KeychainQuery { KeychainQuery(service: service, account: id) }

        private func delete(_ query: KeychainQuery) async throws(LitError) {
            try await status("removed") {
                let status = SecItemDelete(query.dictionary)
                return status == errSecItemNotFound ? errSecSuccess : status
            }
        }

        private func read(_ query: KeychainQuery) async throws(LitError) -> [StoredSession] {
            let (status, contents) = await FileThread.run { query.contents() }
            guard status != errSecItemNotFound else { return [] }
            guard status == errSecSuccess else { throw failure("read", status) }
            var sessions: [StoredSession] = []
            for data in contents {
                let text = String(decoding: data, as: UTF8.self)
                let session = try LitError.whole { () throws(LitError) in try StoredSession(secretText: text)
                }
                if let session { sessions.append(session) }
            }
            return sessions
        }

        private func status(
            _ what: String, _ work: @escaping @Sendable () -> OSStatus
        ) async throws(LitError) {
            let status = await FileThread.run(work)
            guard status == errSecSuccess else { throw failure(what, status) }
        }

        private func failure(_ what: String, _ status: OSStatus) -> LitError {
            let reason = SecCopyErrorMessageString(status, nil).map { "\($0)" } ?? "status \(status)"
            return LitError(
                .sessionStoreFailed, "A session cannot be \(what) in the keychain: \(reason)",
                hint: "Unlock the device, and see that the app may use the keychain.")
        }
    }

    /// What the keychain is asked for.
    private struct KeychainQuery: Sendable {
        let service: String
        /// Nil for all of the service.
        let account: String?

        var values: [String: Any] {
            var values: [String: Any] = [
                kSecClass as String: kSecClassGenericPassword, kSecAttrService as String: service,
                kSecUseDataProtectionKeychain as String: true,
            ]
            if let account { values[kSecAttrAccount as String] = account }
            return values
        }

        var dictionary: CFDictionary { values as CFDictionary }

        func contents() -> (OSStatus, [Data]) {
            var query = values
            query[kSecReturnData as String] = true
            query[kSecMatchLimit as String] = account == nil ? kSecMatchLimitAll : kSecMatchLimitOne
            var found: CFTypeRef?
            let status = SecItemCopyMatching(query as CFDictionary, &found)
            return (status, found as? [Data] ?? (found as? Data).map { [$0] } ?? [])
        }
    }
#endif
