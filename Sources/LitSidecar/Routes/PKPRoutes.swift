internal import Lit
internal import NIOHTTP1
internal import Primitives
internal import Secp256k1

/// PKPs: minting, finding, permissions, claims.
enum PKPRoutes {
    static let all: [Route] = [
        Route(
            .POST, RouteTable.client + "/pkps", "mintPKP",
            "Mints a PKP that permits somebody, the wallet itself unless said; or the key that a proof has a right to.",
            request: .object(
                .optional("wallet", .address), .optional("authMethod", .authMethod),
                .optional("scopes", .list(.scope)),
                .optional(
                    "ownsItself",
                    .boolean.noted(
                        "Whether the PKP owns itself, so that only who signs with it changes its permissions (true)."
                    )),
                .optional("claim", .proof),
                choices: [[.init("scopes", optional: ["authMethod", "ownsItself"]), .init("claim")]]),
            status: 201, answer: .mintedPKP, isRepeatable: false
        ) { call in try await mint(call) },
        Route(
            .GET, RouteTable.client + "/pkps", "listPKPs",
            "The PKPs that an address owns, or those that permit an auth method.",
            query: [
                .optional("owner", .address, "Whose."),
                .optional("type", .integer(), "The auth method's type; with id."),
                .optional("id", .bytes, "The auth method's id; with type."),
            ],
            answer: .object(.required("pkps", .list(.pkp)))
        ) { call in try await list(call) },
        Route(
            .GET, RouteTable.client + "/pkps/{pkp}", "showPKP", "A PKP, its owner, and whom it permits.",
            answer: .pkpDetails
        ) { call in
            let client = try call.client()
            let pkp = try await client.pkp(call.parameter("pkp"), isVerified: true)
            let contracts = client.lit.contracts
            async let owner = contracts.pkpNFT.owner(of: pkp.tokenID)
            async let permissions = contracts.permissions(of: pkp)
            return .json(
                JSON.pkp(pkp).with("owner", .address(try await owner))
                    .with("permissions", .array(try await permissions.map(JSON.permission))))
        },
        Route(
            .POST, RouteTable.client + "/pkps/{pkp}/permissions", "permit",
            "Permits somebody to sign with a PKP. The wallet has to own the PKP; or to be permitted to sign anything "
                + "with one that owns itself, which then needs ether.",
            request: .object(
                .optional("wallet", .address), .required("authMethod", .authMethod),
                .required("scopes", .list(.scope))),
            answer: .object(.required("transactionHash", .hash)), isRepeatable: false
        ) { call in
            let method = try call.body.required("authMethod").authMethod()
            let scopes = try scopes(call.body)
            return try await change(call) { contracts, pkp in
                [try await contracts.permit(method, scopes: scopes, for: pkp)]
            }
        },
        Route(
            .DELETE, RouteTable.client + "/pkps/{pkp}/permissions", "revoke",
            "Permits somebody no longer. Who may: as with permitting.",
            request: .object(.optional("wallet", .address), .required("authMethod", .authMethod)),
            answer: .object(.required("transactionHash", .hash)), isRepeatable: false
        ) { call in
            let method = try call.body.required("authMethod").authMethod()
            return try await change(call) { contracts, pkp in
                // Scopes go first: otherwise they would be there again as soon as he is.
                var sent: [PendingTransaction] = []
                let known = try await contracts.permissions(of: pkp).first {
                    $0.authMethod.hasIdentity(of: method)
                }
                for scope in known?.scopes ?? [] {
                    sent.append(
                        try await contracts.pkpPermissions.removePermittedAuthMethodScope(
                            tokenID: pkp.tokenID, type: method.type, id: method.id, scope: scope))
                }
                sent.append(try await contracts.revoke(method, for: pkp))
                return sent
            }
        },
        Route(
            .POST, RouteTable.client + "/claims", "claim",
            "The key that somebody has a right to by a proof, before it is minted.",
            request: .object(.required("proof", .proof)), answer: .claim
        ) { call in
            let client = try call.client()
            let proof = try call.body.required("proof").proof(client)
            return .json(.claim(try await client.lit.claim(proof, timeout: call.timeout)))
        },
    ]

