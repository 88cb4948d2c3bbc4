public import ActionProtocol
public import Primitives

/// The effects that an action can have: what a node does for it, and a local stand-in imitates.
///
/// The runtime has checked the arguments and counted the operation before it asks. Operations of one execution come one
/// at a time, in the order of the script's calls. What is thrown becomes an `Error` in the script, with its message.
/// A task that is cancelled belongs to an execution that is over; nobody sees its result.
///
/// Every operation has a default that refuses, for hosts that do not have it.
public protocol ActionHost: Sendable {
    /// This node's share of a signature; the script's error says `Failed to sign ecdsa: ` before what is thrown.
    func sign(
        _ request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> ActionSignature

    /// A signature that the nodes put together among themselves.
    func signAndCombine(
        _ request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> CombinedSignature

    /// Whether the key's contract permits the action of this CID.
    func isPermittedAction(
        _ action: String, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool

    /// Whether the key's contract permits the address.
    func isPermittedAddress(
        _ address: String, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool

    /// Whether the key's contract permits the user of this way to authenticate.
    func isPermittedAuthMethod(
        type: UInt256, userID: [UInt8], tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> Bool

    /// The CIDs of the actions that the key's contract permits.
    func permittedActions(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [String]

    /// The addresses that the key's contract permits, in lower case.
    func permittedAddresses(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [String]

    /// The ways to authenticate that the key's contract permits.
    func permittedAuthMethods(
        tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [PermittedAuthMethod]

    /// Which scopes, by their numbers from 0 below `limit`, the key's contract gives to this way to authenticate.
    func permittedAuthMethodScopes(
        type: UInt256, userID: [UInt8], limit: UInt256, tokenID: UInt256, in context: OperationContext
    ) async throws(OperationFailure) -> [Bool]

    /// The number of transactions that the address has sent, by the latest block.
    func latestNonce(
        of address: String, chain: String, in context: OperationContext
    ) async throws(OperationFailure) -> UInt64

    /// Whether the conditions hold.
    func checkConditions(
        _ request: ConditionsRequest, in context: OperationContext
    ) async throws(OperationFailure) -> Bool

    /// What the contract answers to an unsigned legacy transaction in RLP.
    func callContract(
        chain: String, transaction: [UInt8], in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8]

    /// This node's signature of the id of a key that the action claims.
    ///
    /// - Parameter derivedKeyID: keccak256 of `<CID>_<keyId>`.
    func claimKey(
        _ keyID: String, derivedKeyID: Bytes32, in context: OperationContext
    ) async throws(OperationFailure) -> ActionClaim

    /// Encrypts to the network's key under the conditions.
    func encrypt(
        _ plaintext: [UInt8], under conditions: JSON, in context: OperationContext
    ) async throws(OperationFailure) -> EncryptedData

    /// Decrypts with the other nodes; every node gets the plaintext.
    func decryptAndCombine(
        _ request: DecryptionRequest, in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8]

    /// Decrypts with the other nodes; only the leader gets the plaintext, the others get nil.
    func decryptToSingleNode(
        _ request: DecryptionRequest, in context: OperationContext
    ) async throws(OperationFailure) -> [UInt8]?

    /// Sends the value to the other nodes and gathers theirs, in the order of the nodes, this one among them.
    func broadcastAndCollect(
        name: String, value: String, in context: OperationContext
    ) async throws(OperationFailure) -> [String]

    /// Whether this node leads the request.
    func isLeader(in context: OperationContext) async throws(OperationFailure) -> Bool

    /// Sends the value to the other nodes.
    func broadcast(
        name: String, value: String, in context: OperationContext
    ) async throws(OperationFailure)

    /// Waits for the leader's value.
    func collectFromLeader(
        name: String, in context: OperationContext
    ) async throws(OperationFailure) -> String

    /// A URL of the chain's nodes that the public may know.
    func rpcURL(
        chain: String, in context: OperationContext
    ) async throws(OperationFailure) -> String

    /// An operation that the runtime does not know: what a test harness or a node of its own adds.
    func perform(
        extension name: String, arguments: JSON, bytes: [UInt8], in context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer
}
