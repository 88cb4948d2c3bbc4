import EVM
import Ethereum
import Primitives

extension ChainEngine {
    /// Changes a setting.
    func update(_ setting: ChainSetting) throws(ChainError) -> (answer: SettingAnswer, ticket: UInt64) {
        try begin()
        let answer: SettingAnswer
        switch setting {
        case .balance(let address, let balance):
            answer = try set { state throws(StateError) in try state.setBalance(of: address, to: balance) }
        case .nonce(let address, let nonce):
            guard nonce < .max else {
                throw ChainError(.invalidSetting, "a nonce must be below 2^64 - 1 (EIP-2681)")
            }
            answer = try set { state throws(StateError) in try state.setNonce(of: address, to: nonce) }
        case .code(let address, let code):
            answer = try set { state throws(StateError) in
                try state.setCode(of: address, to: Bytecode(code))
            }
        case .storage(let address, let slot, let word):
            try requireAccount(address)
            answer = try set { state throws(StateError) in
                try state.setStorage(of: address, at: slot, to: word)
            }
        case .nextTimestamp, .increaseTime, .setTime, .timestampInterval:
            answer = try updateTime(setting)
        case .dropTransaction(let hash): answer = .bool(state.pool.remove(hash))
        case .dropAll: (answer, _) = (.done, state.pool.removeAll())
        case .removeFrom(let address): (answer, _) = (.done, state.pool.removeAll(from: address))
        default: answer = try state.settings.update(setting)
        }
        return (answer, publish())
    }

    /// Changes the tip's state without a block.
    func override(_ changes: StateChanges) throws(ChainError) {
        do {
            try state.tip.override(changes)
        } catch {
            throw ChainError(error)
        }
        updateNonces(changes)
    }

    private func set(
        _ body: (JournaledState) throws(StateError) -> Void
    ) throws(ChainError) -> SettingAnswer {
        let journal = JournaledState(over: state.tip.state)
        do {
            try body(journal)
        } catch {
            throw ChainError(error)
        }
        try override(journal.changes())
        return .done
    }

    /// An account that does not exist would lose its storage at once (EIP-161).
    private func requireAccount(_ address: Address) throws(ChainError) {
        do throws(StateError) {
            if try state.tip.state.account(address) != nil { return }
        } catch {
            throw ChainError(error)
        }
        throw ChainError(
            .invalidSetting,
            "\(address) does not exist and cannot have storage: give it a balance, a nonce or code first")
    }

    private func updateTime(_ setting: ChainSetting) throws(ChainError) -> SettingAnswer {
        let now = clock.now()
        switch setting {
        case .nextTimestamp(let time):
            try setNextTimestamp(time)
            return .done
        case .increaseTime(let seconds):
            guard state.settings.times.advance(by: seconds, now: now) else {
                throw ChainError(
                    .invalidTimestamp, "\(seconds) seconds more lead beyond \(BlockTimes.latest)")
            }
        case .setTime(let time):
            guard time <= BlockTimes.latest else {
                throw ChainError(.invalidTimestamp, "timestamp \(time) is above \(BlockTimes.latest)")
            }
            state.settings.times.moveClock(to: time, now: now)
        case .timestampInterval(let seconds):
            let had = state.settings.times.interval != nil
            state.settings.times.interval = seconds
            return .bool(had)
        default: break
        }
        return .offset(state.settings.times.offset)
    }

    func setNextTimestamp(_ time: UInt64) throws(ChainError) {
        let parent = state.tip.block.header.timestamp
        guard time > parent, time <= BlockTimes.latest else {
            throw ChainError(
                .invalidTimestamp,
                "timestamp \(time) must be above the head's \(parent) and at most \(BlockTimes.latest)")
        }
        state.settings.times.next = time
    }
}

extension ChainSettings {
    /// The settings that need neither state nor pool nor clock.
    fileprivate mutating func update(_ setting: ChainSetting) throws(ChainError) -> SettingAnswer {
        switch setting {
        case .coinbase(let address): coinbase = address
        case .gasLimit(let limit):
            guard limit >= 21_000, limit <= UInt64(Int64.max) else {
                throw ChainError(.invalidSetting, "the gas limit must be from 21000 to 2^63 - 1, is \(limit)")
            }
            gasLimit = limit
        case .nextBaseFee(let fee):
            // Beyond, fees could not be computed for any gas limit.
            guard fee.significantBitCount <= 128 else {
                throw ChainError(.invalidSetting, "the base fee must be below 2^128 wei")
            }
            nextBaseFee = fee
        case .prevRandao(let word): nextPrevRandao = word
        case .chainID(let id):
            guard id > 0, id <= Transaction.maxChainID else {
                throw ChainError(
                    .invalidSetting, "the chain id must be from 1 to \(Transaction.maxChainID), is \(id)")
            }
            chainID = id
        case .minGasPrice(let price): minGasPrice = price
        case .automine(let isOn):
            if isOn { mining = .automatic } else if mining == .automatic { mining = .manual }
        case .intervalMining(let seconds):
            if seconds > 0 {
                mining = .interval(seconds)
            } else if case .interval = mining {
                mining = .manual
            }
        case .impersonate(let address): impersonated.insert(address)
        case .stopImpersonating(let address): return .bool(impersonated.remove(address) != nil)
        case .autoImpersonate(let isOn): autoImpersonates = isOn
        case .loggingEnabled(let isOn): isLogging = isOn
        default: break
        }
        return .done
    }
}

extension ChainEngine {
    /// Changes a setting; gives the mining mode if it is another now.
    func change(
        _ setting: ChainSetting
    ) throws(ChainError) -> (answer: SettingAnswer, ticket: UInt64, mode: MiningMode?) {
        let old = state.settings.mining
        let (answer, ticket) = try update(setting)
        return (answer, ticket, old == state.settings.mining ? nil : state.settings.mining)
    }

    /// Puts accounts into the state.
    func load(_ changes: StateChanges) throws(ChainError) -> UInt64 {
        try begin()
        try override(changes)
        return publish()
    }
}
