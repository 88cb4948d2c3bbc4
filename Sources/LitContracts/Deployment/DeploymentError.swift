public import Ethereum
public import Primitives

/// Why contracts could not be deployed.
public struct DeploymentError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure. More may be added: a `switch` over it needs a `default`.
    public enum Code: Hashable, Sendable {
        /// The chain lacks opcodes that the contracts are made of.
        case chainTooOld(missing: [String])
        /// The account cannot pay what the deployment costs; in wei.
        case insufficientFunds(account: Address, balance: UInt256, needed: UInt256)
        /// There is something else where a contract would be.
        case wrongCode(String, at: Address)
        /// The resolver says that a contract is elsewhere.
        case conflictingEntry(ContractKind, found: Address, expected: Address)
        /// There is no code where the factory is said to be.
        case noFactory(at: Address)
        /// The contracts of this library are not what it expects of them.
        case invalidArtifact(String)
        /// What was done has not had the effect that it should have.
        case noProgress([String])
        /// A record of a deployment is not one, or of another chain.
        case invalidRecord(String)
    }

    /// What went wrong.
    public let code: Code
    /// The error behind this one.
    public let cause: (any Error)?

    /// From its parts.
    public init(_ code: Code, cause: (any Error)? = nil) {
        self.code = code
        self.cause = cause
    }

    /// What to do about it.
    public var hint: String {
        switch code {
        case .chainTooOld: "Use a chain with the rules of Cancun (March 2024) or later"
        case .insufficientFunds: "Fund the account, or pay from another"
        case .wrongCode: "Use another factory, which gives other addresses"
        case .conflictingEntry: "Replace the entry deliberately, or keep the contract that is there"
        case .noFactory: "Leave the factory out, or give the address of one that is on this chain"
        case .invalidArtifact: "Build the contracts again with `make contracts`"
        case .noProgress: "Run the deployment again; it goes on where it stands"
        case .invalidRecord: "Move the file away; the deployment is found again by its addresses"
        }
    }

    public var description: String {
        var text: String
        switch code {
        case .chainTooOld(let missing):
            text = "the chain does not know \(missing.joined(separator: ", ")), which the contracts need"
        case .insufficientFunds(let account, let balance, let needed):
            text =
                "\(account) has \(Units.format(balance, decimals: 18)) ether, and the deployment takes up to "
                + "\(Units.format(needed, decimals: 18)) at the present price of gas"
        case .wrongCode(let what, let address):
            text = "the code at \(address) is not that of \(what)"
        case .conflictingEntry(let kind, let found, let expected):
            text = "the resolver has \(kind) at \(found), this deployment has it at \(expected)"
        case .noFactory(let address): text = "there is no factory at \(address)"
        case .invalidArtifact(let what): text = what
        case .noProgress(let steps): text = "still to be done: \(steps.joined(separator: "; "))"
        case .invalidRecord(let what): text = what
        }
        if let cause { text += " (\(cause))" }
        return "\(text). \(hint)"
    }
}
