import Ethereum
import LitProtocol
import Primitives
import Secp256k1
import TestSupport
import ThresholdBLS

/// A wallet, a network's key and a session key, to make sessions and delegations with.
struct SessionPlay {
    let wallet: EthereumWallet
    let network: BLSDealer
    let key = SessionKey()
    let now: Timestamp

    init(seed: UInt64 = 1) throws {
        wallet = EthereumWallet(
            privateKey: try PrivateKey(Array(repeating: UInt8(seed & 0x7f) + 1, count: 32)))
        var generator = SplitMix64(seed: seed)
        network = try BLSDealer(BLSThreshold(2, of: 3), using: &generator)
        now = try Timestamp(rfc3339: "2026-01-15T12:00:00.000Z")
    }

    var networkKey: BLSPublicKey { network.commitments.publicKey }

    func message(
        _ recap: ReCap?, from address: Address? = nil, _ change: (inout SIWEMessage.Fields) -> Void = { _ in }
    ) throws -> SIWEMessage {
        let plain = try SIWEMessage(
            SIWEMessage.Fields(
                domain: "localhost", address: address ?? wallet.address, uri: key.uri, chainID: UInt256(1),
                nonce: "abcdefgh1234", issuedAt: SIWETimestamp(now),
                expirationTime: SIWETimestamp(now + .seconds(600))))
        return try (recap.map { try plain.adding($0) } ?? plain).changing(change)
    }

    /// Signed by the wallet, or by another.
    func walletSig(_ message: SIWEMessage, by signer: EthereumWallet? = nil) throws -> AuthSig {
        let signature = try (signer ?? wallet).privateKey.sign(message.hash)
        return AuthSig(
            sig: signature.recoverable().prefixedHex, derivedVia: AuthSig.walletDerivation,
            signedMessage: message.text, address: message.address.checksummed)
    }

    /// Signed by the network, as for a PKP.
    func networkSig(_ message: SIWEMessage) throws -> AuthSig {
        let hash = SessionMessage.hash(message.text)
        let signature = try BLSSignature(combining: network.shares.map { try $0.sign(hash.bytes) })
        let json = SessionAuthSig(
            signedMessage: message.text, signature: signature, address: message.address.checksummed
        ).json
        return try AuthSig(json)
    }

    static func signing() throws -> ReCap { try ReCap([ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))]) }

    /// What nodes add for a PKP.
    static func resolved(_ context: JSON) throws -> ReCap {
        var recap = try signing()
        try recap.grant(
            ReCap.Ability("Auth/Auth"), on: LitResource.any(.resolvedAuthContext).key,
            restriction: ["auth_context": context])
        return recap
    }

    /// The session that these capabilities allow.
    func session(_ capabilities: [AuthSig]) throws -> VerifiedSession {
        let grant = SessionGrant(
            sessionKey: key.publicKeyHex, requests: [ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))],
            capabilities: capabilities, issuedAt: now.rfc3339(),
            expiration: (now + .seconds(600)).rfc3339(), nodeAddress: "http://127.0.0.1:7470")
        let verifier = SessionVerifier(
            nodeAddress: NodeAddress("http://127.0.0.1:7470"), networkKey: networkKey, now: now)
        return try verifier.verify(grant.signed(with: key), for: .pkpSigning, on: .pkp(UInt256(5)))
    }
}
