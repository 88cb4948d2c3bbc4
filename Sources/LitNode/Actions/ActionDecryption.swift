internal import ActionProtocol
internal import ActionRuntime
internal import Primitives
internal import ThresholdBLS

/// Something that an action has decrypted: what is needed to open it once enough shares are there.
struct ActionDecryption: Sendable {
    let identity: DecryptionIdentity
    private let ciphertext: TimeLockCiphertext
    private let key: BLSPublicKey
    private let threshold: Int

    init(
        _ request: DecryptionRequest, conditionsHash: Bytes32, key: BLSPublicKey, threshold: Int
    ) throws(OperationFailure) {
        guard let dataHash = try? Bytes32(hex: request.dataToEncryptHash) else {
            throw OperationFailure(message: "dataToEncryptHash must be 32 bytes in hexadecimal digits.")
        }
        identity = DecryptionIdentity(conditionsHash: conditionsHash, dataHash: dataHash)
        do throws(TimeLockError) {
            ciphertext = try TimeLockCiphertext(base64: request.ciphertext)
        } catch {
            throw OperationFailure(message: "\(error)")
        }
        self.key = key
        self.threshold = threshold
    }

    /// The plaintext, by a signature that is verified, and only if it is what its hash says.
    func plaintext(_ shares: [BLSSignatureShare]) throws(OperationFailure) -> [UInt8] {
        let signature: BLSSignature
        do throws(ThresholdBLSError) {
            signature = try key.combine(shares, threshold: threshold, identity.bytes).signature
        } catch {
            throw OperationFailure(message: "Not enough nodes agreed to decrypt in time: \(error)")
        }
        let plaintext: [UInt8]
        do throws(TimeLockError) { plaintext = try ciphertext.decrypt(with: signature) } catch {
            throw OperationFailure(message: "\(error)")
        }
        guard SHA2.sha256(plaintext) == identity.dataHash else {
            throw OperationFailure(message: "What was decrypted is not what dataToEncryptHash says.")
        }
        return plaintext
    }
}
