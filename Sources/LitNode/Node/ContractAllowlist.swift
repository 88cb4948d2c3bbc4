internal import LitContracts
package import LitProtocol
internal import Primitives
internal import Synchronization

/// The actions that the Allowlist contract lets run. What it has let through once is remembered.
package final class ContractAllowlist: ActionAllowing {
    private let network: any NetworkView
    private let allowed = Mutex<Set<String>>([])

    private static let memoryLimit = 10_000

    package init(network: any NetworkView) { self.network = network }

    package func require(_ cid: String) async throws(NodeError) {
        if allowed.withLock({ $0.contains(cid) }) { return }
        guard let contracts = network.state?.contracts else {
            throw NodeError(.blockchainError, "The node has not read the chain yet.")
        }
        let isAllowed: Bool
        do {
            isAllowed = try await contracts.allowlist.isAllowed(
                Keccak256.hash(Array("LIT_ACTION_\(cid)".utf8)))
        } catch {
            throw NodeError(.blockchainError, "The Allowlist contract could not be asked.")
        }
        guard isAllowed else {
            throw NodeError(.actionNotAllowed, "This network does not run the action \(cid).")
        }
        allowed.withLock { allowed in
            if allowed.count >= Self.memoryLimit { allowed.removeAll() }
            allowed.insert(cid)
        }
    }
}
