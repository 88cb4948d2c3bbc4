import Ethereum
import EthereumRPC
import LitContracts
import Primitives
import Secp256k1
import Testing
import ThresholdBLS

@Suite struct LiveContractTests {
    @Test("a PKP is minted, found, permits whom it should, and changes when its owner says so")
    func aPKPIsMintedFoundPermitsWhom() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            let user = try chain.account(4, provider: network.contracts.provider)
            let mine = network.contracts.connected(to: user)
            let wallet = AuthMethod.wallet(user.address)
            let pkp = try await mine.mintPKP(authorizing: wallet, scopes: [.signAnything], ownsItself: false)
            let routing = try await mine.pubkeyRouter.routingData(of: pkp.tokenID)
            #expect(routing.publicKey == pkp.publicKey)
            let derived = try network.roots.derive(DerivedKeyID(routing.derivedKeyID))
            #expect(derived.publicKey.uncompressed == pkp.publicKey)
            #expect(Address(derived.publicKey) == pkp.address)
            #expect(try await mine.pkpNFT.owner(of: pkp.tokenID) == user.address)
            #expect(try await mine.pkps(ownedBy: user.address) == [pkp])
            #expect(try await mine.pkps(permitting: wallet) == [pkp])
            let first = try await mine.permissions(of: pkp)
            #expect(first == [PKPPermission(authMethod: wallet, scopes: [.signAnything])])

