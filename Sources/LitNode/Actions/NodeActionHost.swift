internal import ActionProtocol
package import ActionRuntime
package import EthereumRPC
package import KeyService
package import LitProtocol
package import PeerTransport
package import Primitives
internal import Synchronization

/// What a node does for one execution of an action: signs, reads chains, talks to the other nodes.
///
/// Make one for each execution, children included: it counts what the execution does with the other nodes, so
/// that all of them give the same step the same name.
package final class NodeActionHost: ActionHost {
    /// What a node has for its actions.
    package struct Services: Sendable {
        package var registry: any PKPRegistry
        package var authorization: any PKPAuthorization
        package var keys: any KeyOperations
        package var network: any NetworkView
        /// This node among its peers.
        package var me: PeerID
        package var claims: ClaimSigner
        /// Chains that actions may read, by name.
        package var chains: [String: EthereumProvider]
        package var conditions: any ConditionChecking
        /// How long to wait for the values of other nodes.
        package var exchangeTimeout: Duration
        /// How long to wait for what the leader does first, which may be an action's whole work.
        package var leaderTimeout: Duration

        package init(
            registry: any PKPRegistry, authorization: any PKPAuthorization, keys: any KeyOperations,
            network: any NetworkView, me: PeerID, claims: ClaimSigner,
            chains: [String: EthereumProvider] = [:], conditions: any ConditionChecking,
            exchangeTimeout: Duration = .seconds(10), leaderTimeout: Duration = .seconds(30)
        ) {
            self.registry = registry
            self.authorization = authorization
            self.keys = keys
            self.network = network
            self.me = me
            self.claims = claims
            self.chains = chains
            self.conditions = conditions
            self.exchangeTimeout = exchangeTimeout
            self.leaderTimeout = leaderTimeout
        }
    }

    let services: Services
    private let counts = Mutex<[String: Int]>([:])

    /// For one execution.
    package init(_ services: Services) { self.services = services }

    /// A name for an exchange that all nodes make, by the action that makes it.
    func exchangeName(_ kind: String, _ name: String, in context: OperationContext) -> String {
        repeated("\(context.actionID)/\(kind)/\(name)")
    }

    /// The name, with a number behind it if the execution gave it before.
    ///
    /// The operations of an execution are not numbered as a whole: the leader's part of `runOnce` does more
    /// than others.
    func repeated(_ name: String) -> String {
        let count = counts.withLock { counts in
            let count = counts[name, default: 0] + 1
            counts[name] = count
            return count
        }
        return count == 1 ? name : "\(name)#\(count)"
    }
}

/// Decides access conditions for actions, and names them.
package protocol ConditionChecking: Sendable {
    /// Whether the conditions hold for whoever stands behind the execution.
    func hold(_ request: ConditionsRequest, in context: OperationContext) async throws(NodeError) -> Bool
    /// The hash of unified conditions in their canonical form.
    func hash(_ conditions: JSON) throws(NodeError) -> Bytes32
}

extension OperationFailure {
    init(_ error: NodeError) {
        self.init(message: error.details.isEmpty ? error.description : error.details.joined(separator: " "))
    }

    init(_ error: KeyServiceError) { self.init(message: error.description) }
}

/// Gives a script what a node's own part throws.
func failing<Value>(
    _ body: () async throws(NodeError) -> Value
) async throws(OperationFailure) -> Value {
    do throws(NodeError) { return try await body() } catch { throw OperationFailure(error) }
}
