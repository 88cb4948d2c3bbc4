import Ethereum
import EthereumRPC
import LitContracts
import LitNode
import LitProtocol
import Primitives
import Secp256k1
import Testing
import ThresholdBLS

@Suite struct ContractRegistryTests {
    @Test func `A PKP's owner, key and permissions are what its contracts have`() async throws {
        try await PermissionChain.run { chain in
            let registry = ContractRegistry(network: chain)
            let user = chain.accounts[4]
            let cid = try CID(PKPAuthorizerTests.action)
            let pkp = try await chain.contracts.connected(to: user).mintPKP(
                authorizing: [
                    PKPPermission(authMethod: .wallet(user.address), scopes: [.personalSign]),
                    PKPPermission(authMethod: .action(cid), scopes: [.signAnything]),
                    PKPPermission(authMethod: .address(chain.accounts[5].address), scopes: []),
                ], ownsItself: false)
            #expect(try await registry.owner(of: pkp.tokenID) == user.address)
            let routing = try #require(try await registry.routing(of: pkp.tokenID))
            #expect(routing.publicKey == pkp.publicKey)
            #expect(routing.derivedKeyID.count == 32)
            let methods = try await registry.permittedAuthMethods(of: pkp.tokenID)
            #expect(methods == [.wallet(user.address), .action(cid), .address(chain.accounts[5].address)])
            let scopes = try await registry.scopes(
                type: .one, id: AuthMethod.wallet(user.address).id, of: pkp.tokenID, limit: UInt256(32))
            #expect(scopes == (0..<32).map { $0 == 2 })
            #expect(try await registry.permittedActions(of: pkp.tokenID) == [cid.bytes])
            #expect(try await registry.permittedAddresses(of: pkp.tokenID).first == user.address)
            #expect(try await registry.isPermittedAction(cid.bytes, of: pkp.tokenID))
            #expect(try await registry.isPermittedAddress(user.address, of: pkp.tokenID))
            #expect(try await !registry.isPermittedAddress(.zero, of: pkp.tokenID))
            #expect(
                try await registry.isPermittedAuthMethod(type: UInt256(2), id: cid.bytes, of: pkp.tokenID))
            #expect(
                try await registry.tokens(type: .one, id: AuthMethod.wallet(user.address).id) == [pkp.tokenID]
            )
            #expect(try await registry.userPublicKey(type: UInt256(3), id: [1]) == [])

