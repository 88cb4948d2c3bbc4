internal import LitProtocol
internal import Primitives

extension LitClient {
    /// Has every node confirm that a key belongs to whom an auth method names, before that key is minted.
    ///
    /// ```swift
    /// let key = try await lit.claim(.google(idToken: token))
    /// print(key.address)                                         // may be paid already
    /// let pkp = try await lit.contracts.mintPKP(claiming: key)
    /// ```
    /// The same auth method always has the same key, on this network.
    /// - Parameters:
    ///   - proof: who asks.
    ///   - timeout: how long to try; ``Configuration/requestTimeout`` unless given.
    /// - Throws: ``LitError``, with `authMethodRefused` if nodes do not believe the proof.
    public func claim(_ proof: AuthProof, timeout: Duration? = nil) async throws(LitError) -> ClaimedKey {
        let context = try context("claim", timeout: timeout)
        let nonce = try await driver.latestBlockhash(context)
        return ClaimedKey(
            try await driver.claim(try await proof.proof(nonce: nonce, now: .now()), context))
    }
}
