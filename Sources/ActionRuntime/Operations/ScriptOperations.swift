import ActionProtocol
import Ethereum
import Primitives

/// The operations of one script of an execution: checks arguments, counts, and asks the host.
struct ScriptOperations: Sendable {
    let execution: ActionExecution
    /// The CIDs from the root action to this script.
    let stack: [String]
    /// Runs a child and returns when it has ended.
    let child: @Sendable (_ cid: String, _ parameters: JSON) async throws(OperationFailure) -> Void

    private var host: any ActionHost { execution.host }

    /// Does what takes no time and asks nobody; nil for everything else.
    func performPromptly(_ message: ActionMessage) throws(OperationFailure) -> OperationAnswer? {
        guard message.name == "setResponse" else { return nil }
        // Counted like all operations, whoever performs them.
        _ = execution.update { $0.nextOrdinal() }
        return try respond(try OperationArguments(message))
    }

    private func respond(_ arguments: OperationArguments) throws(OperationFailure) -> OperationAnswer {
        let text = try arguments.string("response")
        try execution.update { account throws(OperationFailure) in try account.respond(text) }
        return OperationAnswer()
    }

    func perform(_ message: ActionMessage) async throws(OperationFailure) -> OperationAnswer {
        let context = OperationContext(
            requestID: execution.request.id,
            actionStack: execution.request.authentication.precedingActions + stack,
            owner: execution.request.owner, authentication: execution.request.authentication,
            ordinal: execution.update { $0.nextOrdinal() })
        let arguments = try OperationArguments(message)
        switch message.name {
        case "setResponse": return try respond(arguments)
        case "call":
            try await child(try arguments.string("ipfsId"), arguments["params"] ?? [:])
            return OperationAnswer(.string(execution.update { $0.response }))
        case "signEcdsa", "ethPersonalSignMessageEcdsa", "signAndCombineEcdsa", "claimKey":
            return try await sign(arguments, context)
        case "isPermittedAction", "isPermittedAddress", "isPermittedAuthMethod", "getPermittedActions",
            "getPermittedAddresses", "getPermittedAuthMethods", "getPermittedAuthMethodScopes":
            return OperationAnswer(try await readPermissions(arguments, context))
        case "checkConditions", "encrypt", "decryptAndCombine", "decryptToSingleNode", "aesDecrypt":
            return OperationAnswer(try await decide(arguments, context))
        case "getLatestNonce", "callContract", "getRpcUrl":
            return OperationAnswer(try await readChain(arguments, context))
        case "broadcastAndCollect", "isLeader", "broadcast", "collectFromLeader":
            return OperationAnswer(try await exchange(arguments, context))
        default:
            // Only a tool's own modules have more to ask for; a script has no way to, unless it got hold of the bridge.
            guard !execution.request.modules.isEmpty else {
                throw OperationFailure(message: "There is no operation \(message.name.prefix(64)).")
            }
            return try await host.perform(
                extension: message.name, arguments: arguments.all, bytes: arguments.bytes, in: context)
        }
    }
}

// MARK: Signing

extension ScriptOperations {
    private func sign(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
        if arguments.operation == "claimKey" { return try await claim(arguments, context) }
        guard context.authentication.hasAuthSig else {
            throw OperationFailure(message: "You can not sign without providing an auth_sig.")
        }
        let request = try signingRequest(arguments)
        try execution.update { account throws(OperationFailure) in
            try account.countSignature()
            if arguments.operation == "signAndCombineEcdsa" { try account.countExchange() }
        }
        do throws(OperationFailure) {
            if arguments.operation == "signAndCombineEcdsa" {
                return OperationAnswer(.string(try await host.signAndCombine(request, in: context).json.text))
            }
            let signature = try await host.sign(request, in: context)
            guard !Task.isCancelled else { throw OperationFailure(message: "The execution is over.") }
            execution.update { $0.add(signature, named: request.name) }
        } catch {
            throw OperationFailure(name: error.name, message: "Failed to sign ecdsa: \(error.message)")
        }
        return OperationAnswer("success")
    }

    private func signingRequest(
        _ arguments: OperationArguments
    ) throws(OperationFailure) -> ActionSigningRequest {
        let isMessage = arguments.operation == "ethPersonalSignMessageEcdsa"
        let digest =
            isMessage
            ? PersonalMessage.hash(try arguments.string("message")) : try arguments.bytes32("toSign")
        let key = try arguments.string("publicKey")
        return ActionSigningRequest(
            digest: digest, scope: isMessage ? .personalMessage : .anything,
            publicKey: key.hasPrefix("0x") ? String(key.dropFirst(2)) : key,
            name: try arguments.string("sigName"))
    }

    private func claim(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
        let keyID = try arguments.string("keyId")
        let id = Keccak256.hash(Array("\(context.actionID)_\(keyID)".utf8))
        let claim = try await host.claimKey(keyID, derivedKeyID: id, in: context)
        guard !Task.isCancelled else { throw OperationFailure(message: "The execution is over.") }
        execution.update { $0.add(claim, for: keyID) }
        return OperationAnswer("success")
    }
}

// MARK: Reading

