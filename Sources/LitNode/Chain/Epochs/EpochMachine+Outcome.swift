import Ethereum
package import EthereumRPC
import LitContracts
import Primitives

extension EpochMachine.Outcome {
    /// What a failed transaction means for its action.
    package init(_ error: EthereumRPCError, of action: EpochAction) {
        if let refusal = error.contractError {
            self.init(refusal)
            return
        }
        switch error.code {
        case .reverted, .transactionFailed:
            if case .reason(let reason) = error.revert {
                self = Self.ofReason(reason)
            } else {
                self = .failed
            }
        case .insufficientFunds, .abiMismatch, .contradiction, .noAccount, .signingFailed, .wrongChain:
            self = .refused
        default: self = .failed
        }
    }

    private init(_ refusal: LitContractError) {
        switch refusal {
        // Somebody else was first, or the chain has moved on.
        case .mustBeInActiveOrUnlockedState, .mustBeInReadyForNextEpochState,
            .mustBeInActiveOrUnlockedOrPausedState, .mustBeInNextValidatorSetLockedState,
            .mustBeInNextValidatorSetLockedOrReadyForNextEpochState,
            .mustBeInNextValidatorSetLockedOrReadyForNextEpochOrRestoreState,
            .signaledReadyForWrongEpochNumber, .notEnoughValidatorsReadyForNextEpoch,
            .notEnoughValidatorsInNextEpoch:
            self = .moot
        case .notEnoughTimeElapsedSinceLastEpoch(_, let end): self = .early(until: Self.time(end))
        case .notEnoughTimeElapsedForTimeoutSinceLastEpoch(_, let since, let timeout):
            let (sum, overflow) = since.addingReportingOverflow(timeout)
            self = .early(until: Self.time(overflow ? .max : sum))
        default: self = .refused
        }
    }

    /// The contracts' own words, which are part of the protocol.
    private static func ofReason(_ reason: String) -> EpochMachine.Outcome {
        switch reason {
        case "PubkeyRouter: root keys already set for this staking contract",
            "PubkeyRouter: validator has already voted for this root key":
            .moot
        default: .refused
        }
    }

    private static func time(_ seconds: UInt256) -> Timestamp { Timestamp(second: UInt64(clamping: seconds)) }
}
