public import Ethereum
public import Primitives

/// A state of all accounts that does not change: the ground on which transactions run.
public protocol StateReader: Sendable {
    /// The account, or nil if there is none.
    func account(_ address: Address) throws(StateError) -> Account?

    /// The word in a storage slot; zero if it was never written.
    func storage(_ address: Address, _ slot: UInt256) throws(StateError) -> UInt256

    /// Whether any slot of the account's storage is not zero (EIP-7610 asks before a creation).
    func hasStorage(_ address: Address) throws(StateError) -> Bool

    /// The code with this hash, which an account of this state has.
    func code(_ hash: Bytes32) throws(StateError) -> Bytecode
}

/// A state that cannot be read: its store failed, or what it gave does not have the expected hash.
public struct StateError: Error, Hashable, CustomStringConvertible {
    /// What failed, where, and why.
    public let description: String

    /// With a sentence for a person.
    public init(_ description: String) { self.description = description }
}
