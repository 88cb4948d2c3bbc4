import Ethereum
import EthereumRPC
import LitContracts
import LitNode
import Primitives
import Testing

@Suite struct OutcomeTests {
    private func outcome(
        _ error: String, _ values: ABIValue..., code: EthereumRPCError.Code = .reverted
    ) throws -> EpochMachine.Outcome {
        let custom = try ABICustomError(parsing: "error " + error)
        let data = try custom.encode(values)
        let abi = Staking.contract(
            at: .zero, provider: try EthereumProvider(url: "http://127.0.0.1:1")
        ).abi
        return EpochMachine.Outcome(
            EthereumRPCError(code, "reverted", revert: ABIRevert(data, in: abi), revertData: data), of: .lock)
    }

    @Test func `Refusals are told apart: overtaken, too early, against the rules`() throws {
        #expect(try outcome("MustBeInActiveOrUnlockedState(uint8 state)", 1) == .moot)
        #expect(try outcome("MustBeInReadyForNextEpochState(uint8 state)", 0) == .moot)
        #expect(
            try outcome("MustBeInReadyForNextEpochState(uint8 state)", 0, code: .transactionFailed) == .moot)
        #expect(
            try outcome(
                "NotEnoughTimeElapsedSinceLastEpoch(uint256 currentTimestamp, uint256 epochEndTime)", 5, 70)
                == .early(until: Timestamp(seconds: 70)))
        #expect(
            try outcome(
                "NotEnoughTimeElapsedForTimeoutSinceLastEpoch(uint256 currentTimestamp, uint256 epochEndTime, "
                    + "uint256 timeout)", 5, 70, 60) == .early(until: Timestamp(seconds: 130)))
        #expect(
            try outcome(
                "NotEnoughTimeElapsedSinceLastEpoch(uint256 currentTimestamp, uint256 epochEndTime)", 5,
                .uint(.max)) == .early(until: Timestamp(seconds: .max)))
        #expect(
            try outcome(
                "StakeMustBeGreaterThanMinimumStake(uint256 amountStaked, uint256 minimumStake)", 0, 1)
                == .refused)
    }

    @Test func `Votes that were given before, and failures of the node, are not refusals`() {
        func outcome(_ code: EthereumRPCError.Code, reason: String? = nil) -> EpochMachine.Outcome {
            EpochMachine.Outcome(
                EthereumRPCError(code, "it failed", revert: reason.map { .reason($0) }),
                of: .vote(SampleKeys.all))
        }
        #expect(
            outcome(.reverted, reason: "PubkeyRouter: validator has already voted for this root key")
                == .moot)
        #expect(
            outcome(.reverted, reason: "PubkeyRouter: root keys already set for this staking contract")
                == .moot)
        #expect(
            outcome(.reverted, reason: "PubkeyRouter: txn sender is not active validator") == .refused)
        #expect(outcome(.transportFailed) == .failed)
        #expect(outcome(.deadlineExceeded) == .failed)
        #expect(outcome(.insufficientFunds) == .refused)
        #expect(outcome(.transactionFailed) == .failed)
    }
}
