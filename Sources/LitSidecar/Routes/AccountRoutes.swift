internal import HTTPTransport
internal import Lit
internal import NIOHTTP1
internal import Primitives

/// Wallets, balances, signatures and transactions.
enum AccountRoutes {
    static let all: [Route] = [
        Route(
            .POST, RouteTable.client + "/wallets", "addWallet",
            "Adds a wallet by its private key, or makes one. The first is meant wherever none is named.",
            request: .object(.optional("privateKey", .privateKey)), status: 201,
            answer: .object(
                .required("address", .address),
                .optional("privateKey", .privateKey.noted("Only of a wallet that was made here."))),
            isRepeatable: false
        ) { call in
            let client = try call.client()
            var answer = JSON.Object()
            let wallet: EthereumWallet
            if let key = call.body["privateKey"] {
                wallet = try key.privateKey()
                answer["address"] = .address(wallet.address)
            } else {
                wallet = .random()
                answer["address"] = .address(wallet.address)
                var key = wallet.privateKey.secret.withUnsafeBytes { Array($0) }
                answer["privateKey"] = .bytes(key)
                Secret.wipe(&key)
            }
            client.add(wallet)
            return .json(.object(answer))
        },
        Route(
            .GET, RouteTable.client + "/wallets", "listWallets", "The client's wallets, the first one first.",
            answer: .object(.required("wallets", .list(.object(.required("address", .address)))))
        ) { call in
            .json([
                "wallets": .array(try call.client().wallets.map { ["address": .address($0.address)] })
            ])
        },
        Route(
            .DELETE, RouteTable.client + "/wallets/{address}", "removeWallet",
            "Forgets a wallet. Sessions that it has made stay.", status: 204, answer: nil
        ) { call in
            try call.client().removeWallet(call.parameter("address").address())
            return .empty
        },
        Route(
            .GET, RouteTable.client + "/accounts/{address}", "showAccount",
            "The ether and the nonce of any address on the network's chain.",
            answer: .object(
                .required("address", .address), .required("balance", .wei), .required("nonce", .integer()))
        ) { call in
            let address = try call.parameter("address").address()
            let provider = try call.client().lit.contracts.provider
            async let balance = provider.balance(of: address)
            async let nonce = provider.transactionCount(of: address, at: .pending)
            return .json([
                "address": .address(address), "balance": .wei(try await balance),
                "nonce": .integer(try await nonce),
            ])
        },
        Route(
            .POST, RouteTable.client + "/accounts/{address}/funding", "fundAccount",
            "Has a local network's faucet give ether to any address.",
            request: .object(
                .optional(
                    "wei", .quantity.noted("At least so much; what the faucet gives at a time if left out."))),
            answer: .object(.required("transactionHash", .hash), .required("balance", .wei)),
            isRepeatable: false
        ) { call in try await fund(call) },
        Route(
            .POST, RouteTable.client + "/signatures", "sign",
            "Signs a digest, a message (EIP-191), typed data (EIP-712) or a transaction, with a wallet or a PKP.",
            request: signatureForm, answer: .signed
        ) { call in try await sign(call) },
        Route(
            .POST, RouteTable.client + "/transactions", "sendTransaction",
            "Sends a transaction of a wallet or a PKP on the network's chain. What is not given is filled in.",
            request: .object(
                .required("signer", .signer), .optional("to", .address), .optional("value", .quantity),
                .optional("data", .bytes), .optional("gas", .quantity), .optional("nonce", .quantity),
                .optional("maxFeePerGas", .quantity), .optional("maxPriorityFeePerGas", .quantity),
                .optional("wait", .boolean)),
            answer: .object(.required("transactionHash", .hash), .optional("receipt", .receipt)),
            isRepeatable: false
        ) { call in try await send(call) },
        Route(
            .GET, RouteTable.client + "/transactions/{hash}", "showTransaction",
            "What became of a transaction; null while it is in no block.",
            answer: .object(.required("transactionHash", .hash), .required("receipt", .nullable(.receipt)))
        ) { call in
            let hash = try call.parameter("hash").bytes32()
            let receipt = try await call.client().lit.contracts.provider.receipt(hash)
            return .json([
                "transactionHash": .hash(hash), "receipt": receipt.map(JSON.receipt) ?? .null,
            ])
        },
    ]

