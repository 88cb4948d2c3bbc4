/// The forms of values that requests and answers share.
extension Schema {
    static let bytes = text("^0x([0-9a-fA-F]{2})*$", "Bytes: 0x and hexadecimal digits.").named("Bytes")
    static let hash = text("^0x[0-9a-fA-F]{64}$", "32 bytes: 0x and 64 hexadecimal digits.").named("Hash")
    static let address = text(
        "^0x[0-9a-fA-F]{40}$", "An Ethereum address; in mixed case with the checksum of EIP-55."
    )
    .named("Address")
    static let token = text("^(0x[0-9a-fA-F]{1,64}|[0-9]+)$", "A token's id; answers have 0x and 64 digits.")
        .named("TokenId")
    static let wei = text("^[0-9]+$", "An amount in wei, in decimal digits.").named("Wei")
    static let quantity = either(
        integer(), text("^(0x[0-9a-fA-F]+|[0-9]+)$"),
        note: "A number: as such, in decimal digits, or 0x and digits."
    ).named("Quantity")
    static let time = text(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
        "RFC 3339; answers have UTC with milliseconds."
    ).named("Time")
    static let seconds = number.noted("Seconds, more than 0.").named("Seconds")
    static let base64 = text("^[A-Za-z0-9+/]*={0,2}$", "Base64.").named("Base64")
    static let clientID = text("^c_[0-9a-f]{32}$").named("ClientId")
    static let sessionID = text("^s_[0-9a-f]{32}$").named("SessionId")
    static let pkpReference = text.noted("A PKP: its token id, its address or its public key.").named(
        "PKPReference")
    static let privateKey = text("^(0x)?[0-9a-fA-F]{64}$", "A secret.").named("PrivateKey")

    static let authSig = object(
        .required("sig", text), .required("derivedVia", text), .required("signedMessage", text),
        .required("address", text), .optional("algo", text)
    ).named("AuthSig")
    static let sessionSigs = map(authSig, "By the URL of each node.").named("SessionSigs")

    static let permission = object(
        .required(
            "ability",
            choice(
                "lit-action-execution", "pkp-signing", "access-control-condition-decryption",
                "access-control-condition-signing", "rate-limit-increase-auth")),
        .required("resource", text.noted("Such as lit-pkp://*."))
    ).named("Permission")

    static let proof = object(
        .optional("wallet", address), .optional("authSig", authSig), .optional("type", integer(from: 1)),
        .optional("accessToken", text),
        choices: [[.init("wallet"), .init("authSig"), .init("type", "accessToken")]]
    ).named("Proof")

    static let authMethod = object(
        .optional("wallet", address), .optional("address", address), .optional("action", text),
        .optional("type", integer()), .optional("id", bytes), .optional("userId", text),
        .optional("appId", text),
        choices: [
            [
                .init("wallet"), .init("address"), .init("action"), .init("type", "id"),
                .init("type", "userId", "appId"),
            ]
        ]
    ).named("AuthMethodReference")

    static let scope = either(choice("signAnything", "personalSign"), integer()).named("Scope")

    static let signer = object(
        .optional("wallet", address), .optional("pkp", pkpReference), .optional("session", sessionID),
        .optional("sessionSigs", sessionSigs),
        choices: [[.init("wallet"), .init("pkp", "session"), .init("pkp", "sessionSigs")]]
    ).named("Signer")

    static let transaction = object(
        .optional("type", integer()), .optional("chainId", quantity), .required("nonce", quantity),
        .optional("to", address), .optional("value", quantity), .optional("data", bytes),
        .required("gas", quantity), .optional("gasPrice", quantity), .optional("maxFeePerGas", quantity),
        .optional("maxPriorityFeePerGas", quantity),
        .optional(
            "accessList",
            list(object(.required("address", address), .required("storageKeys", list(hash))))),
        choices: [[.init("gasPrice"), .init("maxFeePerGas", "maxPriorityFeePerGas")]]
    ).named("Transaction")