            let cid = try CID("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")
            _ = try await mine.permit(.action(cid), scopes: [.personalSign], for: pkp).receipt()
            _ = try await mine.permit(.address(network.administrator.address), scopes: [], for: pkp).receipt()
            let permissions = try await mine.permissions(of: pkp)
            #expect(permissions.count == 3)
            #expect(permissions[1] == PKPPermission(authMethod: .action(cid), scopes: [.personalSign]))
            #expect("\(permissions[1].authMethod)" == "the Lit Action \(cid)")
            #expect(try await mine.pkpPermissions.isPermittedAction(tokenID: pkp.tokenID, ipfsCID: cid.bytes))
            #expect(
                try await mine.pkpPermissions.permittedAddresses(of: pkp.tokenID)
                    .contains(network.administrator.address))

            let removal = try await mine.revoke(.action(cid), for: pkp).receipt()
            let events = try mine.pkpPermissions.events(
                PKPPermissions.PermittedAuthMethodRemoved.self, in: removal)
            #expect(events.map(\.value.tokenID) == [pkp.tokenID])
            #expect(events.map(\.value.id) == [cid.bytes])
            #expect(try await mine.permissions(of: pkp).count == 2)

            let before = chain.transactions.count
            let refusal = await #expect(throws: EthereumRPCError.self) {
                _ = try await network.contracts.revoke(wallet, for: pkp)
            }
            #expect(refusal?.revert == .reason("Not PKP NFT owner"))
            #expect(chain.transactions.count == before)
        }
    }

    @Test("a PKP minted without permissions belongs to its minter; one of its own to itself")
    func aPKPMintedWithoutPermissionsBelongsTo() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            let contracts = network.contracts
            let plain = try await contracts.mintPKP()
            #expect(try await contracts.permissions(of: plain) == [])
            #expect(try await contracts.pkpNFT.owner(of: plain.tokenID) == network.administrator.address)
            let own = try await contracts.mintPKP(
                authorizing: [
                    PKPPermission(authMethod: .address(.zero), scopes: [.personalSign]),
                    PKPPermission(
                        authMethod: .custom(type: AuthMethodType(rawValue: UInt256(77)), id: [1]), scopes: []),
                ])
            #expect(try await contracts.pkpNFT.owner(of: own.tokenID) == own.address)
            let methods = try await contracts.permissions(of: own).map(\.authMethod)
            #expect(methods.last == .address(own.address))
            #expect(methods.count == 3)
            #expect(try await contracts.pkpNFT.totalSupply() == UInt256(2))
            let minted = try await contracts.pkpNFT.pastEvents(
                PKPNFT.PKPMinted.self, from: .earliest, to: .latest)
            #expect(minted.map(\.value.tokenID) == [plain.tokenID, own.tokenID])
            let past = contracts.pkpNFT.at(.number(minted[0].log.blockNumber ?? 0))
            #expect(try await past.totalSupply() == UInt256(1))
            #expect(try await contracts.pkp(UInt256(5)) == nil)
            let uri = try await contracts.pkpNFT.tokenURI(of: own.tokenID)
            #expect(uri.hasPrefix("data:application/json;base64,"))
        }
    }

    @Test("wrong payments and unknown tokens are refused in the contract's words")
    func wrongPaymentsAndUnknownTokensAreRefused() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            let nft = network.contracts.pkpNFT
            let unpaid = await #expect(throws: EthereumRPCError.self) {
                _ = try await nft.mintNext(value: .zero)
            }
            #expect(unpaid?.revert == .reason("You must pay exactly mint cost"))
            let unknown = await #expect(throws: EthereumRPCError.self) {
                _ = try await nft.owner(of: UInt256(1))
            }
            #expect(unknown?.revert == .reason("ERC721: invalid token ID"))
            let stranger = try chain.account(5, provider: network.contracts.provider)
            let forbidden = await #expect(throws: EthereumRPCError.self) {
                _ = try await nft.connected(to: stranger).setMintCost(UInt256(7))
            }
            #expect(forbidden?.contractError == .callerNotOwner)
            // An error of one contract that comes through another.
            let zero = await #expect(throws: EthereumRPCError.self) {
                _ = try await network.contracts.staking.stake(.zero)
            }
            #expect(zero?.contractError == .cannotStakeZero)
        }
    }

    @Test("the network is in its second epoch, as clients and nodes see it")
    func theNetworkIsInItsSecondEpoch() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            let staking = network.contracts.staking
            let active = try await staking.activeValidators()
            #expect(active.epoch.number == UInt256(2))
            #expect(active.requiredCount == UInt256(2))
            #expect(active.validators.map(\.nodeAddress) == network.validators.map(\.address))
            #expect(active.validators.map(\.port) == [7000, 7001, 7002])
            #expect(try await staking.state() == .active)
            #expect(try await staking.keyTypes() == [.bls12381, .secp256k1])
            let config = try await staking.config()
            #expect(config.minimumValidatorCount == UInt256(3))
            #expect(config.actions.timeout == UInt256(30_000))
            var changed = config
            changed.maxTripleCount = UInt256(30)
            let receipt = try await staking.setConfig(changed).receipt()
            #expect(try await staking.config() == changed)
            let events = try staking.events(Staking.ConfigSet.self, in: receipt)
            #expect(events.first?.value.maxTripleCount == UInt256(30))
            #expect(try await staking.complaintConfig(for: .unresponsive).kickPenalty == UInt256(5))
            let early = await #expect(throws: EthereumRPCError.self) { _ = try await staking.advanceEpoch() }
            #expect(early?.contractError == .mustBeInReadyForNextEpochState(state: .active))
            let stakes = try await network.contracts.stakingBalances.balance(
                of: network.validators[0].address)
            #expect(stakes == (try await network.contracts.stakingBalances.minimumStake()))
            let states = try await staking.pastEvents(Staking.StateChanged.self, from: .earliest)
            #expect(
                states.map(\.value.state) == [.active, .nextValidatorSetLocked, .readyForNextEpoch, .active])
        }
    }

    @Test("capacity is bought at its cost until a midnight, and payments are delegated")
    func capacityIsBoughtAtItsCostUntil() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            let contracts = network.contracts
            let (expiry, cost) = try await contracts.capacityCost(.perDay(8640), days: 2)
            #expect(expiry % UInt256(86_400) == .zero)
            #expect(!cost.isZero)
            let credit = try await contracts.mintCapacityCredit(.perDay(8640), days: 2)
            #expect(credit.owner == network.administrator.address)
            let credits = try await contracts.capacityCredits(ownedBy: network.administrator.address)
            #expect(credits.map(\.credit) == [credit])
            #expect(credits[0].limit.expiresAt == expiry)
            #expect(credits[0].limit.requestsPerKilosecond >= UInt256(100))
            #expect(try await !contracts.rateLimitNFT.isExpired(credit.tokenID))
            let late = await #expect(throws: EthereumRPCError.self) {
                _ = try await contracts.mintCapacityCredit(.perSecond(1), days: 4000)
            }
            #expect(late?.code == .reverted)

            let users = try [4, 5].map { try chain.account($0).address }
            let limit = Restriction(requestsPerPeriod: UInt256(10), period: UInt256(60))
            try await contracts.delegatePayments(to: users, restriction: limit)
            let payers = try await contracts.paymentDelegation.payersAndRestrictions(of: users)
            #expect(payers.payers == users.map { _ in [network.administrator.address] })
            #expect(payers.restrictions == users.map { _ in [limit] })
        }
    }

    @Test("contracts are found by a resolver, as nodes do by staking, and from a record")
    func contractsAreFoundByAResolverAs() async throws {
        try await withChain { chain in
            let account = try chain.account(0)
            let result = try await ContractDeployer(payer: account).deploy(
                DeploymentSettings(owner: account.address, environment: .prod))
            let resolver = result.layout[.contractResolver]
            let byResolver = try await LitContracts.resolved(
                by: resolver, in: .prod, provider: account.provider)
            let byStaking = try await LitContracts.resolved(
                byStaking: result.layout[.staking], in: .prod, provider: account.provider)
            let record = DeploymentRecord(result.layout, chainID: result.chainID)
            let byRecord = LitContracts(record, provider: account.provider)
            #expect(byResolver.addresses == record.addresses)
            #expect(byStaking.addresses == record.addresses)
            #expect(byRecord.addresses == record.addresses)
            #expect(try await byRecord.pkpHelper.environment() == .prod)
            let other = try await LitContracts.resolved(by: resolver, in: .dev, provider: account.provider)
            #expect(other.addresses == [.contractResolver: resolver])
            let missing = await #expect(throws: EthereumRPCError.self) {
                _ = try await other.pkpNFT.mintCost()
            }
            #expect(missing?.code == .abiMismatch)
            let readOnly = await #expect(throws: EthereumRPCError.self) { _ = try await byResolver.mintPKP() }
            #expect(readOnly?.code == .noAccount)
        }
    }

    @Test("events come as they happen, typed")
    func eventsComeAsTheyHappen() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            let nft = network.contracts.pkpNFT
            let height = try await network.contracts.provider.blockNumber()
            let stream = try nft.events(PKPNFT.PKPMinted.self, from: height + 1)
            async let first = stream.first { _ in true }
            let pkp = try await network.contracts.mintPKP()
            let change = try #require(try await first)
            #expect(!change.isRemoved)
            #expect(change.value.value.tokenID == pkp.tokenID)
            #expect(change.value.log.address == nft.address)
        }
    }

    @Test("midnights and rates are rounded as buyers expect")
    func midnightsAndRatesAreRoundedAsBuyers() {
        #expect(CapacityCredit.expiry(days: 1, from: 0) == UInt256(86_400))
        #expect(CapacityCredit.expiry(days: 1, from: 86_399) == UInt256(86_400))
        #expect(CapacityCredit.expiry(days: 1, from: 86_400) == UInt256(172_800))
        #expect(CapacityCredit.expiry(days: 30, from: 1_700_000_000) % UInt256(86_400) == .zero)
        #expect(CapacityRate.perDay(86_400).requestsPerKilosecond == UInt256(1000))
        #expect(CapacityRate.perDay(43).requestsPerKilosecond == .zero)
        #expect(CapacityRate.perDay(44).requestsPerKilosecond == UInt256(1))
        #expect(CapacityRate.perSecond(2).requestsPerKilosecond == UInt256(2000))
        #expect(CapacityRate.perKilosecond(9).requestsPerKilosecond == UInt256(9))
    }
}
