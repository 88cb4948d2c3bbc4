import Synchronization
import Secp256k1
import LitContracts
import KeyService
import Ethereum
import Foundation
import LitNode
import LitProtocol
import Primitives

/// A wallet's session for the recorded node, which tests change before it is signed.
struct SessionPlan {
    let wallet: EthereumWallet
    let key = SessionKey()
    var requests: [ResourceAbilityRequest]
    var granted: [ResourceAbilityRequest]
    var now = NodeRecordings.clock
    var node = NodeRecordings.node
    var expiration = NodeRecordings.clock + .seconds(600)

    init(
        _ requests: [ResourceAbilityRequest] = [
            .init(.pkpSigning, on: .any(.pkp)), .init(.actionExecution, on: .any(.action)),
            .init(.accessControlConditionDecryption, on: .any(.accessControlCondition)),
            .init(.accessControlConditionSigning, on: .any(.accessControlCondition)),
        ]
    ) throws {
        let text = try NodeRecordings.file("keys")["eoa"]?["privateKey"]?.string ?? ""
        wallet = try EthereumWallet(privateKey: text)
        self.requests = requests
        granted = requests
    }

    /// The wallet's message to the session.
    func capability() throws -> AuthSig {
        let message = try SIWEMessage.granting(
            granted, to: key.uri, by: wallet.address, nonce: "abcdefgh1234", now: now,
            expiration: SIWETimestamp(expiration))
        return try AuthSig(signing: message, with: wallet)
    }

    func grant() throws -> SessionGrant {
        SessionGrant(
            sessionKey: key.publicKeyHex, requests: requests, capabilities: [try capability()],
            issuedAt: now.rfc3339(), expiration: expiration.rfc3339(), nodeAddress: node)
    }

    func authSig() throws -> AuthSig { try grant().signed(with: key) }
}

/// Bodies of good requests, to be changed.
enum GoodBody {
    static func pkpSign(_ session: AuthSig) throws -> JSON {
        let key = try NodeRecordings.pkpKeys()[0].publicKey.uncompressed
        return PKPSignRequest(
            toSign: Array(repeating: 7, count: 32), publicKey: key.prefixedHex, authSig: session, epoch: 5
        ).json
    }

    static func execute(_ session: AuthSig, code: String = "1 + 1") -> JSON {
        let parameters: JSON = ["n": 1]
        return ExecuteRequest(code: code, parameters: parameters.object, authSig: session, epoch: 5).json
    }

    static func conditions(for address: Address) throws -> AccessConditions {
        try AccessConditions(
            form: .evmBasic,
            [
                [
                    "contractAddress": "", "standardContractType": "", "chain": "ethereum", "method": "",
                    "parameters": [":userAddress"],
                    "returnValueTest": ["comparator": "=", "value": .string(address.checksummed)],
                ]
            ])
    }

    static func decryption(_ session: AuthSig, for address: Address) throws -> JSON {
        EncryptionSignRequest(
            conditions: try conditions(for: address), chain: "ethereum",
            dataHash: SHA2.sha256(Array("secret".utf8)), authSig: session, epoch: 5
        ).json
    }

    static func token(_ session: AuthSig, for address: Address) throws -> JSON {
        let now = UInt64(NodeRecordings.clock.seconds)
        return AccessControlSigningRequest(
            conditions: try conditions(for: address), chain: "ethereum", authSig: session, issuedAt: now,
            expiration: now + 3_600, epoch: 5
        ).json
    }

    /// Every endpoint that takes a session, in every form, with a body that is good for it.
    static func withSession(_ plan: SessionPlan) throws -> [(path: String, body: JSON)] {
        let session = try plan.authSig()
        let bodies: [(DatilEndpoint, JSON)] = [
            (.pkpSign, try pkpSign(session)), (.execute, execute(session)),
            (.encryptionSign, try decryption(session, for: plan.wallet.address)),
            (.accessControlSigning, try token(session, for: plan.wallet.address)),
        ]
        return bodies.flatMap { endpoint, body in endpoint.servedPaths.map { ($0, body) } }
    }
}

extension JSON {
    /// With another value for a member, or without it.
    func with(_ name: String, _ value: JSON?) -> JSON {
        guard var object else { return self }
        object[name] = value
        return .object(object)
    }

    /// The names of the members of all objects in it, in their order.
    var shape: String {
        switch self {
        case .object(let object):
            "{" + object.map { "\($0.name):\($0.value.shape)" }.joined(separator: ",") + "}"
        case .array(let array): "[" + (array.first?.shape ?? "") + "]"
        case .string: "s"
        case .number: "n"
        case .bool: "b"
        case .null: "0"
        }
    }
}