    /// The members by which access conditions are given, one of them.
    static let conditionNames = [
        "accessControlConditions", "evmContractConditions", "solRpcConditions",
        "unifiedAccessControlConditions",
    ]
}

extension ObjectForm {
    /// Access conditions in one of their forms.
    static let conditions = ObjectForm(
        Schema.conditionNames.map { .optional($0, .list(.anything)) },
        choices: [Schema.conditionNames.map { Way($0) }])
}

/// The forms of answers.
extension Schema {
    static let report = object(
        .required("node", text), .optional("status", integer()), .optional("code", text),
        .required("message", text)
    ).named("NodeReport")

    static let error = object(
        .required("code", text), .required("message", text), .optional("hint", text), .optional("node", text),
        .required("requestId", text), .optional("operation", text), .optional("logs", text),
        .optional("cause", text), .required("reports", list(report))
    ).named("Error")

    static let network = object(
        .required("name", text), .required("chainId", integer()), .required("nodes", list(text)),
        .required("threshold", integer()), .required("epoch", integer()), .required("networkKey", bytes),
        .required("rootKeys", list(bytes)), .required("rpcUrl", text), .required("contracts", map(address)),
        .required("faucet", boolean), .required("dissenters", list(report))
    ).named("Network")

    static let session = object(
        .required("session", sessionID), .required("account", address), .required("isPkp", boolean),
        .required("allowing", list(permission)), .required("issuedAt", time), .required("expiration", time),
        .required("canRenew", boolean)
    ).named("Session")

    static let signatureMembers: [ObjectForm.Member] = [
        .required("r", hash), .required("s", hash), .required("yParity", integer()),
        .required("v", integer()),
        .required("signature", bytes), .required("publicKey", bytes), .required("address", address),
        .required("digest", hash),
    ]
    static let signature = Schema(.object(ObjectForm(signatureMembers))).named("Signature")
    static let signed = Schema(
        .object(
            ObjectForm(signatureMembers).with([
                .optional("rawTransaction", bytes), .optional("transactionHash", hash),
            ]))
    ).named("Signed")

    static let pkpMembers: [ObjectForm.Member] = [
        .required("tokenId", token), .required("publicKey", bytes), .required("address", address),
    ]
    static let pkp = Schema(.object(ObjectForm(pkpMembers))).named("PKP")
    static let mintedPKP = Schema(
        .object(ObjectForm(pkpMembers).with([.required("transactionHash", hash)]))
    ).named("MintedPKP")
    static let pkpDetails = Schema(
        .object(
            ObjectForm(pkpMembers).with([
                .required("owner", address),
                .required(
                    "permissions",
                    list(
                        object(
                            .required(
                                "authMethod",
                                object(
                                    .required("type", integer()), .required("id", bytes),
                                    .optional("publicKey", bytes))),
                            .required("scopes", list(scope))))),
            ]))
    ).named("PKPDetails")

    static let claim = object(
        .required("keyId", hash), .required("publicKey", bytes), .required("address", address)
    ).named("Claim")

    static let result = object(
        .required("response", text), .required("logs", text), .required("signatures", map(signature)),
        .required("claims", map(claim)),
        .required("differing", list(object(.required("node", text), .required("response", text)))),
        .required("reports", list(report))
    ).named("ActionResult")

    static let log = object(
        .required("address", address), .required("topics", list(hash)), .required("data", bytes),
        .required("blockNumber", nullable(integer())), .required("blockHash", nullable(hash)),
        .required("transactionHash", nullable(hash)), .required("transactionIndex", nullable(integer())),
        .required("logIndex", nullable(integer())), .required("removed", boolean)
    ).named("Log")

    static let receipt = object(
        .required("transactionHash", hash), .required("blockNumber", integer()), .required("blockHash", hash),
        .required("status", integer()), .required("gasUsed", integer()), .required("from", address),
        .required("to", nullable(address)), .required("contractAddress", nullable(address)),
        .required("logs", list(log))
    ).named("Receipt")
}
