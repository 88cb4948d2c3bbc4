public import ActionProtocol
public import Primitives

extension ActionHost {
    public func sign(_ request: ActionSigningRequest, in context: OperationContext)
        async throws(OperationFailure) -> ActionSignature
    {
        throw .refused("sign")
    }

    public func signAndCombine(_ request: ActionSigningRequest, in context: OperationContext)
        async throws(OperationFailure) -> CombinedSignature
    {
        throw .refused("combine signatures")
    }

    public func isPermittedAction(_ action: String, tokenID: UInt256, in context: OperationContext)
        async throws(OperationFailure) -> Bool
    {
        throw .refused("read permissions")
    }

    public func isPermittedAddress(_ address: String, tokenID: UInt256, in context: OperationContext)
        async throws(OperationFailure) -> Bool
    {
        throw .refused("read permissions")
    }

    public func isPermittedAuthMethod(
        type: UInt256, userID: [UInt8], tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool {
        throw .refused("read permissions")
    }

    public func permittedActions(tokenID: UInt256, in context: OperationContext)
        async throws(OperationFailure) -> [String]
    {
        throw .refused("read permissions")
    }

    public func permittedAddresses(tokenID: UInt256, in context: OperationContext)
        async throws(OperationFailure) -> [String]
    {
        throw .refused("read permissions")
    }

    public func permittedAuthMethods(tokenID: UInt256, in context: OperationContext)
        async throws(OperationFailure) -> [PermittedAuthMethod]
    {
        throw .refused("read permissions")
    }

    public func permittedAuthMethodScopes(
        type: UInt256, userID: [UInt8], limit: UInt256, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [Bool] {
        throw .refused("read permissions")
    }

    public func latestNonce(of address: String, chain: String, in context: OperationContext)
        async throws(OperationFailure) -> UInt64
    {
        throw .refused("read chains")
    }

    public func checkConditions(_ request: ConditionsRequest, in context: OperationContext)
        async throws(OperationFailure) -> Bool
    {
        throw .refused("check conditions")
    }

    public func callContract(chain: String, transaction: [UInt8], in context: OperationContext)
        async throws(OperationFailure) -> [UInt8]
    {
        throw .refused("call contracts")
    }

    public func claimKey(_ keyID: String, derivedKeyID: Bytes32, in context: OperationContext)
        async throws(OperationFailure) -> ActionClaim
    {
        throw .refused("claim keys")
    }

    public func encrypt(_ plaintext: [UInt8], under conditions: JSON, in context: OperationContext)
        async throws(OperationFailure) -> EncryptedData
    {
        throw .refused("encrypt")
    }

    public func decryptAndCombine(_ request: DecryptionRequest, in context: OperationContext)
        async throws(OperationFailure) -> [UInt8]
    {
        throw .refused("decrypt")
    }

    public func decryptToSingleNode(_ request: DecryptionRequest, in context: OperationContext)
        async throws(OperationFailure) -> [UInt8]?
    {
        throw .refused("decrypt")
    }

    public func broadcastAndCollect(name: String, value: String, in context: OperationContext)
        async throws(OperationFailure) -> [String]
    {
        throw .refused("reach other nodes")
    }

    public func isLeader(in context: OperationContext) async throws(OperationFailure) -> Bool {
        throw .refused("reach other nodes")
    }

    public func broadcast(name: String, value: String, in context: OperationContext)
        async throws(OperationFailure)
    {
        throw .refused("reach other nodes")
    }

    public func collectFromLeader(name: String, in context: OperationContext) async throws(OperationFailure)
        -> String
    {
        throw .refused("reach other nodes")
    }

    public func rpcURL(chain: String, in context: OperationContext) async throws(OperationFailure) -> String {
        throw .refused("tell RPC URLs")
    }

    public func perform(
        extension name: String, arguments: JSON, bytes: [UInt8], in context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
        throw OperationFailure(message: "unknown operation: \(name)")
    }
}

extension OperationFailure {
    static func refused(_ ability: String) -> OperationFailure {
        OperationFailure(message: "This host cannot \(ability). Run the action where that is possible.")
    }
}
