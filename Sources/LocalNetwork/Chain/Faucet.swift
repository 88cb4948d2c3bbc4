import DevChain
import Ethereum
import EthereumRPC
import Primitives
import Synchronization

/// Gives ether to whoever asks, from an account of its own, by ordinary transactions.
struct Faucet: Sendable {
    /// What one request gives: a hundred ether.
    static let amount = UInt256(100) * LocalChain.ether
    private static let funds = UInt256(1_000_000_000) * LocalChain.ether

    private let chain: Chain
    private let account: EthereumAccount

    init(_ chain: LocalChain, wallet: EthereumWallet) {
        self.chain = chain.chain
        account = EthereumAccount(signer: wallet, provider: chain.provider)
    }

    /// Fills it, if it has less than ten requests take.
    func fill() async throws {
        guard try await account.balance() < Self.amount * UInt256(10) else { return }
        try await chain.update(.balance(account.address, Self.funds))
    }

    /// Sends ether, and answers the transaction's hash once it is mined.
    func give(to address: Address) async throws -> Bytes32 {
        try await fill()
        let pending = try await account.send(to: address, value: Self.amount)
        return try await pending.receipt().transactionHash
    }
}
