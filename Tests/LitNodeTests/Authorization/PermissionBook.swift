import Ethereum
import LitContracts
import LitNode
import LitProtocol
import Primitives
import Synchronization

/// What a chain says about one PKP, written down by a test.
final class PermissionBook: PKPRegistry {
    struct Entry: Sendable {
        var owner: Address?
        var permissions: [PKPPermission] = []
        var routing: (derivedKeyID: [UInt8], publicKey: [UInt8])?
        /// Reads that fail: `owner`, `methods`, or `scopes` of a method's id in hexadecimal digits.
        var failing: Set<String> = []
        /// What is permitted beside, by the chain but not by what is remembered of it.
        var newer: [PKPPermission] = []
    }

    private let entry: Mutex<Entry>
    private let reads = Mutex<[String]>([])
    private let isFresh: Bool

    init(_ entry: Entry, isFresh: Bool = false) {
        self.entry = Mutex(entry)
        self.isFresh = isFresh
    }

    static let failure = NodeError(.blockchainError, "The chain could not be read.")

    /// What was read, in the order of the reads.
    var record: [String] { reads.withLock { $0 } }

    private func read(_ name: String) throws(NodeError) -> Entry {
        reads.withLock { $0.append(name) }
        let entry = entry.withLock { $0 }
        guard !entry.failing.contains(name) else { throw Self.failure }
        return entry
    }

    var unremembered: any PKPRegistry {
        var entry = entry.withLock { $0 }
        entry.permissions += entry.newer
        return PermissionBook(entry, isFresh: true)
    }

    func owner(of tokenID: UInt256) async throws(NodeError) -> Address? { try read("owner").owner }

    func routing(
        of tokenID: UInt256
    ) async throws(NodeError) -> (derivedKeyID: [UInt8], publicKey: [UInt8])? {
        try read("routing").routing
    }

    func permittedAuthMethods(of tokenID: UInt256) async throws(NodeError) -> [AuthMethod] {
        try read("methods").permissions.map(\.authMethod)
    }

    func scopes(
        type: UInt256, id: [UInt8], of tokenID: UInt256, limit: UInt256
    ) async throws(NodeError) -> [Bool] {
        let permission = try read("scopes \(id.hex)").permissions.first {
            $0.authMethod.type.rawValue == type && $0.authMethod.id == id
        }
        let scopes = permission?.scopes ?? []
        return (0..<(Int(exactly: limit) ?? 0)).map { scopes.contains(Scope(rawValue: UInt256($0))) }
    }

    func tokens(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt256] { [] }
    func permittedActions(of tokenID: UInt256) async throws(NodeError) -> [[UInt8]] {
        try read("actions").permissions.map(\.authMethod).filter { $0.type == .action }.map(\.id)
    }
    func permittedAddresses(of tokenID: UInt256) async throws(NodeError) -> [Address] {
        try read("addresses").owner.map { [$0] } ?? []
    }
    func isPermittedAction(_ cid: [UInt8], of tokenID: UInt256) async throws(NodeError) -> Bool {
        try await permittedActions(of: tokenID).contains(cid)
    }
    func isPermittedAddress(_ address: Address, of tokenID: UInt256) async throws(NodeError) -> Bool {
        try await permittedAddresses(of: tokenID).contains(address)
    }
    func isPermittedAuthMethod(type: UInt256, id: [UInt8], of tokenID: UInt256) async throws(NodeError)
        -> Bool
    {
        try await permittedAuthMethods(of: tokenID).contains { $0.type.rawValue == type && $0.id == id }
    }
    func userPublicKey(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt8] { [] }
}
