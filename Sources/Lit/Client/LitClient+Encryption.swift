package import LitProtocol
package import Primitives
package import ThresholdBLS

/// Data that the network decrypts for whom access conditions name.
package struct EncryptedData: Hashable, Sendable {
    package var ciphertext: TimeLockCiphertext
    /// SHA-256 of the plaintext.
    package var dataHash: Bytes32

    /// From its parts.
    package init(ciphertext: TimeLockCiphertext, dataHash: Bytes32) {
        self.ciphertext = ciphertext
        self.dataHash = dataHash
    }
}

extension LitClient {
    /// Encrypts data so that the network's signature opens it, which nodes give where conditions hold. Nothing is
    /// sent.
    ///
    /// - Throws: ``LitError`` with `invalidAnswer` if the network's key is none, or with `disconnected`.
    package func encrypt(
        _ data: [UInt8], under conditions: AccessConditions
    ) throws(LitError) -> EncryptedData {
        let context = try context("encrypt", timeout: nil)
        let key: BLSPublicKey
        do { key = try BLSPublicKey(network.networkKey) } catch {
            throw LitError(
                .invalidAnswer, "The network's key is no key: \(error)", context: context.errorContext)
        }
        let hash = SHA2.sha256(data)
        let identity = DecryptionIdentity(conditionsHash: conditions.hash, dataHash: hash)
        return EncryptedData(ciphertext: key.encrypt(data, to: identity.bytes), dataHash: hash)
    }

    /// Has nodes check the conditions, and opens the ciphertext with what they sign.
    ///
    /// - Parameters:
    ///   - conditions: under which it was encrypted.
    ///   - chain: the one that an auth sig without a family is for.
    /// - Throws: ``LitError``, with `invalidArgument` if the ciphertext does not belong to conditions and hash.
    package func decrypt(
        _ data: EncryptedData, under conditions: AccessConditions, chain: String?, as proof: SessionProof,
        timeout: Duration? = nil
    ) async throws(LitError) -> [UInt8] {
        let context = try context("decrypt", timeout: timeout)
        let order = DecryptionOrder(conditions: conditions, chain: chain, dataHash: data.dataHash)
        let key = try await driver.decryptionKey(order, as: proof, context)
        let plaintext: [UInt8]
        do { plaintext = try data.ciphertext.decrypt(with: key) } catch {
            throw LitError(
                .invalidArgument, "The ciphertext does not open: \(error)",
                hint: "Give the conditions and the hash that it was encrypted with, on the same network.",
                context: context.errorContext, cause: error)
        }
        guard SHA2.sha256(plaintext) == data.dataHash else {
            throw LitError(
                .invalidArgument, "The ciphertext opens, but to other data than its hash says.",
                hint: "Do not trust whoever gave it.", context: context.errorContext)
        }
        return plaintext
    }
}
