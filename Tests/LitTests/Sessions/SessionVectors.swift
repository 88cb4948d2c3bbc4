import Ethereum
import Foundation
import Lit
import LitContracts
import LitProtocol
import Primitives
import Secp256k1
import ThresholdBLS

/// What the JavaScript SDK sent and computed, recorded: Tests/Vectors/transcripts.
enum SessionVectors {
    /// The moment of all recordings.
    static func clock() throws -> Timestamp { try Timestamp(rfc3339: "2026-01-15T12:00:00.000Z") }

    static func file(_ name: String) throws -> JSON {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = tests.appending(path: "Vectors/transcripts/\(name).json")
        return try JSON(parsing: [UInt8](Data(contentsOf: file)))
    }

    static func wallet(_ name: String) throws -> EthereumWallet {
        try EthereumWallet(privateKey: file("keys")[name]?["privateKey"]?.string ?? "")
    }

    static func sessionKey(_ name: String) throws -> (json: JSON, key: SessionKey) {
        let json = try file("keys")["sessionKeys"]?[name] ?? .null
        guard let key = SessionKey(secretKey: json["secretKey"]?.string ?? "") else { throw Missing() }
        return (json, key)
    }

    static func pkp(_ index: Int) throws -> PKP {
        let keys = try file("keys")["network"]?["pkpPrivateKeys"]?.array ?? []
        guard keys.indices.contains(index) else { throw Missing() }
        let key = try PrivateKey(Hex.decode(keys[index].string ?? "", count: 32)).publicKey
        guard let pkp = PKP(publicKey: key.uncompressed) else { throw Missing() }
        return pkp
    }

    /// The grant of the first request to a node in a recording.
    static func grant(_ scenario: String) throws -> SessionGrant {
        for request in try file(scenario)["nodeRequests"]?.array ?? [] {
            let body = try JSON(parsing: request["bodyText"]?.string ?? "")
            if let text = body["authSig"]?["signedMessage"]?.string { return try SessionGrant(parsing: text) }
        }
        throw Missing()
    }

    static func nonce() throws -> String {
        try file("keys")["network"]?["latestBlockhash"]?.string ?? ""
    }

    struct Missing: Error {}
}

/// The network of the recordings, as far as it signs: two of its three shares.
struct RecordedNetwork: Sendable {
    let key: BLSPublicKey
    private let shares: [BLSKeyShare]

    init() throws {
        let network = try SessionVectors.file("keys")["network"]
        key = try BLSPublicKey(hex: network?["blsPublicKey"]?.string ?? "")
        shares = try (network?["nodes"]?.array ?? []).prefix(2).map { node in
            try BLSKeyShare(
                identifier: UInt8(node["shamirX"]?.int ?? 0),
                secret: Secret(copying: Hex.decode(node["blsShare"]?.string ?? "", count: 32)))
        }
    }

    /// What nodes do with a message that they have checked: complete and sign it.
    func allow(_ order: SessionKeyOrder, address: Address, now: Timestamp) throws -> AuthSig {
        let message = try SessionKeyMessage(parsing: order.message)
        try message.check(sessionKey: order.sessionURI, now: now)
        try message.check(address: address)
        let completed = try message.completed(for: address, context: ["authMethodContexts": []])
        return try sign(completed.text, address: address)
    }

    func sign(_ text: String, address: Address) throws -> AuthSig {
        let hash = SessionMessage.hash(text).bytes
        let signature = try BLSSignature(combining: shares.map { try $0.sign(hash) })
        return try AuthSig(
            SessionAuthSig(signedMessage: text, signature: signature, address: address.checksummed).json)
    }
}
