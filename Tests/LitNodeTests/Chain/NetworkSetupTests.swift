import Ethereum
import EthereumRPC
import LitContracts
import LitNode
import Primitives
import Testing

@Suite struct NetworkSetupTests {
    @Test func `Stakes, funds and settings are brought in one go, and not a second time`() async throws {
        try await ContractChain.run(validators: 0) { chain in
            let contracts = try chain.contracts()
            var setup = NetworkSetup()
            setup.stakers = chain.wallets[1...4].map(\.address)
            setup.funds = [(Sample.address(77), 12345)]
            setup.epochLength = 86_400
            setup.epochTimeout = 90
            setup.minimumValidatorCount = 4
            setup.activates = true
            let receipts = try await setup.run(with: contracts)
            // Funds, tokens, their approval, four stakes; length is new, timeout, configuration, state.
            #expect(receipts.count == 11)
            let minimum = try await contracts.stakingBalances.minimumStake()
            for staker in setup.stakers {
                #expect(try await contracts.stakingBalances.balance(of: staker) == minimum)
                #expect(try await contracts.stakingBalances.checkStakingAmounts(of: staker))
            }
            let epoch = try await contracts.staking.epoch()
            #expect(epoch.length == 86_400)
            #expect(epoch.timeout == 90)
            let config = try await contracts.staking.config()
            #expect(config.minimumValidatorCount == 4)
            #expect(config.keyTypes == [.bls12381, .secp256k1])
            #expect(try await contracts.staking.state() == .active)
            #expect(try await chain.provider().balance(of: Sample.address(77)) == 12345)

            setup.funds = []
            #expect(try await setup.run(with: contracts).isEmpty)
            setup.stakers.append(chain.wallets[5].address)
            #expect(try await setup.run(with: contracts).count == 3)
        }
    }

    @Test func `Whoever is not the owner is told so`() async throws {
        try await ContractChain.run(validators: 0) { chain in
            let stranger = EthereumAccount(signer: chain.wallets[3], provider: try chain.provider())
            var setup = NetworkSetup()
            setup.activates = true
            let error = await #expect(throws: EthereumRPCError.self) {
                try await setup.run(with: LitContracts(chain.layout, account: stranger))
            }
            #expect(error?.code == .transactionFailed)
            #expect(error?.contractError == .callerNotOwnerOrDevopsAdmin)
            let reader = LitContracts(
                addresses: [:], provider: try chain.provider())
            let missing = await #expect(throws: EthereumRPCError.self) { try await setup.run(with: reader) }
            #expect(missing?.code == .noAccount)
        }
    }
}
