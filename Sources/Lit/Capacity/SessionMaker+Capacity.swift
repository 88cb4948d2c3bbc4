internal import Ethereum
package import EthereumRPC
internal import LitProtocol
internal import Primitives

extension SessionMaker {
    /// Has the owner of capacity credits delegate them.
    package func delegation(
        by owner: any EthereumSigner, _ terms: DelegatedCapacity.Terms
    ) async throws(LitError) -> DelegatedCapacity {
        if terms.users?.isEmpty == true {
            throw LitError(
                .invalidArgument, "A delegation to an empty list of users is for nobody.",
                hint: "Name the sessions' accounts, or leave users out for anybody.")
        }
        let now = surroundings.now()
        let end = try (terms.lifetime ?? .days(7)).end(from: now)
        let nonce = try await surroundings.nonce()
        let message: SIWEMessage
        do {
            message = try CapacityDelegation.message(
                owner: owner.address, users: terms.users, uses: terms.uses, credit: terms.credit,
                nonce: nonce, now: now, expiration: SIWETimestamp(end), domain: terms.domain ?? "localhost")
        } catch {
            throw .messageNotMade(error)
        }
        return try DelegatedCapacity(await AuthSig(signing: message, by: owner), now: now)
    }
}
