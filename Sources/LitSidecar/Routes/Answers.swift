internal import HTTPTransport
internal import Lit
internal import LitProtocol
internal import Secp256k1

/// What answers have, in the forms that the routes declare.
extension JSON {
    static func integer(_ value: some FixedWidthInteger) -> JSON { .number(.init(value)) }
    static func address(_ address: Address) -> JSON { .string(address.checksummed) }
    static func hash(_ hash: Bytes32) -> JSON { .string(hash.prefixedHex) }
    static func bytes(_ bytes: [UInt8]) -> JSON { .string(bytes.prefixedHex) }
    static func token(_ id: UInt256) -> JSON { .string(id.bytes32.prefixedHex) }
    static func wei(_ amount: UInt256) -> JSON { .string(amount.description) }
    /// An object with one more member.
    func with(_ name: String, _ value: JSON) -> JSON {
        guard var object else { return self }
        object[name] = value
        return .object(object)
    }

    static func time(_ time: Timestamp) -> JSON { .string(time.rfc3339()) }

    static func network(_ lit: LitClient) -> JSON { .network(lit, lit.network) }

    static func network(_ lit: LitClient, _ info: NetworkInfo) -> JSON {
        var contracts = JSON.Object()
        for (kind, address) in lit.contracts.addresses.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            contracts[kind.rawValue] = .address(address)
        }
        return [
            "name": .string(info.name), "chainId": .integer(info.chainID),
            "nodes": .array(info.nodes.map { .string($0) }), "threshold": .integer(info.threshold),
            "epoch": .integer(info.epoch), "networkKey": .bytes(info.networkKey),
            "rootKeys": .array(info.rootKeys.map { .bytes($0.uncompressed) }),
            "rpcUrl": .string(lit.contracts.provider.url.string), "contracts": .object(contracts),
            "faucet": .bool(lit.site.faucetURL != nil),
            "dissenters": .array(info.dissenters.map(JSON.report)),
        ]
    }

    static func session(_ session: Session, id: String) -> JSON {
        [
            "session": .string(id), "account": .address(session.account), "isPkp": .bool(session.isPKP),
            "allowing": .array(
                session.permissions.map {
                    ["ability": .string($0.ability), "resource": .string($0.resource)]
                }),
            "issuedAt": .time(session.issuedAt), "expiration": .time(session.expiration),
            "canRenew": .bool(session.canRenew),
        ]
    }

    static func signature(_ signature: Signature, by key: PublicKey, of digest: Bytes32) -> JSON {
        // Ethereum knows the parity alone: r beyond the group's order never occurs.
        let parity = signature.recoveryID & 1
        return [
            "r": .hash(signature.r.bytes32), "s": .hash(signature.s.bytes32), "yParity": .integer(parity),
            "v": .integer(27 + parity), "signature": .bytes(signature.compact + [27 + parity]),
            "publicKey": .bytes(key.uncompressed), "address": .address(Address(key)), "digest": .hash(digest),
        ]
    }

    static func pkp(_ pkp: PKP) -> JSON {
        [
            "tokenId": .token(pkp.tokenID), "publicKey": .bytes(pkp.publicKey),
            "address": .address(pkp.address),
        ]
    }

    static func permission(_ permission: PKPPermission) -> JSON {
        var method = JSON.Object()
        method["type"] = .number(.init(permission.authMethod.type.rawValue))
        method["id"] = .bytes(permission.authMethod.id)
        if !permission.authMethod.userPublicKey.isEmpty {
            method["publicKey"] = .bytes(permission.authMethod.userPublicKey)
        }
        return ["authMethod": .object(method), "scopes": .array(permission.scopes.map(JSON.scope))]
    }

    private static func scope(_ scope: Scope) -> JSON {
        switch scope {
        case .signAnything: "signAnything"
        case .personalSign: "personalSign"
        default: .number(.init(scope.rawValue))
        }
    }

    static func claim(_ key: ClaimedKey) -> JSON {
        [
            "keyId": .hash(key.keyID), "publicKey": .bytes(key.publicKey.uncompressed),
            "address": .address(key.address),
        ]
    }

    static func result(_ result: ActionResult) -> JSON {
        var (signatures, claims) = (JSON.Object(), JSON.Object())
        for (name, named) in result.signatures.sorted(by: { $0.key < $1.key }) {
            signatures[name] = .signature(named.signature, by: named.publicKey, of: named.digest)
        }
        for (name, key) in result.claims.sorted(by: { $0.key < $1.key }) { claims[name] = .claim(key) }
        return [
            "response": .string(result.response), "logs": .string(result.logs),
            "signatures": .object(signatures), "claims": .object(claims),
            "differing": .array(
                result.differingResponses.map {
                    ["node": .string($0.node), "response": .string($0.response)]
                }),
            "reports": .array(result.reports.map(JSON.report)),
        ]
    }

    static func receipt(_ receipt: TransactionReceipt) -> JSON {
        [
            "transactionHash": .hash(receipt.transactionHash), "blockNumber": .integer(receipt.blockNumber),
            "blockHash": .hash(receipt.blockHash), "status": receipt.succeeded ? 1 : 0,
            "gasUsed": .integer(receipt.gasUsed), "from": .address(receipt.from),
            "to": receipt.to.map(JSON.address) ?? .null,
            "contractAddress": receipt.contractAddress.map(JSON.address) ?? .null,
            "logs": .array(receipt.logs.map(JSON.log)),
        ]
    }

    private static func log(_ log: RPCLog) -> JSON {
        [
            "address": .address(log.address), "topics": .array(log.topics.map(JSON.hash)),
            "data": .bytes(log.data),
            "blockNumber": log.blockNumber.map { .integer($0) } ?? .null,
            "blockHash": log.blockHash.map(JSON.hash) ?? .null,
            "transactionHash": log.transactionHash.map(JSON.hash) ?? .null,
            "transactionIndex": log.transactionIndex.map { .integer($0) } ?? .null,
            "logIndex": log.logIndex.map { .integer($0) } ?? .null, "removed": .bool(log.removed),
        ]
    }
}
