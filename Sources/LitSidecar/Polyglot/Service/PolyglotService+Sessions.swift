internal import Ethereum
internal import Lit
internal import LitProtocol
internal import Primitives
internal import Secp256k1

extension PolyglotService {
    private static let notReady =
        "LitNodeClient is not ready.  Please call await litNodeClient.connect() first."

    /// A session of the wallet, as what its key signs for each node. The key is forgotten.
    ///
    /// The original keeps the wallet's signature, and gives it to whoever asks next, whatever wallet is set
    /// by then. Here each session is signed for by the wallet of the moment.
    func sessionSigs(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        try checkClient()
        let wallet = try wallet("Ethers wallet not initialized - Please set a Lit auth token.")
        let requests = try GrantRequests.read(request.raw("resourceAbilityRequests"))
        let client = try client(Self.notReady)
        let key = surroundings.makeKey()
        let now = surroundings.now()
        let end = try Self.time(
            request.truthy("expiration") ?? .string((now + .seconds(86_400)).rfc3339()))
        let nonce = try await calling { () async throws(LitError) in try await client.latestBlockhash() }
        let approval = try Self.signed(
            try Self.message(requests, to: key.uri, by: wallet.address, nonce, now, end), by: wallet)
        var signatures = JSON.Object()
        for node in client.network.nodes {
            let grant = SessionGrant(
                sessionKey: key.publicKeyHex, requests: requests, capabilities: [approval],
                issuedAt: now.rfc3339(), expiration: end.text, nodeAddress: node)
            do { signatures[node] = try grant.signed(with: key).json } catch {
                throw .thrown("Error", "The session key cannot sign: \(error)")
            }
        }
        return ["success": true, "sessionSigs": .object(signatures)]
    }

    /// A message that grants what is asked for, for a wallet to sign.
    func createSiweMessage(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        try checkClient()
        let requests = try GrantRequests.read(request.raw("resources"))
        let client = try client(Self.notReady)
        let nonce = try await calling { () async throws(LitError) in try await client.latestBlockhash() }
        guard let text = request.truthy("walletAddress") else {
            throw .thrown("Error", "walletAddress is required")
        }
        let address: Address
        do { address = try Address(text.string ?? text.text, checksumRequired: true) } catch {
            throw .thrown("SiweError", "Invalid address: \(error)")
        }
        var end: SIWETimestamp?
        if let given = request["expiration"] { end = try Self.time(given) }
        let message = try Self.message(
            requests, to: request["uri"]?.string ?? "https://localhost/login", by: address, nonce,
            surroundings.now(), end)
        return ["success": true, "siweMessage": .string(message.text)]
    }

    /// The wallet's signature of a text.
    func generateAuthSig(_ request: PolyglotRequest) throws(PolyglotFailure) -> JSON {
        let wallet = try wallet("Ethers wallet not initialized")
        guard let text = request["toSign"]?.string else {
            throw .thrown("Error", "toSign is the text to be signed, and it is missing")
        }
        return ["success": true, "authSig": try Self.signed(text, by: wallet).json]
    }

    // MARK: Parts

    private static func time(_ json: JSON) throws(PolyglotFailure) -> SIWETimestamp {
        do { return try SIWETimestamp(json.string ?? json.text) } catch {
            throw .thrown("TypeError", "The expiration is no time of ISO 8601: \(error)")
        }
    }

    private static func message(
        _ requests: [ResourceAbilityRequest], to uri: String, by address: Address, _ nonce: String,
        _ now: Timestamp, _ end: SIWETimestamp?
    ) throws(PolyglotFailure) -> SIWEMessage {
        do {
            return try .granting(requests, to: uri, by: address, nonce: nonce, now: now, expiration: end)
        } catch {
            throw .thrown("SiweError", "\(error)")
        }
    }

    private static func signed(
        _ message: SIWEMessage, by wallet: EthereumWallet
    ) throws(PolyglotFailure) -> AuthSig { try signed(message.text, by: wallet) }

    private static func signed(
        _ text: String, by wallet: EthereumWallet
    ) throws(PolyglotFailure) -> AuthSig {
        do {
            return AuthSig(
                sig: try wallet.sign(message: text).recoverable().prefixedHex,
                derivedVia: AuthSig.walletDerivation, signedMessage: text,
                address: wallet.address.checksummed)
        } catch {
            throw .thrown("Error", "The wallet cannot sign: \(error)")
        }
    }
}
