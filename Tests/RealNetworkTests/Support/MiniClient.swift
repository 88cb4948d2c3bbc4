import Ethereum
import Foundation
import HTTPTransport
import LitContracts
import NetworkTestSupport
import LitProtocol
import Primitives
import Secp256k1

/// As little of a client as it takes to have a digest signed, and to see what each node says.
struct MiniClient: Sendable {
    let network: RealNetwork
    let wallet: PrivateKey
    let session: [String: AuthSig]

    /// With a session of the wallet's that may sign and run actions.
    init(_ network: RealNetwork, wallet: PrivateKey) throws {
        self.network = network
        self.wallet = wallet
        let requests = [
            ResourceAbilityRequest(.pkpSigning, on: .any(.pkp)),
            ResourceAbilityRequest(.actionExecution, on: .any(.action)),
        ]
        let (key, now) = (SessionKey(), Timestamp.now())
        let end = now + .seconds(600)
        let message = try SIWEMessage(
            SIWEMessage.Fields(
                domain: "localhost", address: Address(wallet.publicKey), uri: key.uri, chainID: UInt256(1),
                nonce: "abcdefgh1234", issuedAt: SIWETimestamp(now), expirationTime: SIWETimestamp(end))
        ).adding(ReCap(requests))
        let capability = AuthSig(
            sig: try wallet.sign(message.hash).recoverable().prefixedHex,
            derivedVia: AuthSig.walletDerivation,
            signedMessage: message.text, address: "\(Address(wallet.publicKey))")
        session = try Dictionary(
            uniqueKeysWithValues: network.nodes.map { node in
                let grant = SessionGrant(
                    sessionKey: key.publicKeyHex, requests: requests, capabilities: [capability],
                    issuedAt: now.rfc3339(), expiration: end.rfc3339(), nodeAddress: node.url)
                return (node.url, try grant.signed(with: key))
            })
    }

    /// What a node says to one request; nil from one that cannot be reached.
    struct Answer: Sendable {
        var url: String
        var status: Int
        var body: JSON
    }

    /// Has all nodes sign, and gives what each says.
    func ask(
        _ digest: Bytes32, pkp: PKP, requestID: String = UUID().uuidString, timeout: Duration = .seconds(30)
    ) async -> [Answer] {
        await withTaskGroup(of: Answer?.self) { group in
            for node in network.nodes {
                group.addTask {
                    let body: JSON = [
                        "toSign": .array(digest.bytes.map { .number(.init($0)) }),
                        "pubkey": .string("0x" + pkp.publicKey.hex),
                        "authSig": session[node.url]?.json ?? .null,
                        "epoch": 0,
                    ]
                    return try? await post(
                        node.url, "/web/pkp/sign/v1", body, requestID: "lit_" + requestID, timeout: timeout)
                }
            }
            var answers: [Answer] = []
            for await answer in group { if let answer { answers.append(answer) } }
            return answers
        }
    }

    func post(
        _ url: String, _ path: String, _ body: JSON, requestID: String, timeout: Duration = .seconds(30)
    ) async throws -> Answer {
        var request = try HTTPRequest(
            .post, url: url + path, body: Array(body.text.utf8), deadline: .timeout(timeout), id: requestID)
        request.headers["Content-Type"] = "application/json"
        let response = try await network.transport.send(request)
        return Answer(url: url, status: response.status, body: try JSON(parsing: response.body))
    }

    /// The sum of the signers' shares, as the JavaScript SDK takes it; it has to be the key's signature.
    ///
    /// The verified signature that nodes add has to be the same.
    func signature(_ answers: [Answer], digest: Bytes32, pkp: PKP) throws -> Signature {
        var (bigR, shares, verified): ([UInt8], [[UInt8]], Set<String>) = ([], [], [])
        for answer in answers {
            guard answer.status == 200, let share = answer.body["signatureShare"] else {
                throw RealNetwork.Failure(description: "\(answer.url): \(answer.status) \(answer.body.text)")
            }
            if let signature = share["verifiedSignature"] { verified.insert(signature.text) }
            func hex(_ name: String) throws -> [UInt8] {
                try Hex.decode((share[name]?.string ?? "").filter { $0 != "\"" })
            }
            guard share["signature_share"]?.string?.isEmpty == false else { continue }
            bigR = try hex("big_r")
            shares.append(try hex("signature_share"))
        }
        guard shares.count == network.threshold else {
            throw RealNetwork.Failure(description: "\(shares.count) shares: \(answers.map(\.body.text))")
        }
        let signature = try SignatureCombination.combine(
            bigR: bigR, shares: shares, digest: digest.bytes, publicKey: PublicKey(pkp.publicKey))
        let expected: JSON = [
            "r": .string(signature.r.bytes32.hex), "s": .string(signature.s.bytes32.hex),
            "recid": .number(.init(signature.recoveryID)),
        ]
        guard verified == [expected.text] else {
            throw RealNetwork.Failure(
                description: "nodes have verified \(verified), the sum is \(expected.text)")
        }
        return signature
    }

    /// Has a digest signed.
    func sign(_ digest: Bytes32, pkp: PKP) async throws -> Signature {
        let answers = await ask(digest, pkp: pkp)
        guard answers.count == network.nodes.count else {
            throw RealNetwork.Failure(description: "\(answers.count) nodes have answered")
        }
        return try signature(answers, digest: digest, pkp: pkp)
    }
}
