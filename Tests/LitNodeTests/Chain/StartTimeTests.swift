import EthereumRPC
import KeyService
import LitContracts
import LitNode
import Testing

@Suite struct StartTimeTests {
    @Test func `Three validators need little more than their transactions from contracts to keys on chain`()
        async throws
    {
        let began = ContinuousClock.now
        try await ContractChain.run { chain in
            let before = try await chain.transactionCount()
            let deployed = ContinuousClock.now
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            let staking = try chain.contracts().staking
            #expect(try await eventually { try await staking.validatorsInNextEpoch().count == 3 })
            try await staking.setEpochState(.active).receipt()
            let active = ContinuousClock.now
            #expect(try await eventually { ceremony.runs.count == 3 })
            let met = ContinuousClock.now
            #expect(try await eventually { validators.allSatisfy { $0.status?.serving?.number == 2 } })
            let end = ContinuousClock.now
            for validator in validators { await validator.kill() }
            let sent = try await chain.transactionCount() - before
            print(
                "deployed and set up \(deployed - began), joined and active \(active - deployed), "
                    + "locked \(met - active), signalled to serving \(end - met); \(sent) transactions")
            // On an idle machine it is a small part of this.
            #expect(end - deployed < .seconds(20))
            // Three to join, one to activate, three to signal, three to vote; one to three each to lock and advance.
            #expect((12...16).contains(sent))
        }
    }
}
