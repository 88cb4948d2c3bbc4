internal import Primitives

/// Which network a node belongs to: a chain, and the staking contract on it.
public struct PeerNetworkName: Hashable, Sendable, CustomStringConvertible {
    /// The chain's id (EIP-155).
    public let chainID: UInt64
    /// The staking contract's address, twenty bytes.
    public let staking: [UInt8]

    /// Nil unless the address has twenty bytes.
    public init?(chainID: UInt64, staking: some Collection<UInt8>) {
        guard staking.count == 20 else { return nil }
        self.chainID = chainID
        self.staking = Array(staking)
    }

    /// The chain's id, a slash, and the address in lower hexadecimal digits with `0x`.
    public var description: String { "\(chainID)/\(staking.prefixedHex)" }

    /// From exactly the form of ``description``; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let chainID = UInt64(parts[0]),
            let staking = try? Hex.decode(parts[1], prefix: .required, count: 20)
        else { return nil }
        self.init(chainID: chainID, staking: staking)
        guard description == String(text) else { return nil }
    }
}
