public import Ethereum
public import Primitives

/// Something that a developer changes from outside of any transaction.
public enum ChainSetting: Sendable {
    // The state: visible at once in the head's state, part of the block that follows.
    /// In wei.
    case balance(Address, UInt256)
    /// Also decides which transactions of the pool can go; below 2^64 - 1 (EIP-2681).
    case nonce(Address, UInt64)
    /// None of any length makes it an account without code.
    case code(Address, [UInt8])
    /// Refused for an account that does not exist, which could not hold it.
    case storage(Address, slot: UInt256, word: UInt256)

    // Blocks to come.
    /// Who is paid the tips.
    case coinbase(Address)
    /// From 21000 to 2^63 - 1.
    case gasLimit(UInt64)
    /// Of the next block only; in wei, below 2^128.
    case nextBaseFee(UInt256)
    /// Of the next block only.
    case prevRandao(Bytes32)
    /// From the next block on.
    case chainID(UInt64)
    /// What transactions must offer at least for a unit of gas, in wei.
    case minGasPrice(UInt256)

    // Time.
    /// Of the next block; must be above the head's. Later blocks go on from there.
    case nextTimestamp(UInt64)
    /// Adds seconds to the clock; answers the whole offset.
    case increaseTime(UInt64)
    /// Sets the clock; answers the whole offset, which may be negative.
    case setTime(UInt64)
    /// So many seconds from block to block instead of the clock; nil for the clock. Answers whether there
    /// was one before.
    case timestampInterval(UInt64?)

    // Mining.
    /// A block for every transaction; off, only what is asked for is made.
    case automine(Bool)
    /// A block every so many seconds, by ``Chain/run()``; 0 ends it.
    case intervalMining(UInt64)

    // Senders.
    /// Transactions of this account need no signature.
    case impersonate(Address)
    /// Answers whether it was.
    case stopImpersonating(Address)
    /// Any account may be impersonated.
    case autoImpersonate(Bool)

    // The pool.
    /// Answers whether the pool had it.
    case dropTransaction(Bytes32)
    /// Empties the pool.
    case dropAll
    /// Drops what this account has sent.
    case removeFrom(Address)

    /// Whether the chain logs each block.
    case loggingEnabled(Bool)
}

/// What a setting answers.
public enum SettingAnswer: Hashable, Sendable {
    /// It is set; there is nothing to say.
    case done
    /// How far the chain's clock is ahead of the real one, in seconds.
    case offset(Int64)
    /// What the setting says of the time before.
    case bool(Bool)
}
