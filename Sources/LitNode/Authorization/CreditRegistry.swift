package import Ethereum
internal import EthereumRPC
internal import LitContracts
package import LitProtocol
package import Primitives

/// What is on chain about capacity credits.
package protocol CreditRegistry: Sendable {
    /// The newest credits of an account, up to `limit` of them.
    func credits(of owner: Address, limit: Int) async throws(NodeError) -> [UInt256]
    /// Nil if there is no such credit.
    func owner(of credit: UInt256) async throws(NodeError) -> Address?
    /// When it runs out, in seconds since 1970.
    func expiry(of credit: UInt256) async throws(NodeError) -> UInt256
    /// Who pays for a user by the contract.
    func payers(of user: Address) async throws(NodeError) -> [Address]
}

/// The credits on chain, remembered as ``ContractRegistry`` remembers.
struct ContractCredits: CreditRegistry {
    private let network: any NetworkView
    private let lists = BlockMemory<Address, [UInt256]>()
    private let owners = BlockMemory<UInt256, Address?>()
    private let expiries = BlockMemory<UInt256, UInt256>()
    private let payments = BlockMemory<Address, [Address]>()

    init(network: any NetworkView) { self.network = network }

    func credits(of owner: Address, limit: Int) async throws(NodeError) -> [UInt256] {
        let (nft, block) = try rateLimitNFT()
        return try await lists.value(owner, block: block) { () async throws(NodeError) in
            do throws(EthereumRPCError) {
                // The newest first: old ones have run out.
                var index = try await nft.balance(of: owner)
                var credits: [UInt256] = []
                while !index.isZero, credits.count < limit {
                    index -= .one
                    credits.append(try await nft.token(of: owner, at: index))
                }
                return credits
            } catch {
                throw ContractRegistry.failure(error)
            }
        }
    }

    func owner(of credit: UInt256) async throws(NodeError) -> Address? {
        let (nft, block) = try rateLimitNFT()
        return try await owners.value(credit, block: block) { () async throws(NodeError) in
            do throws(EthereumRPCError) {
                return try await nft.owner(of: credit)
            } catch {
                guard error.code == .reverted else { throw ContractRegistry.failure(error) }
                return nil
            }
        }
    }

    func expiry(of credit: UInt256) async throws(NodeError) -> UInt256 {
        let (nft, block) = try rateLimitNFT()
        return try await expiries.value(credit, block: block) { () async throws(NodeError) in
            do throws(EthereumRPCError) {
                return try await nft.capacity(of: credit).expiresAt
            } catch {
                throw ContractRegistry.failure(error)
            }
        }
    }

    func payers(of user: Address) async throws(NodeError) -> [Address] {
        guard let state = network.state else { throw ContractRegistry.unread }
        let contract = state.contracts.paymentDelegation
        return try await payments.value(user, block: state.latestBlock.hash) { () async throws(NodeError) in
            do throws(EthereumRPCError) {
                return try await contract.payers(of: user)
            } catch {
                throw ContractRegistry.failure(error)
            }
        }
    }

    private func rateLimitNFT() throws(NodeError) -> (RateLimitNFT, Bytes32) {
        guard let state = network.state else { throw ContractRegistry.unread }
        return (state.contracts.rateLimitNFT, state.latestBlock.hash)
    }
}
