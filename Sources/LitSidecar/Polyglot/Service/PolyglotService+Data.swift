internal import Lit
internal import LitProtocol
internal import Primitives
internal import ThresholdBLS

extension PolyglotService {
    private static let notReady =
        "6 LitNodeClient is not ready.  Please call await litNodeClient.connect() first."

    /// Encrypts a text under conditions; nothing is sent.
    func encryptString(_ request: PolyglotRequest) throws(PolyglotFailure) -> JSON {
        try checkClient()
        let (form, list) = try Self.conditions(request, in: "encryptString")
        let text = try Self.text("dataToEncrypt", request, in: "encryptString")
        let client = try readyClient(Self.notReady)
        let conditions = try Self.read(form, list)
        do throws(LitError) {
            let encrypted = try client.encrypt(Array(text.utf8), under: conditions)
            return [
                "ciphertext": .string(encrypted.ciphertext.base64),
                "dataToEncryptHash": .string(encrypted.dataHash.hex),
            ]
        } catch {
            throw PolyglotFailure(error, said: [])
        }
    }

    /// Has nodes check the conditions, and decrypts.
    func decryptString(_ request: PolyglotRequest) async throws(PolyglotFailure) -> JSON {
        try checkClient()
        let (form, list) = try Self.conditions(request, in: "decrypt")
        try Self.checkMaterial(request)
        let text = try Self.text("ciphertext", request, in: "decrypt")
        let client = try readyClient(Self.notReady)
        let conditions = try Self.read(form, list)
        let nodes = client.network.nodes
        let signatures = try Self.signatures(request, for: nodes)
        let data: EncryptedData
        do {
            guard let hash = request["dataToEncryptHash"]?.string else {
                throw PolyglotFailure.thrown("Error", "dataToEncryptHash is missing")
            }
            data = EncryptedData(
                ciphertext: try TimeLockCiphertext(base64: text), dataHash: try Bytes32(hex: hash))
        } catch {
            throw error as? PolyglotFailure ?? .thrown("Error", "\(error)")
        }
        let plaintext = try await calling { () async throws(LitError) in
            try await client.decrypt(
                data, under: conditions, chain: request["chain"]?.string, as: .signatures(signatures))
        }
        return ["decryptedString": .string(String(decoding: plaintext, as: UTF8.self))]
    }

    // MARK: Parts

    private static func invalid(_ what: String) -> PolyglotFailure {
        .thrown("InvalidParamType", "Invalid params: \(what)")
    }

    /// The first list that is there, in the order of the SDK.
    private static func conditions(
        _ request: PolyglotRequest, in function: String
    ) throws(PolyglotFailure) -> (AccessConditions.Form, JSON) {
        for form in AccessConditions.Form.allCases {
            guard let list = request.truthy(form.rawValue) else { continue }
            guard list.array != nil else { throw wrongType(list, form.rawValue, "Array", in: function) }
            return (form, list)
        }
        throw invalid(
            "You must pass either accessControlConditions, evmContractConditions, solRpcConditions or "
                + "unifiedAccessControlConditions")
    }

    private static func read(_ form: AccessConditions.Form, _ list: JSON) throws(PolyglotFailure)
        -> AccessConditions
    {
        do throws(NodeError) {
            let conditions = try AccessConditions(form: form, list)
            try conditions.checkCount()
            return conditions
        } catch {
            throw .thrown("InvalidArgumentException", error.details.joined(separator: " "))
        }
    }

    private static func text(
        _ name: String, _ request: PolyglotRequest, in function: String
    ) throws(PolyglotFailure) -> String {
        guard let json = request.truthy(name) else { throw invalid("str is undefined") }
        guard let text = json.string else { throw wrongType(json, name, "String", in: function) }
        return text
    }

    /// Who asks: by one of two, and not by both.
    private static func checkMaterial(_ request: PolyglotRequest) throws(PolyglotFailure) {
        let (authSig, sessions) = (request.truthy("authSig"), request.truthy("sessionSigs"))
        if let authSig, authSig.object == nil {
            throw wrongType(authSig, "authSig", "Object", in: "decrypt")
        }
        guard request.truthy("chain") != nil else { throw invalid("You must pass chain param") }
        if let sessions, sessions.object == nil {
            throw wrongType(sessions, "sessionSigs", "Object", in: "decrypt")
        }
        if authSig == nil, sessions == nil { throw invalid("You must pass either authSig or sessionSigs") }
        if authSig != nil, sessions != nil {
            throw invalid("You cannot have both authSig and sessionSigs")
        }
    }

    /// What each node is shown.
    private static func signatures(
        _ request: PolyglotRequest, for nodes: [String]
    ) throws(PolyglotFailure) -> [String: AuthSig] {
        let (authSig, sessions) = (request.truthy("authSig"), request.truthy("sessionSigs"))
        var signatures: [String: AuthSig] = [:]
        for node in nodes {
            signatures[node] = (sessions.map { $0[node] } ?? authSig).flatMap(GivenSignatures.authSig)
        }
        guard signatures.count == nodes.count else {
            throw .thrown("InvalidArgumentException", "authSig is required")
        }
        return signatures
    }

    private static func wrongType(
        _ value: JSON, _ name: String, _ type: String, in function: String
    ) -> PolyglotFailure {
        let found =
            switch value {
            case .null: "Null"
            case .bool: "Boolean"
            case .number: "Number"
            case .string: "String"
            case .array: "Array"
            case .object: "Object"
            }
        return .thrown(
            "InvalidParamType",
            "Expecting \"\(type)\" type for parameter named \(name) in Lit-JS-SDK function \(function)(), but "
                + "received \"\(found)\" type instead. value: \(value.string ?? value.text)")
    }
}
