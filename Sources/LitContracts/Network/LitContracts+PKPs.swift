public import Ethereum
public import EthereumRPC
public import Primitives

/// Whom a PKP permits, and what.
public struct PKPPermission: Hashable, Sendable {
    /// Who.
    public let authMethod: AuthMethod
    /// What; those with the numbers 0 to 31.
    public let scopes: [Scope]

    /// For a PKP that is to be minted.
    public init(authMethod: AuthMethod, scopes: [Scope]) {
        self.authMethod = authMethod
        self.scopes = scopes
    }
}

extension LitContracts {
    /// Mints a PKP, permits an auth method, and waits until it is done.
    ///
    /// - Parameters:
    ///   - authMethod: who may sign with it; nobody but its owner unless given.
    ///   - scopes: what he may do.
    ///   - ownsItself: whether the PKP becomes its own owner, as with the JavaScript SDK, so that only who signs with
    ///     it can change its permissions; otherwise the sending account owns it.
    public func mintPKP(
        authorizing authMethod: AuthMethod? = nil, scopes: [Scope] = [], ownsItself: Bool = true
    ) async throws(EthereumRPCError) -> PKP {
        guard let authMethod else { return try await pkpNFT.mintNext(value: pkpNFT.mintCost()).outcome() }
        return try await mintPKP(
            authorizing: [PKPPermission(authMethod: authMethod, scopes: scopes)], ownsItself: ownsItself)
    }

    /// Mints a PKP that permits several auth methods, and waits until it is done.
    ///
    /// - Parameter ownsItself: as with ``mintPKP(authorizing:scopes:ownsItself:)-(AuthMethod?,_,_)``.
    public func mintPKP(
        authorizing permissions: [PKPPermission], ownsItself: Bool = true
    ) async throws(EthereumRPCError) -> PKP {
        for permission in permissions { try permission.authMethod.checkID() }
        let cost = try await pkpNFT.mintCost()
        return try await pkpHelper.mintNextAndAddAuthMethods(
            types: permissions.map(\.authMethod.type), ids: permissions.map(\.authMethod.id),
            publicKeys: permissions.map(\.authMethod.userPublicKey), scopes: permissions.map(\.scopes),
            permitsItself: ownsItself, ownsItself: ownsItself, value: cost
        ).outcome()
    }

    /// The PKP of a token; nil if there is none.
    public func pkp(_ tokenID: UInt256) async throws(EthereumRPCError) -> PKP? {
        PKP(publicKey: try await pubkeyRouter.publicKey(of: tokenID))
    }

    /// The PKPs that an account owns, in the order of the contract.
    public func pkps(ownedBy owner: Address) async throws(EthereumRPCError) -> [PKP] {
        let nft = pkpNFT
        var pkps: [PKP] = []
        var index = UInt256.zero
        let count = try await nft.balance(of: owner)
        while index < count {
            let tokenID = try await nft.token(of: owner, at: index)
            if let pkp = try await pkp(tokenID) { pkps.append(pkp) }
            index += UInt256(1)
        }
        return pkps
    }

    /// The PKPs that permit an auth method.
    public func pkps(permitting authMethod: AuthMethod) async throws(EthereumRPCError) -> [PKP] {
        var pkps: [PKP] = []
        for tokenID in try await pkpPermissions.tokenIDs(permitting: authMethod.type, id: authMethod.id) {
            if let pkp = try await pkp(tokenID) { pkps.append(pkp) }
        }
        return pkps
    }

    /// Whom a PKP permits, and what, in the order of the contract.
    public func permissions(of pkp: PKP) async throws(EthereumRPCError) -> [PKPPermission] {
        let contract = pkpPermissions
        var permissions: [PKPPermission] = []
        for method in try await contract.permittedAuthMethods(of: pkp.tokenID) {
            let flags = try await contract.scopes(
                of: pkp.tokenID, type: method.type, id: method.id, count: UInt256(32))
            let scopes = flags.enumerated().filter(\.element).map { Scope(rawValue: UInt256($0.offset)) }
            permissions.append(PKPPermission(authMethod: method, scopes: scopes))
        }
        return permissions
    }

    /// Permits an auth method. Only the PKP's owner may.
    ///
    /// - Throws: `EthereumRPCError`; with `abiMismatch`, and nothing is sent, if the method's id is a text such as
    ///   `0x…` or a CID's, where its bytes belong.
    @discardableResult
    public func permit(
        _ authMethod: AuthMethod, scopes: [Scope], for pkp: PKP,
        overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try authMethod.checkID()
        return try await pkpPermissions.addPermittedAuthMethod(
            tokenID: pkp.tokenID, authMethod: authMethod, scopes: scopes, overrides: overrides)
    }

    /// Permits an auth method no longer. Only the PKP's owner may; see
    /// ``PKPPermissions/removePermittedAuthMethod(tokenID:type:id:overrides:)`` for its scopes.
    @discardableResult
    public func revoke(
        _ authMethod: AuthMethod, for pkp: PKP, overrides: TransactionOverrides = TransactionOverrides()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await pkpPermissions.removePermittedAuthMethod(
            tokenID: pkp.tokenID, type: authMethod.type, id: authMethod.id, overrides: overrides)
    }
}
