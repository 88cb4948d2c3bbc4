internal import Lit
internal import LitProtocol

/// What requests name of the client's world.
extension RequestValue {
    func privateKey() throws(Failure) -> EthereumWallet {
        let text = try text()
        // What is wrong with a secret is not quoted.
        guard let wallet = try? EthereumWallet(privateKey: text) else {
            throw wrong("is no private key: 64 hexadecimal digits, below the order of secp256k1")
        }
        return wallet
    }

    func network() throws(Failure) -> Network {
        let name = try required("name").text()
        let rpcURL = try self["rpcUrl"]?.text()
        var network: Network
        switch name {
        case "local":
            return try .local(state: self["state"]?.text() ?? ".lit")
        case "custom":
            let chainID = try self["chainId"]?.quantity64()
            let usesHTTPS = try self["https"]?.bool() ?? false
            if let staking = try self["staking"]?.address() {
                return .custom(
                    rpcURL: rpcURL ?? "", staking: staking, chainID: chainID, usesHTTPS: usesHTTPS)
            }
            let environment: UInt8 = try self["environment"]?.integer() ?? 0
            return .custom(
                rpcURL: rpcURL ?? "", resolver: try required("resolver").address(),
                environment: LitEnvironment(rawValue: environment), chainID: chainID, usesHTTPS: usesHTTPS)
        default:
            do throws(LitError) { network = try .named(name) } catch { throw Failure(error) }
        }
        if let rpcURL { network = network.with(rpcURL: rpcURL) }
        if let attestation = try self["attestation"]?.text() {
            network = network.with(attestation: attestation == "required" ? .required : .unverified)
        }
        return network
    }

    func scope() throws(Failure) -> Scope {
        switch json.string {
        case "signAnything": .signAnything
        case "personalSign": .personalSign
        default: Scope(rawValue: try quantity())
        }
    }

    func authMethod() throws(Failure) -> AuthMethod {
        if let wallet = try self["wallet"]?.address() { return .wallet(wallet) }
        if let address = try self["address"]?.address() { return .address(address) }
        if let cid = try self["action"]?.cid() { return .action(cid) }
        let type = AuthMethodType(rawValue: try required("type").quantity())
        if let id = try self["id"]?.bytes() { return AuthMethod(type: type, id: id) }
        return .user(try required("userId").text(), of: try required("appId").text(), type: type)
    }

    func proof(_ client: SidecarClient) throws(Failure) -> AuthProof {
        if let address = try self["wallet"]?.address() { return .wallet(try client.wallet(address)) }
        if let authSig = try self["authSig"]?.authSig() { return .wallet(signed: authSig) }
        return .custom(
            type: try required("type").integer(), accessToken: try required("accessToken").text())
    }

    func permission() throws(Failure) -> SessionPermission {
        let (ability, resource) = (try required("ability"), try required("resource"))
        guard let known = LitAbility(rawValue: try ability.text()) else {
            throw ability.wrong("is no ability")
        }
        let prefix = known.resourceKind.rawValue + "://"
        let text = try resource.text()
        guard text.hasPrefix(prefix) else {
            throw resource.wrong("has to begin with \(prefix), for the ability \(known.rawValue)")
        }
        let id = String(text.dropFirst(prefix.count))
        switch known {
        case .actionExecution:
            return id == "*"
                ? .executeActions() : .executeAction(try RequestValue(.string(id), path: resource.path).cid())
        case .pkpSigning:
            if id == "*" { return .sign() }
            // Digits alone are hexadecimal, as on the wire, if there are 64.
            let isHex = id.hasPrefix("0x") || id.utf8.count == 64 || UInt256(decimal: id) == nil
            guard let token = isHex ? UInt256(hexadecimal: id) : UInt256(decimal: id) else {
                throw resource.wrong("has to end in *, or in the token id of a PKP")
            }
            return .sign(withToken: token)
        case .rateLimitIncreaseAuth:
            if id == "*" { return .useCapacityCredits() }
            guard let token = UInt256(id) else {
                throw resource.wrong("has to end in *, or in the token id of a capacity credit")
            }
            return .useCapacityCredit(token)
        case .accessControlConditionDecryption:
            if id == "*" { return .decrypt() }
            let parts = id.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, let conditions = try? Bytes32(hex: parts[0]),
                let data = try? Bytes32(hex: parts[1])
            else { throw resource.wrong("has to end in *, or in two hashes of 64 digits: conditions/data") }
            return .decrypt(conditions: conditions, data: data)
        case .accessControlConditionSigning:
            if id == "*" { return .attest() }
            guard let conditions = try? Bytes32(hex: id) else {
                throw resource.wrong("has to end in *, or in the hash of conditions, 64 digits")
            }
            return .attest(conditions: conditions)
        }
    }

    /// What somebody else's session has signed, by node.
    func sessionSigs() throws(Failure) -> [String: AuthSig] {
        var sigs: [String: AuthSig] = [:]
        for (name, value) in try object() {
            sigs[name] = try RequestValue(value, path: place(of: name)).authSig()
        }
        return sigs
    }

    func conditions() throws(Failure) -> AccessConditions {
        for form in AccessConditions.Form.allCases {
            guard let given = self[form.rawValue] else { continue }
            do throws(NodeError) {
                let conditions = try AccessConditions(form: form, given.json)
                try conditions.checkCount()
                return conditions
            } catch {
                throw given.wrong("are no conditions: \(error.details.joined(separator: " "))")
            }
        }
        throw .malformed(path, "has no conditions")
    }

    /// Complete: nothing is filled in.
    func transaction() throws(Failure) -> Transaction {
        let list = try self["accessList"].map { value throws(Failure) in try value.accessList() }
        let price = try self["gasPrice"]?.quantity()
        let type: UInt8? = try self["type"]?.integer()
        let fees: Transaction.Fees
        if let price {
            switch (type, list) {
            case (0, nil), (nil, nil): fees = .legacy(gasPrice: price)
            case (1, let list), (nil, let list): fees = .accessList(gasPrice: price, list ?? [])
            default: throw .malformed(place(of: "type"), "does not go with gasPrice and what else is given")
            }
        } else {
            guard type == nil || type == 2 else {
                throw .malformed(place(of: "type"), "does not go with maxFeePerGas")
            }
            fees = .dynamic(
                maxFeePerGas: try required("maxFeePerGas").quantity(),
                maxPriorityFeePerGas: try required("maxPriorityFeePerGas").quantity(), list ?? [])
        }
        return Transaction(
            chainID: try self["chainId"]?.quantity64(), nonce: try required("nonce").quantity64(),
            gasLimit: try required("gas").quantity64(), to: try self["to"]?.address(),
            value: try self["value"]?.quantity() ?? .zero, data: try self["data"]?.bytes() ?? [], fees: fees)
    }

    private func accessList() throws(Failure) -> Transaction.AccessList {
        var list: Transaction.AccessList = []
        for entry in elements {
            var keys: [Bytes32] = []
            for key in try entry.required("storageKeys").elements { keys.append(try key.bytes32()) }
            list.append(.init(address: try entry.required("address").address(), storageKeys: keys))
        }
        return list
    }

    func lifetime() throws(Failure) -> SessionLifetime? {
        if let end = try self["expiration"]?.time() { return .until(end) }
        return try self["lifetime"].map { value throws(Failure) in .lasting(try value.duration()) }
    }
}