    private static let signatureForm = Schema.object(
        .required("signer", .signer), .optional("digest", .hash), .optional("message", .text),
        .optional("messageBytes", .bytes),
        .optional("typedData", .anything.noted("As eth_signTypedData_v4 takes it.")),
        .optional("transaction", .transaction),
        choices: [
            [
                .init("digest"), .init("message"), .init("messageBytes"), .init("typedData"),
                .init("transaction"),
            ]
        ])

    private static func fund(_ call: Call) async throws -> Reply {
        let address = try call.parameter("address").address()
        let wanted = try call.body["wei"]?.quantity() ?? .zero
        let lit = try call.client().lit
        guard let url = lit.site.faucetURL else {
            throw LitError(
                .unsupported, "The network \(lit.network.name) has no faucet.",
                hint: "Only local networks give ether away. Send some from another account.")
        }
        var (given, asked) = (UInt256.zero, 0)
        var hash: Bytes32?
        while hash == nil || given < wanted {
            guard asked < 20 else {
                throw LitError(
                    .invalidArgument, "The faucet gives less than that: \(given) wei were given.",
                    hint: "Ask for at most 1000 ether at a time.")
            }
            let request = try HTTPRequest(
                .post, url: url, body: Array(address.checksummed.utf8), deadline: call.deadline, idHeader: nil
            )
            let response = try await lit.contracts.provider.transport.send(request)
            let answer = try? JSON(parsing: response.body)
            guard response.status == 200, let text = answer?["transactionHash"]?.string,
                let sum = answer?["wei"]?.string.flatMap({ UInt256(decimal: $0) })
            else {
                throw LitError(
                    .transactionFailed,
                    "The faucet refuses: \(answer?["error"]?.string ?? "HTTP \(response.status)")",
                    hint: "See how the network is: lit status.")
            }
            hash = try Bytes32(hex: text)
            (given, asked) = (given &+ sum, asked + 1)
        }
        return .json([
            "transactionHash": .hash(hash ?? .zero),
            "balance": .wei(try await lit.contracts.provider.balance(of: address)),
        ])
    }

    private static func sign(_ call: Call) async throws -> Reply {
        let client = try call.client()
        let body = call.body
        let transaction = try body["transaction"]?.transaction()
        let digest: Bytes32
        if let given = try body["digest"]?.bytes32() {
            digest = given
        } else if let message = try body["message"]?.text() {
            digest = PersonalMessage.hash(message)
        } else if let message = try body["messageBytes"]?.bytes() {
            digest = PersonalMessage.hash(message)
        } else if let data = body["typedData"] {
            do throws(TypedDataError) { digest = try TypedData(data.json).digest } catch {
                throw data.wrong("cannot be signed: \(error)")
            }
        } else if let transaction {
            digest = transaction.signingHash
        } else {
            throw Failure.malformed("", "says nothing to sign")
        }
        let signer = try await ChosenSigner(body.required("signer"), of: client, until: call.deadline)
        let signature = try await signer.sign(digest: digest)
        let answer = JSON.signature(signature, by: try signer.publicKey, of: digest)
        guard let transaction else { return .json(answer) }
        let signed: SignedTransaction
        do throws(TransactionError) {
            signed = try SignedTransaction(transaction, signature: signature)
        } catch {
            throw Failure.malformed("transaction", "cannot be signed: \(error)")
        }
        return .json(
            answer.with("rawTransaction", .bytes(signed.encoded)).with("transactionHash", .hash(signed.hash)))
    }

    private static func send(_ call: Call) async throws -> Reply {
        let client = try call.client()
        let body = call.body
        let overrides = TransactionOverrides(
            maxFeePerGas: try body["maxFeePerGas"]?.quantity(),
            maxPriorityFeePerGas: try body["maxPriorityFeePerGas"]?.quantity(),
            gasLimit: try body["gas"]?.quantity64(), nonce: try body["nonce"]?.quantity64())
        let (to, value) = (try body["to"]?.address(), try body["value"]?.quantity())
        let data = try body["data"]?.bytes() ?? []
        let signer = try await ChosenSigner(body.required("signer"), of: client, until: call.deadline)
        let pending = try await client.account(of: signer).send(
            to: to, data: data, value: value, overrides: overrides)
        guard try body["wait"]?.bool() ?? true else {
            return .json(["transactionHash": .hash(pending.hash)])
        }
        let receipt = try await call.receipt(of: pending)
        return .json([
            "transactionHash": .hash(receipt.transactionHash), "receipt": .receipt(receipt),
        ])
    }
}