extension ScriptOperations {
    private func readPermissions(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> JSON {
        let token = try arguments.number("tokenId")
        switch arguments.operation {
        case "isPermittedAction":
            return .bool(
                try await host.isPermittedAction(try arguments.string("ipfsId"), tokenID: token, in: context))
        case "isPermittedAddress":
            return .bool(
                try await host.isPermittedAddress(
                    try arguments.string("address"), tokenID: token, in: context))
        case "isPermittedAuthMethod":
            return .bool(
                try await host.isPermittedAuthMethod(
                    type: try arguments.number("authMethodType"), userID: try arguments.bytes("userId"),
                    tokenID: token, in: context))
        case "getPermittedActions":
            return .array(try await host.permittedActions(tokenID: token, in: context).map { .string($0) })
        case "getPermittedAddresses":
            return .array(try await host.permittedAddresses(tokenID: token, in: context).map { .string($0) })
        case "getPermittedAuthMethods":
            return .array(try await host.permittedAuthMethods(tokenID: token, in: context).map(\.json))
        default:
            let scopes = try await host.permittedAuthMethodScopes(
                type: try arguments.number("authMethodType"), userID: try arguments.bytes("userId"),
                limit: arguments["maxScopeId"] == nil ? 100 : try arguments.number("maxScopeId"),
                tokenID: token, in: context)
            return .array(scopes.map { .bool($0) })
        }
    }

    private func readChain(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> JSON {
        let chain = try arguments.string("chain")
        switch arguments.operation {
        case "getLatestNonce":
            let nonce = try await host.latestNonce(
                of: try arguments.string("address"), chain: chain, in: context)
            return .string("0x" + String(nonce, radix: 16))
        case "callContract":
            let transaction = try arguments.bytes("txn")
            try execution.update { account throws(OperationFailure) in try account.countContractCall() }
            return .string(
                try await host.callContract(chain: chain, transaction: transaction, in: context).prefixedHex)
        default:
            // Scripts have always had the failure as text.
            do throws(OperationFailure) {
                return .string(try await host.rpcURL(chain: chain, in: context))
            } catch {
                return .string("Error getting RPC URL: \(error.message)")
            }
        }
    }
}

// MARK: Conditions and ciphertexts

extension ScriptOperations {
    private func decide(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> JSON {
        switch arguments.operation {
        case "aesDecrypt": return .string(try AESDecryption.decrypt(arguments.bytes).hex)
        case "encrypt":
            let data = try await host.encrypt(
                arguments.bytes, under: arguments["accessControlConditions"] ?? .null, in: context)
            return [
                "ciphertext": .string(data.ciphertext), "dataToEncryptHash": .string(data.dataToEncryptHash),
            ]
        case "checkConditions":
            return .bool(try await host.checkConditions(try conditions(arguments, "conditions"), in: context))
        default: return .string(try await decrypt(arguments, context))
        }
    }

    private func decrypt(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> String {
        let conditions = try conditions(arguments, "accessControlConditions")
        let request = DecryptionRequest(
            conditions: conditions.conditions, ciphertext: try arguments.string("ciphertext"),
            dataToEncryptHash: try arguments.string("dataToEncryptHash"), chain: conditions.chain)
        try execution.update { account throws(OperationFailure) in try account.countExchange() }
        guard try await host.checkConditions(conditions, in: context) else {
            throw OperationFailure(
                message: """
                    Access control conditions check failed.  Check that you are allowed to decrypt this item.
                    """)
        }
        let plaintext =
            arguments.operation == "decryptAndCombine"
            ? try await host.decryptAndCombine(request, in: context)
            : try await host.decryptToSingleNode(request, in: context) ?? []
        guard let text = String(validating: plaintext, as: UTF8.self) else {
            throw OperationFailure(message: "Failed to convert decrypted bytes to string.")
        }
        return text
    }

    private func conditions(
        _ arguments: OperationArguments, _ name: String
    ) throws(OperationFailure) -> ConditionsRequest {
        guard let chain = arguments["chain"]?.string, !chain.isEmpty else {
            throw OperationFailure(message: "Chain is required for access control checks")
        }
        return ConditionsRequest(
            conditions: arguments[name] ?? .null, authSig: arguments["authSig"], chain: chain)
    }
}

// MARK: The other nodes

extension ScriptOperations {
    private func exchange(
        _ arguments: OperationArguments, _ context: OperationContext
    ) async throws(OperationFailure) -> JSON {
        if arguments.operation == "isLeader" { return .bool(try await host.isLeader(in: context)) }
        let name = try arguments.string("name")
        let value = arguments.operation == "collectFromLeader" ? "" : try arguments.string("value")
        try execution.update { account throws(OperationFailure) in try account.countExchange() }
        switch arguments.operation {
        case "broadcast":
            try await host.broadcast(name: name, value: value, in: context)
            return .null
        case "collectFromLeader":
            return .string(try await host.collectFromLeader(name: name, in: context))
        default:
            return .array(
                try await host.broadcastAndCollect(name: name, value: value, in: context).map { .string($0) })
        }
    }
}

extension PermittedAuthMethod {
    var json: JSON {
        [
            "auth_method_type": .string(type.quantityHex), "id": .string(id.prefixedHex),
            "user_pubkey": .string(userPublicKey.prefixedHex),
        ]
    }
}
