package import Primitives

/// Counts how often delegations that name a number of uses have been used at this node.
///
/// Every node serves every request, so each counts the same.
package protocol DelegationLedger: Sendable {
    /// Counts one use.
    ///
    /// - Parameters:
    ///   - delegation: the hash of its message.
    ///   - allowed: how many uses it has.
    ///   - expiration: until when it has to be counted.
    /// - Returns: false, and nothing has changed, if there is none left, or no room to count another delegation.
    /// - Throws: where it could not be counted; nobody may be served on the delegation then.
    func take(
        _ delegation: Bytes32, of allowed: UInt64, until expiration: Timestamp, now: Timestamp
    ) async throws -> Bool
}