            let authorizer = PKPAuthorizer(registry: registry)
            try await authorizer.require(
                .signAnything, of: pkp.tokenID, for: AuthContext(address: user.address))
            try await authorizer.require(
                .signAnything, of: pkp.tokenID, for: AuthContext(actionStack: [PKPAuthorizerTests.action]))
            await #expect(throws: NodeError.self) {
                try await authorizer.require(
                    .personalSign, of: pkp.tokenID, for: AuthContext(address: chain.accounts[5].address))
            }
        }
    }

    @Test func `A token that was burnt has no owner, and its action still signs (defect 13)`() async throws {
        try await PermissionChain.run { chain in
            let registry = ContractRegistry(network: chain)
            let cid = try CID(PKPAuthorizerTests.action)
            let nft = chain.contracts.pkpNFT
            let pkp = try await nft.mintGrantAndBurnNext(ipfsCID: cid.bytes, value: nft.mintCost()).outcome()
            #expect(try await registry.owner(of: pkp.tokenID) == nil)
            #expect(try await registry.routing(of: pkp.tokenID)?.publicKey == pkp.publicKey)
            let authorizer = PKPAuthorizer(registry: registry)
            try await authorizer.require(
                .signAnything, of: pkp.tokenID, for: AuthContext(actionStack: [PKPAuthorizerTests.action]))
            let error = await #expect(throws: NodeError.self) {
                try await authorizer.require(
                    .signAnything, of: pkp.tokenID, for: AuthContext(address: chain.accounts[0].address))
            }
            #expect(error?.code == .authSigScopeTooLimited)
        }
    }

    @Test func `A token that never was is told from a chain that cannot be read`() async throws {
        try await PermissionChain.run { chain in
            let registry = ContractRegistry(network: chain)
            #expect(try await registry.owner(of: UInt256(5)) == nil)
            #expect(try await registry.routing(of: UInt256(5)) == nil)
            chain.cut(true)
            try await Self.expectUnreadable { _ = try await registry.owner(of: UInt256(6)) }
            try await Self.expectUnreadable { _ = try await registry.routing(of: UInt256(6)) }
            try await Self.expectUnreadable { _ = try await registry.permittedAuthMethods(of: UInt256(6)) }
            chain.cut(false)
            #expect(try await registry.owner(of: UInt256(6)) == nil)
        }
    }

    private static func expectUnreadable(_ body: () async throws -> Void) async throws {
        let error = await #expect(throws: NodeError.self) { try await body() }
        #expect(error?.code == .blockchainError)
        #expect(error?.details.joined().contains("permissions-") == false)
    }

    @Test func `What was read serves until another block is known, and a refusal is checked anew`()
        async throws
    {
        try await PermissionChain.run { chain in
            let user = chain.accounts[4].address
            let pkp = try await chain.contracts.mintPKP()
            try await chain.learn()
            let registry = ContractRegistry(network: chain, lifetime: .seconds(3600))
            _ = try await registry.permittedAuthMethods(of: pkp.tokenID)
            let calls = chain.calls
            async let first = registry.permittedAuthMethods(of: pkp.tokenID)
            async let second = registry.permittedAuthMethods(of: pkp.tokenID)
            let both = try await [first, second]
            #expect(both == [[], []])
            #expect(chain.calls == calls)

            let authorizer = PKPAuthorizer(registry: registry)
            await #expect(throws: NodeError.self) {
                try await authorizer.require(.signAnything, of: pkp.tokenID, for: AuthContext(address: user))
            }
            // The node does not know this block, but whom it permits is not refused.
            _ = try await chain.contracts.permit(.wallet(user), scopes: [.signAnything], for: pkp).receipt()
            try await authorizer.require(.signAnything, of: pkp.tokenID, for: AuthContext(address: user))

            // Once the node knows the block of a revocation, what it read before is gone.
            _ = try await chain.contracts.revoke(.wallet(user), for: pkp).receipt()
            try await chain.learn()
            await #expect(throws: NodeError.self) {
                try await authorizer.require(.signAnything, of: pkp.tokenID, for: AuthContext(address: user))
            }
        }
    }

    @Test func `Credits on chain pay for their owner and for whom he delegates to`() async throws {
        try await PermissionChain.run { chain in
            let (payer, user) = (chain.accounts[4], chain.accounts[5].address)
            let meter = CapacityMeter(policy: .credits, network: chain)
            let refusal = await #expect(throws: NodeError.self) {
                try await meter.require(for: payer.address, capabilities: [])
            }
            #expect(refusal?.status == 402)
            let mine = chain.contracts.connected(to: payer)
            _ = try await mine.mintCapacityCredit(.perKilosecond(10), days: 5)
            try await chain.learn()
            try await meter.require(for: payer.address, capabilities: [])
            await #expect(throws: NodeError.self) { try await meter.require(for: user, capabilities: []) }
            try await mine.delegatePayments(to: [user])
            try await chain.learn()
            try await meter.require(for: user, capabilities: [])
        }
    }

    @Test func `A claim needs enough nodes, each of which counts once (defect 17)`() async throws {
        try await PermissionChain.run { chain in
            let user = AuthMethodContext(
                type: 4, userID: "123", appID: "app", usedForSignSessionKeyRequest: false)
            let id = DerivedKeyID(userID: "123", appID: "app")
            var signatures: [NodeSignature] = []
            for key in chain.keys[1...3] {
                let answer = try await ClaimSigner(key).answer(for: user)
                let claim = try KeyClaim(answers: [answer])
                #expect(claim.id == id)
                for signature in claim.signatures {
                    signatures.append(
                        NodeSignature(
                            r: signature.r.bytes32, s: signature.s.bytes32, v: 27 + signature.recoveryID))
                }
            }
            let (nft, staking) = (chain.contracts.pkpNFT, chain.contracts.staking.address)
            let cost = try await nft.mintCost()
            let one = [NodeSignature](repeating: signatures[0], count: 3)
            let refusal = await #expect(throws: EthereumRPCError.self) {
                _ = try await nft.claimAndMint(
                    derivedKeyID: id.bytes, signatures: one, stakingContract: staking, value: cost)
            }
            #expect(refusal?.code == .reverted)
            let pkp = try await nft.claimAndMint(
                derivedKeyID: id.bytes, signatures: signatures, stakingContract: staking, value: cost
            ).outcome()
            let routing = try await ContractRegistry(network: chain).routing(of: pkp.tokenID)
            #expect(routing?.derivedKeyID == id.bytes.bytes)
        }
    }
}
