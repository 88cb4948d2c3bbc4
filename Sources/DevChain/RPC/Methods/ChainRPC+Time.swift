import Primitives

/// The chain's clock.
extension ChainRPC {
    static let timeMethods: [String: Method] = [
        "evm_increaseTime": { rpc, parameters, _ throws(RPCError) in
            try await rpc.offset(after: .increaseTime(parameters[0, "seconds"].number64()))
        },
        "evm_setNextBlockTimestamp": { rpc, parameters, _ throws(RPCError) in
            try await rpc.set(.nextTimestamp(parameters[0, "timestamp"].number64()))
            return .null
        },
        "evm_setTime": { rpc, parameters, _ throws(RPCError) in
            try await rpc.offset(after: .setTime(ChainRPC.seconds(parameters[0, "time"].number64())))
        },
        "anvil_setBlockTimestampInterval": { rpc, parameters, _ throws(RPCError) in
            try await rpc.set(.timestampInterval(parameters[0, "seconds"].number64()))
            return .null
        },
        "anvil_removeBlockTimestampInterval": { rpc, _, _ throws(RPCError) in
            .bool(try await rpc.set(.timestampInterval(nil)) == .bool(true))
        },
    ]

    /// Ganache counts milliseconds: no number of seconds has twelve digits.
    private static func seconds(_ time: UInt64) -> UInt64 {
        time >= 100_000_000_000 ? time / 1000 : time
    }

    /// How far the clock is ahead after a setting, in seconds; it may be behind.
    private func offset(after setting: ChainSetting) async throws(RPCError) -> JSON {
        guard case .offset(let seconds) = try await set(setting) else { return .null }
        return .number(.init(seconds))
    }

    @discardableResult
    func set(_ setting: ChainSetting) async throws(RPCError) -> SettingAnswer {
        try await awaiting { () async throws(ChainError) in try await chain.update(setting) }
    }
}
