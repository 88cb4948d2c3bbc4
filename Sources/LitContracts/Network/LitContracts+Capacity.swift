public import Ethereum
public import EthereumRPC
public import Primitives

/// A rate of requests, in any of the units that people buy.
public enum CapacityRate: Hashable, Sendable {
    /// Requests in 1000 seconds: what contracts count in.
    case perKilosecond(UInt64)
    /// Requests in a day; 86.4 make one in a kilosecond, rounded to the nearest.
    case perDay(UInt64)
    /// Requests in a second.
    case perSecond(UInt64)

    /// As contracts count; halves are rounded up.
    public var requestsPerKilosecond: UInt256 {
        switch self {
        case .perKilosecond(let count): UInt256(count)
        case .perDay(let count): (UInt256(count) * UInt256(10) + UInt256(432)) / UInt256(864)
        case .perSecond(let count): UInt256(count) * UInt256(1000)
        }
    }
}

extension CapacityCredit {
    /// When a credit bought at `time` for some days runs out: at that many midnights UTC after the one before.
    ///
    /// - Parameters:
    ///   - days: 1 is the coming midnight.
    ///   - time: in seconds since 1970.
    /// - Returns: in seconds since 1970.
    public static func expiry(days: UInt64, from time: UInt64) -> UInt256 {
        let day = UInt256(86_400)
        return (UInt256(time) / day + UInt256(days)) * day
    }
}

extension LitContracts {
    /// Mints a capacity credit to the sending account at its exact cost, and waits until it is done.
    ///
    /// - Parameters:
    ///   - rate: of requests.
    ///   - days: until which midnight UTC, counted by the chain's time; 1 is the coming one.
    /// - Throws: `EthereumRPCError` with `reverted` if that much or that long is not sold.
    public func mintCapacityCredit(
        _ rate: CapacityRate, days: UInt64
    ) async throws(EthereumRPCError) -> CapacityCredit {
        let (expiry, cost) = try await capacityCost(rate, days: days)
        return try await rateLimitNFT.mint(expiresAt: expiry, value: cost).outcome()
    }

    /// When a credit would run out, in seconds since 1970, and what it costs now, in wei.
    public func capacityCost(
        _ rate: CapacityRate, days: UInt64
    ) async throws(EthereumRPCError) -> (expiresAt: UInt256, cost: UInt256) {
        guard let head = try await provider.block(.latest) else {
            throw EthereumRPCError(.blockNotFound, "the node has no newest block")
        }
        let expiry = CapacityCredit.expiry(days: days, from: head.timestamp)
        let cost = try await rateLimitNFT.cost(
            requestsPerKilosecond: rate.requestsPerKilosecond, expiresAt: expiry)
        return (expiry, cost)
    }

    /// The capacity credits of an account.
    public func capacityCredits(
        ownedBy owner: Address
    ) async throws(EthereumRPCError) -> [(credit: CapacityCredit, limit: RateLimit)] {
        let nft = rateLimitNFT
        var credits: [(credit: CapacityCredit, limit: RateLimit)] = []
        var index = UInt256.zero
        let count = try await nft.balance(of: owner)
        while index < count {
            let tokenID = try await nft.token(of: owner, at: index)
            credits.append(
                (CapacityCredit(tokenID: tokenID, owner: owner), try await nft.capacity(of: tokenID)))
            index += UInt256(1)
        }
        return credits
    }

    /// Pays for users with the sending account's capacity credits from now on.
    ///
    /// - Parameter restriction: how much each may take; what was set before unless given.
    public func delegatePayments(
        to users: [Address], restriction: Restriction? = nil
    ) async throws(EthereumRPCError) {
        if let restriction { _ = try await paymentDelegation.setRestriction(restriction).receipt() }
        _ = try await paymentDelegation.delegatePayments(toAll: users).receipt()
    }
}
