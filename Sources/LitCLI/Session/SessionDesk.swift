import Ethereum
import EthereumRPC
import Foundation
import Lit
import Primitives

/// Finds a session that was kept, or makes one that ends with the command.
struct SessionDesk {
    let lit: LitClient

    init(_ lit: LitClient) { self.lit = lit }

    /// A session of the account that allows all of this: one that `lit session create` has kept, or else a new one,
    /// for which the signer signs.
    func session(
        for signer: any EthereumSigner, allowing permissions: [SessionPermission]
    ) async throws -> Session {
        try await lit.session(
            for: signer, allowing: permissions, lasting: .minutes(10),
            options: SessionOptions(store: ReadingStore()))
    }

    /// Where sessions are kept.
    static var store: FileSessionStore { .files(in: UserFolder.sessions) }
}

/// Gives what was kept, and keeps nothing: that is what `lit session create` is for.
private struct ReadingStore: SessionStore {
    /// None where no session was ever kept.
    private let kept: FileSessionStore? =
        FileManager.default.fileExists(atPath: UserFolder.sessions) ? SessionDesk.store : nil

    func save(_ session: StoredSession) async throws(LitError) {}

    func session(_ id: StoredSession.ID) async throws(LitError) -> StoredSession? {
        try await kept?.session(id)
    }

    func all() async throws(LitError) -> [StoredSession] { try await kept?.all() ?? [] }
    func remove(_ id: StoredSession.ID) async throws(LitError) {}
    func removeAll() async throws(LitError) {}
}
