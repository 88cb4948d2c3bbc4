import Ethereum
import LitProtocol
import Primitives
import Secp256k1

/// A wallet, a session key and a grant that is good, to be changed by tests.
struct SessionScene {
    let wallet: PrivateKey
    var key: SessionKey
    var grant: SessionGrant
    var verifier: SessionVerifier
    let now: Timestamp

    init() throws {
        now = try Timestamp(rfc3339: "2026-01-15T12:00:00.000Z")
        wallet = try PrivateKey(Array(repeating: 7, count: 32))
        key = SessionKey()
        verifier = SessionVerifier(
            nodeAddress: NodeAddress("http://127.0.0.1:7470"), networkKey: try Transcripts.networkKey(),
            now: now)
        let request = ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))
        grant = SessionGrant(
            sessionKey: key.publicKeyHex, requests: [request], capabilities: [],
            issuedAt: now.rfc3339(), expiration: (now + .seconds(600)).rfc3339(),
            nodeAddress: "http://127.0.0.1:7470")
        grant.capabilities = [try capability(ReCap([request]))]
    }

    func signed() throws -> AuthSig { try grant.signed(with: key) }

    /// The wallet's sign-in message to the session, with changes.
    func capability(
        _ recap: ReCap, _ change: (inout SIWEMessage.Fields) -> Void = { _ in }
    ) throws -> AuthSig {
        let address = Address(wallet.publicKey)
        let message = try SIWEMessage(
            SIWEMessage.Fields(
                domain: "localhost", address: address, uri: key.uri, chainID: UInt256(1),
                nonce: "abcdefgh1234",
                issuedAt: SIWETimestamp(now), expirationTime: SIWETimestamp(now + .seconds(600))))
        let full = try message.adding(recap).changing(change)
        let signature = try wallet.sign(full.hash)
        return AuthSig(
            sig: signature.recoverable().prefixedHex, derivedVia: AuthSig.walletDerivation,
            signedMessage: full.text, address: "\(address)")
    }
}

/// Everything that can be wrong with a session, and what a node then says.
enum Tampering: CaseIterable {
    case signature, otherKeySigned, keyInMessage, notSession, shortSignature, message
    case noRequest, otherAbility, otherResource, otherKind
    case issuedInFuture, expired, tooLong, badTime, otherNode
    case noCapabilities, otherURI, otherAddress, walletSignature, capabilityExpired, notYetValid
    case capabilityForever, capabilityTooLong, capabilityFromFuture, capabilityOfSession, capabilityOfNetwork
    case capabilityGrantsNothing, capabilityGrantsOther, statementWithoutRecap, contract

    var expected: NodeErrorCode {
        switch self {
        case .signature, .otherKeySigned, .keyInMessage, .message: .invalidAuthSigSessionKeySignature
        case .notSession: .cannotProvideAuthSigForEndpoint
        case .shortSignature: .authSigSignatureConversionError
        case .noRequest, .otherAbility, .otherResource, .otherKind: .resourceIDNotFound
        case .issuedInFuture: .iatOutsideGracePeriod
        case .expired: .expWrongOrTooLarge
        case .tooLong: .siweMessageError
        case .badTime: .timestampConversionError
        case .otherNode: .notAuthorized
        default: .siweCapabilityInvalid
        }
    }

    func apply(to scene: inout SessionScene) throws -> AuthSig {
        let signing = try ReCap([ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))])
        switch self {
        case .signature:
            return try changed(scene) {
                $0.sig = $0.sig.hasPrefix("0") ? "1" + $0.sig.dropFirst() : "0" + $0.sig.dropFirst()
            }
        case .otherKeySigned: return try changed(scene) { $0.address = SessionKey().publicKeyHex }
        case .keyInMessage: scene.grant.sessionKey = SessionKey().publicKeyHex
        case .notSession: return try changed(scene) { $0.algo = nil }
        case .shortSignature: return try changed(scene) { $0.sig.removeLast(2) }
        case .message: return try changed(scene) { $0.signedMessage += " " }
        case .noRequest: scene.grant.requests = []
        case .otherAbility: scene.grant.requests[0].ability = .actionExecution
        case .otherResource: scene.grant.requests[0].resource = .pkp(UInt256(6))
        case .otherKind: scene.grant.requests[0].resource = .any(.action)
        case .issuedInFuture:
            scene.grant.issuedAt = (scene.now + .seconds(61)).rfc3339()
            scene.grant.expiration = (scene.now + .seconds(90)).rfc3339()
        case .expired:
            scene.grant.issuedAt = (scene.now - .seconds(600)).rfc3339()
            scene.grant.expiration = (scene.now - .seconds(61)).rfc3339()
        case .tooLong: scene.grant.expiration = (scene.now + .seconds(30 * 86_400 + 1)).rfc3339()
        case .badTime: scene.grant.expiration = "tomorrow"
        case .otherNode: scene.grant.nodeAddress = "http://127.0.0.1:7471"
        case .noCapabilities: scene.grant.capabilities = []
        case .otherURI:
            scene.grant.capabilities = [try scene.capability(signing) { $0.uri = SessionKey().uri }]
        case .otherAddress: scene.grant.capabilities[0].address = "\(Address.zero)"
        case .walletSignature:
            scene.grant.capabilities[0].sig = "0x" + String(repeating: "11", count: 64) + "1b"
        case .capabilityExpired:
            let end = try SIWETimestamp(scene.now)
            scene.grant.capabilities = [try scene.capability(signing) { $0.expirationTime = end }]
        case .notYetValid:
            let start = try SIWETimestamp(scene.now + .seconds(1))
            scene.grant.capabilities = [try scene.capability(signing) { $0.notBefore = start }]
        case .capabilityForever:
            scene.grant.capabilities = [try scene.capability(signing) { $0.expirationTime = nil }]
        case .capabilityTooLong:
            let end = try SIWETimestamp(scene.now + .seconds(30 * 86_400 + 1))
            scene.grant.capabilities = [try scene.capability(signing) { $0.expirationTime = end }]
        case .capabilityFromFuture:
            let start = try SIWETimestamp(scene.now + .seconds(61))
            scene.grant.capabilities = [try scene.capability(signing) { $0.issuedAt = start }]
        case .capabilityOfSession: scene.grant.capabilities = [try scene.signed()]
        case .capabilityOfNetwork:
            scene.grant.capabilities[0].derivedVia = "lit.bls"
            scene.grant.capabilities[0].algo = "LIT_BLS"
        case .capabilityGrantsNothing:
            scene.grant.capabilities = [try scene.capability(ReCap())]
        case .capabilityGrantsOther:
            let other = try ReCap([ResourceAbilityRequest(.actionExecution, on: .any(.action))])
            scene.grant.capabilities = [try scene.capability(other)]
        case .statementWithoutRecap:
            scene.grant.capabilities = [try scene.capability(signing) { $0.statement = "I sign in." }]
        case .contract: scene.grant.capabilities[0].derivedVia = "EIP1271"
        }
        return try scene.signed()
    }

    private func changed(_ scene: SessionScene, _ change: (inout AuthSig) -> Void) throws -> AuthSig {
        var authSig = try scene.signed()
        change(&authSig)
        return authSig
    }
}
