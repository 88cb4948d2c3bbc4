package import ActionProtocol
package import ActionRuntime
internal import KeyService
internal import LitProtocol
package import Primitives
internal import ThresholdBLS

extension NodeActionHost {
    package func checkConditions(
        _ request: ConditionsRequest, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        try await failing { () async throws(NodeError) in
            try await services.conditions.hold(request, in: context)
        }
    }

    package func encrypt(
        _ plaintext: [UInt8], under conditions: JSON, in context: OperationContext
    ) async throws(OperationFailure) -> EncryptedData {
        let key = try networkKey()
        let hash = try await failing { () async throws(NodeError) in try services.conditions.hash(conditions)
        }
        let identity = DecryptionIdentity(conditionsHash: hash, data: plaintext)
        return EncryptedData(
            ciphertext: key.encrypt(plaintext, to: identity.bytes).base64,
            dataToEncryptHash: identity.dataHash.hex)
    }

    package func decryptAndCombine(
        _ request: DecryptionRequest, in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8] {
        let decryption = try await decryption(request)
        return try decryption.plaintext(try await shares(for: decryption.identity, in: context))
    }

    package func decryptToSingleNode(
        _ request: DecryptionRequest, in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8]? {
        let decryption = try await decryption(request)
        let shares = try await shares(for: decryption.identity, in: context)
        return try await isLeader(in: context) ? try decryption.plaintext(shares) : nil
    }

    private func decryption(_ request: DecryptionRequest) async throws(OperationFailure) -> ActionDecryption {
        let hash = try await failing { () async throws(NodeError) in
            try services.conditions.hash(request.conditions)
        }
        return try ActionDecryption(
            request, conditionsHash: hash, key: try networkKey(), threshold: try epoch().threshold)
    }

    /// The nodes' shares of the key that opens what is encrypted to the identity.
    ///
    /// A node gives its own share only in an operation whose conditions it has found to hold, and to its
    /// peers alone.
    private func shares(
        for identity: DecryptionIdentity, in context: OperationContext
    ) async throws(OperationFailure) -> [BLSSignatureShare] {
        let mine: BLSSignatureShare
        do throws(KeyServiceError) {
            mine = try services.keys.blsShare(of: identity.bytes, epoch: nil)
        } catch {
            throw OperationFailure(error)
        }
        let name = exchangeName("decrypt", identity.text, in: context)
        return try await exchange(mine.bytes, named: name, in: context).compactMap { place, bytes in
            // A peer speaks for itself only.
            guard let share = try? BLSSignatureShare(bytes), Int(share.identifier) == place + 1 else {
                return nil
            }
            return share
        }
    }

    private func networkKey() throws(OperationFailure) -> BLSPublicKey {
        guard let keys = services.keys.rootKeys else {
            throw OperationFailure(message: "The network has no key yet. Try again later.")
        }
        return keys.bls
    }
}