    private static func scopes(_ body: RequestValue) throws(Failure) -> [Scope] {
        var scopes: [Scope] = []
        for value in body["scopes"]?.elements ?? [] { scopes.append(try value.scope()) }
        return scopes
    }

    private static func mint(_ call: Call) async throws -> Reply {
        let client = try call.client()
        let body = call.body
        let wallet = try client.wallet(try body["wallet"]?.address())
        let contracts = client.contracts(of: wallet)
        let minting: ContractTransaction<PKP>
        if let claim = body["claim"] {
            let key = try await client.lit.claim(claim.proof(client), timeout: call.timeout)
            let signatures = key.signatures.map {
                NodeSignature(r: $0.r.bytes32, s: $0.s.bytes32, v: 27 + $0.recoveryID)
            }
            minting = try await contracts.pkpNFT.claimAndMint(
                derivedKeyID: key.keyID, signatures: signatures, value: contracts.pkpNFT.mintCost())
        } else {
            let method = try body["authMethod"]?.authMethod() ?? .wallet(wallet)
            let ownsItself = try body["ownsItself"]?.bool() ?? true
            minting = try await contracts.pkpHelper.mintNextAndAddAuthMethods(
                types: [method.type], ids: [method.id], publicKeys: [method.userPublicKey],
                scopes: [scopes(body)], permitsItself: ownsItself, ownsItself: ownsItself,
                value: contracts.pkpNFT.mintCost())
        }
        let receipt = try await call.receipt(of: minting.pending)
        let pkp = try PKP(receipt)
        client.remember(pkp)
        return .json(JSON.pkp(pkp).with("transactionHash", .hash(receipt.transactionHash)))
    }

    private static func list(_ call: Call) async throws -> Reply {
        let contracts = try call.client().lit.contracts
        let pkps: [PKP]
        switch (call.query("owner"), call.query("type"), call.query("id")) {
        case (let owner?, nil, nil): pkps = try await contracts.pkps(ownedBy: owner.address())
        case (nil, let type?, let id?):
            let method = AuthMethod(type: AuthMethodType(rawValue: try type.quantity()), id: try id.bytes())
            pkps = try await contracts.pkps(permitting: method)
        default: throw Failure.malformed("The query", "takes either owner, or type and id")
        }
        return .json(["pkps": .array(pkps.map(JSON.pkp))])
    }

    /// By the owner: the wallet, or the PKP itself by a session of the wallet's.
    private static func change(
        _ call: Call, _ change: (LitContracts, PKP) async throws -> [PendingTransaction]
    ) async throws -> Reply {
        let client = try call.client()
        let wallet = try client.wallet(try call.body["wallet"]?.address())
        let pkp = try await client.pkp(call.parameter("pkp"))
        let owner = try await client.lit.contracts.pkpNFT.owner(of: pkp.tokenID)
        let contracts: LitContracts
        switch owner {
        case wallet.address: contracts = client.contracts(of: wallet)
        case pkp.address:
            let session = try await client.lit.session(
                for: wallet, allowing: [.sign(with: pkp)], lasting: .minutes(10),
                options: SessionOptions(renewal: .never), timeout: call.timeout)
            contracts = client.contracts(
                of: ChosenSigner(pkp, session, of: client, until: call.deadline))
        default:
            throw LitError(
                .notAuthorized,
                "Only its owner \(owner) can change whom \(pkp.address) permits; the wallet is \(wallet.address).",
                hint: "Name the owner's wallet.")
        }
        var last: TransactionReceipt?
        for transaction in try await change(contracts, pkp) {
            last = try await call.receipt(of: transaction)
        }
        return .json(["transactionHash": .hash(last?.transactionHash ?? .zero)])
    }
}

extension AuthMethod {
    /// The key of a WebAuthn credential is no part of who somebody is.
    fileprivate func hasIdentity(of other: AuthMethod) -> Bool { type == other.type && id == other.id }
}
