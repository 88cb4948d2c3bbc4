package import Ethereum
package import LitProtocol
package import Primitives

/// Finds out who pays for a request: the user's capacity credits, those of payers in the contract, or those
/// of somebody whose signed delegation is among the session's capabilities.
///
/// One credit that has not run out is enough; requests are not counted against its rate. Delegations count
/// only if their signature is good and whoever signed owns the credit now. A delegation that names a number
/// of uses pays so often at this node.
package final class CapacityMeter: CapacityChecking {
    /// What a network demands.
    package enum Policy: Hashable, Sendable {
        /// Nothing: everybody is served.
        case free
        /// A capacity credit of somebody.
        case credits
    }

    private let policy: Policy
    private let registry: any CreditRegistry
    private let now: @Sendable () -> Timestamp
    private let uses: any DelegationLedger

    /// How many credits of one account, and how many delegations of one request, are looked at.
    static let creditLimit = 32, delegationLimit = 16, payerLimit = 16

    package init(
        policy: Policy, registry: any CreditRegistry, uses: any DelegationLedger = DelegationUses(),
        now: @escaping @Sendable () -> Timestamp = { Timestamp.now() }
    ) {
        self.policy = policy
        self.registry = registry
        self.uses = uses
        self.now = now
    }

    /// A meter of the contracts that the network's state names.
    package convenience init(
        policy: Policy, network: any NetworkView, uses: any DelegationLedger = DelegationUses()
    ) {
        self.init(policy: policy, registry: ContractCredits(network: network), uses: uses)
    }

    package func require(for user: Address, capabilities: [AuthSig]) async throws(NodeError) {
        guard policy == .credits else { return }
        let time = now()
        let delegations = delegations(in: capabilities, at: time)
        async let own = outcome { () async throws(NodeError) in try await self.hasCredit(user, at: time) }
        async let paid = outcome { () async throws(NodeError) in try await self.hasPayer(user, at: time) }
        // What costs nobody a use comes first.
        var failure: NodeError?
        for result in [await own, await paid] {
            switch result {
            case .success(true): return
            case .success(false): break
            case .failure(let error): failure = error
            }
        }
        for delegation in delegations {
            for terms in delegation.content.terms where terms.permit(user) {
                do throws(NodeError) {
                    guard try await hasCredit(delegation.content.owner, among: terms.credits, at: time) else {
                        continue
                    }
                    if try await take(delegation, terms, at: time) { return }
                } catch {
                    failure = error
                }
            }
        }
        throw failure ?? .rateLimited()
    }

    /// A delegation, and what its uses are counted by: its message, since a signature can be spelled in many
    /// ways.
    private struct SignedDelegation {
        let content: CapacityDelegation
        let id: Bytes32
        let expiration: Timestamp?
    }

    /// The delegations whose signatures are good. Others do not pay, and are no reason to refuse who else
    /// pays.
    private func delegations(in capabilities: [AuthSig], at time: Timestamp) -> [SignedDelegation] {
        capabilities.filter(CapacityDelegation.isClaimed).prefix(Self.delegationLimit).compactMap { authSig in
            guard let content = try? CapacityDelegation(verifying: authSig, now: time),
                let message = try? SIWEMessage(parsing: authSig.signedMessage)
            else { return nil }
            return SignedDelegation(
                content: content, id: message.hash, expiration: message.expirationTime?.instant)
        }
    }

    /// Counts a use, if uses are limited; those that are must expire, since nobody counts for ever.
    private func take(
        _ delegation: SignedDelegation, _ terms: CapacityDelegation.Terms, at time: Timestamp
    ) async throws(NodeError) -> Bool {
        guard let allowed = terms.uses else { return true }
        guard let expiration = delegation.expiration else { return false }
        do {
            return try await uses.take(delegation.id, of: allowed, until: expiration, now: time)
        } catch {
            throw NodeError(.systemFault, "This node could not count a use of a capacity delegation.")
        }
    }

    private func hasPayer(_ user: Address, at time: Timestamp) async throws(NodeError) -> Bool {
        var failure: NodeError?
        for payer in try await registry.payers(of: user).prefix(Self.payerLimit) {
            do throws(NodeError) {
                if try await hasCredit(payer, at: time) { return true }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return false
    }

    /// Whether an account owns a credit that has not run out.
    private func hasCredit(
        _ owner: Address, among wanted: Set<UInt256>? = nil, at time: Timestamp
    ) async throws(NodeError) -> Bool {
        var credits: [UInt256] = []
        if let wanted {
            for credit in wanted.sorted().prefix(Self.creditLimit) {
                if try await registry.owner(of: credit) == owner { credits.append(credit) }
            }
        } else {
            credits = try await registry.credits(of: owner, limit: Self.creditLimit)
        }
        let seconds = UInt256(UInt64(max(0, time.seconds)))
        for credit in credits {
            if try await registry.expiry(of: credit) > seconds { return true }
        }
        return false
    }
}
