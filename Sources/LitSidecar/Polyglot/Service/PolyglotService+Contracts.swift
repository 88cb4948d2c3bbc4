internal import Ethereum
internal import EthereumRPC
internal import Lit
internal import LitContracts
internal import LitProtocol
internal import Primitives
internal import Synchronization

extension PolyglotService {
    /// Sets the wallet of all callers, by its private key.
    func setAuthToken(_ request: PolyglotRequest) throws(PolyglotFailure) -> JSON {
        try checkClient()
        return try use(request["authToken"])
    }

    /// The same, whatever network is named.
    func newContracts(_ request: PolyglotRequest) throws(PolyglotFailure) -> JSON {
        try use(request["privateKey"])
    }

    /// What is wrong with a key is not quoted: it may be one but for a typing error.
    private func use(_ key: JSON?) throws(PolyglotFailure) -> JSON {
        guard let wallet = try? key?.string.map({ try EthereumWallet(privateKey: $0) }) else {
            throw .thrown(
                "Error", "invalid hexlify value: a private key is 64 hexadecimal digits, with or without 0x")
        }
        state.withLock { state in
            state.wallet = wallet
            state.hasContracts = true
        }
        return Self.success
    }

    /// Mints a PKP that permits an auth method and owns itself, at the wallet's cost.
    func mintWithAuth(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        let (wallet, client) = state.withLock { ($0.hasContracts ? $0.wallet : nil, $0.client) }
        guard let wallet, let client else { throw .tooEarly("LitContractsClient not initialized") }
        let (type, token) = try Self.method(request.raw("authMethod"))
        let scopes = try Self.scopes(request.raw("scopes"))
        let id = try Self.id(type, token)
        let contracts = client.contracts.connected(
            to: EthereumAccount(signer: wallet, provider: client.contracts.provider))
        let (receipt, pkp): (TransactionReceipt, PKP)
        do throws(EthereumRPCError) {
            receipt = try await contracts.pkpHelper.mintNextAndAddAuthMethods(
                types: [AuthMethodType(rawValue: UInt256(type))], ids: [id], publicKeys: [[]],
                scopes: [scopes], permitsItself: true, ownsItself: true,
                value: try await contracts.pkpNFT.mintCost()
            ).receipt(deadline: .now + .seconds(120))
            pkp = try PKP(receipt)
        } catch {
            throw .thrown("TransactionError", error.description)
        }
        return [
            "pkp": [
                "tokenId": .string(pkp.tokenID.bytes32.prefixedHex), "publicKey": .string(pkp.publicKey.hex),
                "ethAddress": .string(pkp.address.checksummed),
            ], "tx": ReceiptJSON.receipt(receipt),
        ]
    }

    // MARK: Parts

    private static func method(_ json: JSON?) throws(PolyglotFailure) -> (type: UInt32, token: String) {
        guard let json, !json.isNull else { throw .noMember("authMethodType", of: json) }
        guard let type = json["authMethodType"], type.isTruthy else {
            throw .thrown("ParamsMissingError", "authMethodType is required")
        }
        guard let token = json["accessToken"], token.isTruthy else {
            throw .thrown("ParamsMissingError", "accessToken is required")
        }
        guard let number = type.number?.integer(as: UInt32.self) else { throw unsupported(type) }
        // The published clients make a text of an object; others need not.
        return (number, token.string ?? token.text)
    }

    private static func unsupported(_ type: JSON) -> PolyglotFailure {
        .thrown("InvalidArgumentException", "Unsupported auth method type: \(type.string ?? type.text)")
    }

    /// Numbers, or texts of decimal or `0x` digits.
    private static func scopes(_ json: JSON?) throws(PolyglotFailure) -> [Scope] {
        guard let json, !json.isNull else { throw .noMember("length", of: json) }
        guard let list = json.array, !list.isEmpty else {
            throw .thrown("InvalidArgumentException", "❌ Permission scopes are required!\n" + scopeList)
        }
        var scopes: [Scope] = []
        for scope in list {
            guard let number = UInt256(scope.string ?? scope.text) else {
                throw .thrown("Error", "invalid BigNumber string: \(scope.text)")
            }
            scopes.append(Scope(rawValue: number))
        }
        return scopes
    }

    private static let scopeList =
        "[0] No Permissions\n[1] Sign Anything\n[2] Only Sign Messages\nRead more here:\n"
        + "https://developer.litprotocol.com/v3/sdk/wallets/auth-methods/#auth-method-scopes\n      "

    /// Under which contracts know the bearer of a token.
    private static func id(_ type: UInt32, _ token: String) throws(PolyglotFailure) -> [UInt8] {
        switch type {
        case AuthMethodProof.walletType:
            guard let json = try? JSON(parsing: token) else {
                throw .thrown("InvalidArgumentException", "Unable to parse access token as JSON object")
            }
            guard json["address"]?.isTruthy == true else {
                throw .thrown("NoWalletException", "No address found in access token")
            }
        // That would be a question to the service.
        case 4: throw .thrown("NetworkError", "Unable to verify Discord account")
        case 3, 6, 9...13: break
        default: throw unsupported(.number(.init(type)))
        }
        do { return try AuthMethodProof(type: type, accessToken: token).contractID().bytes } catch {
            throw .thrown("InvalidArgumentException", error.description)
        }
    }
}
