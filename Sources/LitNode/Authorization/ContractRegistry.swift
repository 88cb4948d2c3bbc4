package import Ethereum
internal import EthereumRPC
package import LitContracts
package import LitProtocol
package import Primitives

/// The PKPs on chain, as the contracts that the network's state names have them.
///
/// Everything is read at the newest block of the chain, which may be newer than the one the node knows: a key
/// can be used as soon as its transaction is mined. What was read serves again until the node learns of
/// another block, or for a second if that is sooner, so that an action that signs ten times reads once.
package struct ContractRegistry: PKPRegistry {
    private struct MethodKey: Hashable, Sendable {
        var type: UInt256
        var id: [UInt8]
        var token: UInt256
        var limit = UInt256.zero
    }

    private struct Routing: Sendable {
        var derivedKeyID: [UInt8]
        var publicKey: [UInt8]
    }

    private struct Memories: Sendable {
        let owners: BlockMemory<UInt256, Address?>
        let routings: BlockMemory<UInt256, Routing?>
        let methods: BlockMemory<UInt256, [AuthMethod]>
        let scopes: BlockMemory<MethodKey, [Bool]>

        init(lifetime: Duration) {
            owners = BlockMemory(lifetime: lifetime)
            routings = BlockMemory(lifetime: lifetime)
            methods = BlockMemory(lifetime: lifetime)
            scopes = BlockMemory(lifetime: lifetime)
        }
    }

    private let network: any NetworkView
    private let memories: Memories
    private var isFresh = false

    /// - Parameter lifetime: how long an answer serves while no new block becomes known.
    package init(network: any NetworkView, lifetime: Duration = .seconds(1)) {
        self.network = network
        memories = Memories(lifetime: lifetime)
    }

    package var unremembered: any PKPRegistry {
        var other = self
        other.isFresh = true
        return other
    }

    package func owner(of tokenID: UInt256) async throws(NodeError) -> Address? {
        let (contracts, block) = try current()
        return try await memories.owners.value(tokenID, block: block, isFresh: isFresh) {
            () async throws(NodeError) in
            do throws(EthereumRPCError) {
                let owner = try await contracts.pkpNFT.owner(of: tokenID)
                return owner == .zero ? nil : owner
            } catch {
                // ERC-721 reverts for tokens that were burnt, or never minted. A node that cannot tell does
                // not.
                guard error.code == .reverted else { throw Self.failure(error) }
                return nil
            }
        }
    }

    package func routing(
        of tokenID: UInt256
    ) async throws(NodeError) -> (derivedKeyID: [UInt8], publicKey: [UInt8])? {
        let (contracts, block) = try current()
        let routing = try await memories.routings.value(tokenID, block: block, isFresh: isFresh) {
            () async throws(NodeError) -> Routing? in
            let data = try await Self.read { () async throws(EthereumRPCError) in
                try await contracts.pubkeyRouter.routingData(of: tokenID)
            }
            guard !data.publicKey.isEmpty else { return nil }
            return Routing(derivedKeyID: data.derivedKeyID.bytes, publicKey: data.publicKey)
        }
        return routing.map { ($0.derivedKeyID, $0.publicKey) }
    }

    package func permittedAuthMethods(of tokenID: UInt256) async throws(NodeError) -> [AuthMethod] {
        let (contracts, block) = try current()
        return try await memories.methods.value(tokenID, block: block, isFresh: isFresh) {
            () async throws(NodeError) in
            try await Self.read { () async throws(EthereumRPCError) in
                try await contracts.pkpPermissions.permittedAuthMethods(of: tokenID)
            }
        }
    }

    package func scopes(
        type: UInt256, id: [UInt8], of tokenID: UInt256, limit: UInt256
    ) async throws(NodeError) -> [Bool] {
        let (contracts, block) = try current()
        let key = MethodKey(type: type, id: id, token: tokenID, limit: limit)
        return try await memories.scopes.value(key, block: block, isFresh: isFresh) {
            () async throws(NodeError) in
            try await Self.read { () async throws(EthereumRPCError) in
                try await contracts.pkpPermissions.scopes(
                    of: tokenID, type: AuthMethodType(rawValue: type), id: id, count: limit)
            }
        }
    }
}

// MARK: What is asked too seldom to be remembered

extension ContractRegistry {
    package func tokens(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt256] {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.tokenIDs(permitting: AuthMethodType(rawValue: type), id: id)
        }
    }

    package func permittedActions(of tokenID: UInt256) async throws(NodeError) -> [[UInt8]] {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.permittedActions(of: tokenID)
        }
    }

    package func permittedAddresses(of tokenID: UInt256) async throws(NodeError) -> [Address] {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.permittedAddresses(of: tokenID)
        }
    }

    package func isPermittedAction(_ cid: [UInt8], of tokenID: UInt256) async throws(NodeError) -> Bool {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.isPermittedAction(tokenID: tokenID, ipfsCID: cid)
        }
    }

    package func isPermittedAddress(_ address: Address, of tokenID: UInt256) async throws(NodeError) -> Bool {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.isPermittedAddress(tokenID: tokenID, address: address)
        }
    }

    package func isPermittedAuthMethod(
        type: UInt256, id: [UInt8], of tokenID: UInt256
    ) async throws(NodeError) -> Bool {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.isPermittedAuthMethod(
                tokenID: tokenID, type: AuthMethodType(rawValue: type), id: id)
        }
    }

    package func userPublicKey(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt8] {
        let contracts = try current().contracts
        return try await Self.read { () async throws(EthereumRPCError) in
            try await contracts.pkpPermissions.userPublicKey(of: AuthMethodType(rawValue: type), id: id)
        }
    }
}

extension ContractRegistry {
    private func current() throws(NodeError) -> (contracts: LitContracts, block: Bytes32) {
        guard let state = network.state else { throw Self.unread }
        return (state.contracts, state.latestBlock.hash)
    }

    static let unread = NodeError(.blockchainError, "This node has not read the chain yet. Try again later.")

    private static func read<Value>(
        _ body: () async throws(EthereumRPCError) -> Value
    ) async throws(NodeError) -> Value {
        do throws(EthereumRPCError) { return try await body() } catch { throw failure(error) }
    }

    /// Says what could not be read, but neither where nor in whose words: errors of all nodes read alike.
    static func failure(_ error: EthereumRPCError) -> NodeError {
        let call = error.context.call ?? error.context.method ?? "a call"
        return NodeError(.blockchainError, "The chain could not be read, \(call): \(error.code).")
    }
}
