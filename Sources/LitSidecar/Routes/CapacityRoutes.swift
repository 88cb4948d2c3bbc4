internal import Lit
internal import LitProtocol
internal import NIOHTTP1
internal import Primitives

/// Capacity credits, and messages that wallets sign.
enum CapacityRoutes {
    static let all: [Route] = [
        Route(
            .POST, RouteTable.client + "/capacity/credits", "mintCapacityCredit",
            "Mints a capacity credit to a wallet, at its exact cost.",
            request: .object(
                .optional("wallet", .address), .required("requestsPerKilosecond", .integer(from: 1)),
                .required("days", .integer(from: 1, "Until which midnight UTC; 1 is the coming one."))),
            status: 201, answer: .object(.required("tokenId", .token), .required("transactionHash", .hash)),
            isRepeatable: false
        ) { call in
            let client = try call.client()
            let wallet = try client.wallet(try call.body["wallet"]?.address())
            let contracts = client.contracts(of: wallet)
            let (expiry, cost) = try await contracts.capacityCost(
                .perKilosecond(try call.body.required("requestsPerKilosecond").integer()),
                days: try call.body.required("days").integer())
            let minting = try await contracts.rateLimitNFT.mint(expiresAt: expiry, value: cost)
            let receipt = try await call.receipt(of: minting.pending)
            return .json([
                "tokenId": .token(try CapacityCredit(receipt).tokenID),
                "transactionHash": .hash(receipt.transactionHash),
            ])
        },
        Route(
            .GET, RouteTable.client + "/capacity/credits", "listCapacityCredits",
            "The capacity credits of an address.", query: [.required("owner", .address, "Whose.")],
            answer: .object(
                .required(
                    "credits",
                    .list(
                        .object(
                            .required("tokenId", .token), .required("requestsPerKilosecond", .integer()),
                            .required("expiresAt", .time)))))
        ) { call in
            let client = try call.client()
            let owner = try call.query("owner")?.address() ?? .zero
            let credits = try await client.lit.contracts.capacityCredits(ownedBy: owner)
            return .json([
                "credits": .array(
                    credits.map { credit, limit in
                        let end = Int64(exactly: UInt64(exactly: limit.expiresAt) ?? .max) ?? .max
                        return [
                            "tokenId": .token(credit.tokenID),
                            "requestsPerKilosecond": .number(.init(limit.requestsPerKilosecond)),
                            "expiresAt": .time(Timestamp(seconds: end)),
                        ]
                    })
            ])
        },
        Route(
            .POST, RouteTable.client + "/capacity/delegations", "delegateCapacity",
            "Has the owner of capacity credits let others use them: goes among the capacity of their sessions.",
            request: .object(
                .optional("wallet", .address), .optional("users", .list(.address)),
                .optional("uses", .integer(from: 1)),
                .optional("credit", .token), .optional("lifetime", .seconds)),
            answer: .object(.required("delegation", .authSig), .required("expiration", .time))
        ) { call in
            let client = try call.client()
            let body = call.body
            let users = try body["users"].map { value throws(Failure) in
                var users: [Address] = []
                for user in value.elements { users.append(try user.address()) }
                return users
            }
            let delegation = try await client.lit.delegateCapacity(
                of: client.wallet(try body["wallet"]?.address()),
                .init(
                    users: users, uses: body["uses"]?.integer(), credit: body["credit"]?.token(),
                    lifetime: body.lifetime()),
                timeout: call.timeout)
            return .json([
                "delegation": delegation.authSig.json, "expiration": .time(delegation.expiration),
            ])
        },
        Route(
            .POST, RouteTable.client + "/siwe", "writeMessage",
            "A sign-in message (EIP-4361) with a recent block hash as its nonce, and with what it allows (EIP-5573).",
            request: .object(
                .optional("wallet", .address), .optional("address", .address), .required("uri", .text),
                .optional("expiration", .time), .optional("lifetime", .seconds),
                .optional("allowing", .list(.permission)), .optional("domain", .text),
                .optional("statement", .text),
                choices: [
                    [.init("expiration"), .init("lifetime")],
                    [.init(optional: []), .init("wallet"), .init("address")],
                ]),
            answer: .object(.required("message", .text))
        ) { call in try await write(call) },
        Route(
            .POST, RouteTable.client + "/auth-sigs", "signMessage",
            "Has a wallet sign a text as personal_sign does, in the form that nodes and SDKs pass around.",
            request: .object(.optional("wallet", .address), .required("message", .text)),
            answer: .object(.required("authSig", .authSig))
        ) { call in
            let wallet = try call.client().wallet(try call.body["wallet"]?.address())
            let message = try call.body.required("message").text()
            let signature = try wallet.sign(message: message)
            let authSig = AuthSig(
                sig: signature.recoverable().prefixedHex, derivedVia: AuthSig.walletDerivation,
                signedMessage: message, address: wallet.address.checksummed)
            return .json(["authSig": authSig.json])
        },
    ]

    private static func write(_ call: Call) async throws -> Reply {
        let client = try call.client()
        let body = call.body
        let address = try body["address"]?.address() ?? client.wallet(try body["wallet"]?.address()).address
        let now = Timestamp.now()
        let end = try body["expiration"]?.time() ?? now + body.required("lifetime").duration()
        var requests: [ResourceAbilityRequest] = []
        for value in body["allowing"]?.elements ?? [] { requests.append(try value.permission().request) }
        let nonce = try await client.lit.latestBlockhash(timeout: call.timeout)
        do {
            var message = try SIWEMessage(
                SIWEMessage.Fields(
                    domain: body["domain"]?.text() ?? "localhost", address: address,
                    statement: body["statement"]?.text(), uri: body.required("uri").text(), nonce: nonce,
                    issuedAt: SIWETimestamp(now), expirationTime: SIWETimestamp(end)))
            if !requests.isEmpty { message = try message.adding(ReCap(requests)) }
            return .json(["message": .string(message.text)])
        } catch let error as SIWEError {
            throw Failure.malformed("", "makes no sign-in message: \(error)")
        } catch let error as ReCapError {
            throw Failure.malformed("allowing", "cannot be written as capabilities: \(error)")
        }
    }
}
