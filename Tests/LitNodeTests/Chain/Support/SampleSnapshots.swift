import DevChain
import Ethereum
import LitContracts
import LitNode
import Primitives

/// Snapshots that no chain has given.
enum Sample {
    static func address(_ number: UInt8) -> Address {
        Address(truncating: UInt256(number).bytes32)
    }

    static func record(_ number: UInt8) -> Validator {
        Validator(
            ip: 0x7f00_0001, port: UInt32(number), nodeAddress: address(100 + number),
            senderPublicKey: UInt256(number), receiverPublicKey: UInt256(number))
    }

    static func nodes(_ numbers: [UInt8]) -> [StakedNode] {
        numbers.map { StakedNode(staker: address($0), record: record($0)) }
    }

    /// At second 1000 of the chain.
    static func snapshot(
        _ state: StakingState, epoch: UInt64 = 1, end: UInt64 = 500, retries: UInt64 = 0,
        current: [UInt8] = [], next: [UInt8] = [1, 2, 3], keys: [RootKey] = [], hasSignalled: Bool = false,
        block: UInt8 = 1, time: UInt64 = 1000
    ) -> StakingSnapshot {
        StakingSnapshot(
            block: BlockMark(number: UInt64(block), hash: address(block).word, time: time), state: state,
            epoch: EpochTimes(number: epoch, length: 100, endTime: end, retries: retries, timeout: 60),
            current: nodes(current), next: nodes(next), consensus: UInt64(current.count * 2 / 3),
            minimumValidatorCount: 3, rootKeys: keys, hasSignalled: hasSignalled)
    }
}

enum Refusal {
    static let error = RPCError(code: -32000, message: "contract creation is not supported in calls")
}
