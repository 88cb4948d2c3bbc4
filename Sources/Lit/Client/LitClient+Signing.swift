internal import Ethereum
public import LitContracts
public import Primitives
public import Secp256k1

extension LitClient {
    /// Signs a digest with a PKP's key: a threshold of nodes together, none of which has the key.
    ///
    /// For messages, typed data and transactions see ``account(_:session:)``, which hashes them as wallets do.
    /// - Parameters:
    ///   - digest: what is signed, as it is.
    ///   - pkp: whose key signs; the session's user must have a scope that covers it.
    ///   - session: has to allow signing with the PKP.
    ///   - timeout: how long to try; ``Configuration/requestTimeout`` unless given.
    /// - Returns: with low s; recovers to the PKP's key.
    /// - Throws: ``LitError``, such as `sessionLacksPermission` before anything is sent, or `notAuthorized`.
    public func sign(
        _ digest: Bytes32, with pkp: PKP, session: Session, timeout: Duration? = nil
    ) async throws(LitError) -> Signature {
        let context = try context("sign", timeout: timeout)
        let key = try Self.publicKey(of: pkp)
        let credential = try await session.credential(for: [.sign(with: pkp)], context)
        return try await driver.sign(digest, with: key, as: .session(credential), context)
    }

    /// Signs a digest with a PKP's key; otherwise as ``sign(_:with:session:timeout:)-(Bytes32,_,_,_)``.
    ///
    /// - Throws: ``LitError`` with `invalidArgument` unless these are 32 bytes.
    public func sign(
        _ digest: [UInt8], with pkp: PKP, session: Session, timeout: Duration? = nil
    ) async throws(LitError) -> Signature {
        guard let bytes = Bytes32(digest) else { throw Self.notADigest(digest.count) }
        return try await sign(bytes, with: pkp, session: session, timeout: timeout)
    }

    static func notADigest(_ count: Int) -> LitError {
        LitError(
            .invalidArgument, "A digest of 32 bytes is signed, and these are \(count) bytes.",
            hint: """
                Hash the data first: PersonalMessage.hash(text) for a message that wallets sign (EIP-191), \
                Keccak256.hash(bytes) for anything else. lit.account(pkp, session: session) signs messages, \
                typed data and transactions and hashes them itself.
                """, context: .init(operation: "sign"))
    }

    private static func publicKey(of pkp: PKP) throws(LitError) -> PublicKey {
        do { return try PublicKey(pkp.publicKey) } catch {
            throw LitError(
                .invalidArgument, "The PKP's public key is no point of secp256k1.",
                hint: "Read the PKP from the contract: lit.contracts.pkp(tokenID).",
                context: .init(operation: "sign"), cause: error)
        }
    }
}
