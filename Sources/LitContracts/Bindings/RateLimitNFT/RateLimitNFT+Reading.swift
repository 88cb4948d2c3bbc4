public import Ethereum
public import EthereumRPC
public import Primitives

extension RateLimitNFT {
    /// Who may transfer a token beside its owner; zero if nobody.
    public func approved(for tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("getApproved", tokenID)
    }

    /// How many tokens an account has.
    public func balance(of owner: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("balanceOf", owner)
    }

    /// What a credit is worth; zeros if it is unknown.
    public func capacity(of tokenID: UInt256) async throws(EthereumRPCError) -> RateLimit {
        try await read("capacity", tokenID)
    }

    /// Reverts unless ``freeMintSigner()`` has signed for a credit.
    public func checkFreeMintSignature(
        expiresAt: UInt256, requestsPerKilosecond: UInt256, messageHash: Bytes32, v: UInt8, r: Bytes32,
        s: Bytes32
    ) async throws(EthereumRPCError) {
        try await check("freeMintSigTest", expiresAt, requestsPerKilosecond, messageHash, v, r, s)
    }

    /// What a credit costs now, in wei; `expiresAt` is a coming midnight UTC in seconds since 1970.
    public func cost(
        requestsPerKilosecond: UInt256, expiresAt: UInt256
    ) async throws(EthereumRPCError) -> UInt256 {
        try await read("calculateCost", requestsPerKilosecond, expiresAt)
    }

    /// The rate sold for the coming days.
    public func currentSoldRequestsPerKilosecond() async throws(EthereumRPCError) -> UInt256 {
        try await read("currentSoldRequestsPerKilosecond")
    }

    /// Over which period the requests of others count, in seconds.
    public func defaultRateLimitWindow() async throws(EthereumRPCError) -> UInt256 {
        try await read("defaultRateLimitWindowSeconds")
    }

    /// Whether the credit has been minted and not burned.
    public func exists(_ tokenID: UInt256) async throws(EthereumRPCError) -> Bool {
        try await read("exists", tokenID)
    }

    /// Who signs for free credits; zero if nobody.
    public func freeMintSigner() async throws(EthereumRPCError) -> Address {
        try await read("freeMintSigner")
    }

    /// What those without a credit may ask in a window.
    public func freeRequestsPerRateLimitWindow() async throws(EthereumRPCError) -> UInt256 {
        try await read("freeRequestsPerRateLimitWindow")
    }

    /// Over which period the requests of credit holders count, in seconds.
    public func holderRateLimitWindow() async throws(EthereumRPCError) -> UInt256 {
        try await read("RLIHolderRateLimitWindowSeconds")
    }

    /// Whether an account may transfer all tokens of another.
    public func isApprovedForAll(
        owner: Address, operator operatorAddress: Address
    ) async throws(EthereumRPCError) -> Bool {
        try await read("isApprovedForAll", owner, operatorAddress)
    }

    /// Whether a rate can still be sold.
    public func isBelowMaximum(requestsPerKilosecond: UInt256) async throws(EthereumRPCError) -> Bool {
        try await read("checkBelowMaxRequestsPerKilosecond", requestsPerKilosecond)
    }

    /// Whether a credit has run out, or never was.
    public func isExpired(_ tokenID: UInt256) async throws(EthereumRPCError) -> Bool {
        try await read("isExpired", tokenID)
    }

    /// Whether a signature for a free credit has been used.
    public func isRedeemed(_ messageHash: Bytes32) async throws(EthereumRPCError) -> Bool {
        try await read("redeemedFreeMints", messageHash)
    }

    /// How far ahead a credit may run, in seconds.
    public func maxExpiration() async throws(EthereumRPCError) -> UInt256 {
        try await read("maxExpirationSeconds")
    }

    /// What can be sold in all.
    public func maxRequestsPerKilosecond() async throws(EthereumRPCError) -> UInt256 {
        try await read("maxRequestsPerKilosecond")
    }

    /// For people.
    public func name() async throws(EthereumRPCError) -> String {
        try await read("name")
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Whose a token is. Reverts if it does not exist.
    public func owner(of tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("ownerOf", tokenID)
    }

    /// The hash that a personal message of 32 bytes is signed as (EIP-191).
    public func personalMessageHash(of hash: Bytes32) async throws(EthereumRPCError) -> Bytes32 {
        try await read("prefixed", hash)
    }

    /// The rate that an amount of wei buys until a midnight.
    public func requestsPerKilosecond(
        for amount: UInt256, expiresAt: UInt256
    ) async throws(EthereumRPCError) -> UInt256 {
        try await read("calculateRequestsPerKilosecond", amount, expiresAt)
    }

    /// What one request in a kilosecond costs for a kilosecond, in wei.
    public func requestsPerKilosecondCost() async throws(EthereumRPCError) -> UInt256 {
        try await read("additionalRequestsPerKilosecondCost")
    }

    /// The rate sold until a midnight.
    public func soldRequestsPerKilosecond(expiresAt: UInt256) async throws(EthereumRPCError) -> UInt256 {
        try await read("totalSoldRequestsPerKilosecondByExpirationTime", expiresAt)
    }

    /// Whether the contract has an interface (ERC-165).
    public func supportsInterface(_ interfaceID: ABISelector) async throws(EthereumRPCError) -> Bool {
        try await read("supportsInterface", ABIValue.fixedBytes(interfaceID.bytes))
    }

    /// For people.
    public func symbol() async throws(EthereumRPCError) -> String {
        try await read("symbol")
    }

    /// A token among all. Reverts past the end.
    public func token(at index: UInt256) async throws(EthereumRPCError) -> UInt256 {
        try await read("tokenByIndex", index)
    }

    /// A token among those of an account. Reverts past the end.
    public func token(of owner: Address, at index: UInt256) async throws(EthereumRPCError) -> UInt256 {
        try await read("tokenOfOwnerByIndex", owner, index)
    }

    /// The newest credit's id; the first is 1.
    public func tokenIDCounter() async throws(EthereumRPCError) -> UInt256 {
        try await read("tokenIdCounter")
    }

    /// The same as ``tokenURI(of:)``.
    public func tokenSVG(of tokenID: UInt256) async throws(EthereumRPCError) -> String {
        try await read("tokenSVG", tokenID)
    }

    /// A data URI of JSON that describes a token.
    public func tokenURI(of tokenID: UInt256) async throws(EthereumRPCError) -> String {
        try await read("tokenURI", tokenID)
    }

    /// How many tokens exist; burned ones do not count.
    public func totalSupply() async throws(EthereumRPCError) -> UInt256 {
        try await read("totalSupply")
    }
}
