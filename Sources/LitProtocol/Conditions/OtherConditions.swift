public import Primitives

/// A question to Solana.
public struct SolanaCondition: Hashable, Sendable {
    /// An account that a program derives, and what is cut out of it; the newer form of conditions has this.
    public struct DerivedAccount: Hashable, Sendable {
        /// The program and the seeds; empty for no such account.
        public var params: [String]
        /// Where the fields begin, and how long each is, in their order.
        public var offset: JSON, fields: JSON.Object
        /// The field that is used.
        public var key: String

        /// From its parts; by default none, which is written none the less.
        public init(params: [String] = [], offset: JSON = 0, fields: JSON.Object = .init(), key: String = "")
        {
            self.params = params
            self.offset = offset
            self.fields = fields
            self.key = key
        }
    }

    /// What is called; empty to compare the parameter itself.
    public var method: String
    /// Arguments, of any type.
    public var params: [JSON]
    /// Nil in the older form.
    public var derivedAccount: DerivedAccount?
    /// `solana`, `solanaDevnet`, `solanaTestnet`.
    public var chain: String
    /// What of the result, and what it must be.
    public var test: AccessCondition.Test

    /// From its parts.
    public init(
        method: String, params: [JSON], derivedAccount: DerivedAccount? = DerivedAccount(), chain: String,
        test: AccessCondition.Test
    ) {
        self.method = method
        self.params = params
        self.derivedAccount = derivedAccount
        self.chain = chain
        self.test = test
    }

    init(_ members: Members, inUnified: Bool) throws(NodeError) {
        method = try members.string("method")
        params = try members.array("params")
        chain = try members.string("chain")
        test = try AccessCondition.Test(members, hasKey: true)
        guard inUnified || members.has("pdaParams") else {
            derivedAccount = nil
            return
        }
        let interface = try Members(members.value("pdaInterface"), of: "a condition's pdaInterface")
        guard let fields = try interface.optionalObject("fields") else {
            throw interface.error("fields", "is missing")
        }
        let offset = try interface.value("offset")
        guard offset.number != nil else { throw interface.error("offset", "must be a number") }
        derivedAccount = DerivedAccount(
            params: try members.strings("pdaParams"), offset: offset, fields: fields,
            key: try members.string("pdaKey"))
    }

    var json: JSON {
        var object = JSON.Object()
        object["method"] = .string(method)
        object["params"] = JSON.array(params).withJavaScriptNumbers
        if let derivedAccount {
            object["pdaParams"] = .strings(derivedAccount.params)
            let interface: JSON = ["offset": derivedAccount.offset, "fields": .object(derivedAccount.fields)]
            object["pdaInterface"] = interface.withJavaScriptNumbers
            object["pdaKey"] = .string(derivedAccount.key)
        }
        object["chain"] = .string(chain)
        object["returnValueTest"] = test.json
        return .object(object)
    }
}

/// A question to a Cosmos chain.
public struct CosmosCondition: Hashable, Sendable {
    /// The path that is fetched, `:userAddress` replaced in it.
    public var path: String
    /// Such as `cosmos`.
    public var chain: String
    /// What is done with the result; nil to compare it.
    public var method: String?
    /// Arguments; nil for none, which is not the same text as an empty list.
    public var parameters: [String]?
    /// What of the result, and what it must be.
    public var test: AccessCondition.Test

    /// From its parts.
    public init(
        path: String, chain: String, method: String? = nil, parameters: [String]? = nil,
        test: AccessCondition.Test
    ) {
        self.path = path
        self.chain = chain
        self.method = method
        self.parameters = parameters
        self.test = test
    }

    init(_ members: Members) throws(NodeError) {
        path = try members.string("path")
        chain = try members.string("chain")
        method = try members.optionalString("method")
        parameters = members.has("parameters") ? try members.strings("parameters") : nil
        test = try AccessCondition.Test(members, hasKey: true)
    }

    /// What is absent is left out, as the JavaScript SDK does; the original nodes hash null there.
    var json: JSON {
        var object = JSON.Object()
        object["path"] = .string(path)
        object["chain"] = .string(chain)
        object.add("method", method)
        object.add("parameters", parameters.map { JSON.strings($0) })
        object["returnValueTest"] = test.json
        return .object(object)
    }
}
