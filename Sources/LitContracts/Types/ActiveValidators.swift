package import Ethereum
public import Primitives

/// What a client needs to know to reach a network.
public struct ActiveValidators: Hashable, Sendable {
    /// The current one.
    public let epoch: Epoch
    /// How many validators have to agree.
    public let requiredCount: UInt256
    /// Those of the current epoch that are not kicked.
    public let validators: [Validator]
}

extension ActiveValidators: ABIResults {
    package init(results: inout ABIFields) throws(ABIError) {
        epoch = try results.next()
        requiredCount = try results.next()
        validators = try results.next()
    }

    package var abiValues: [ABIValue] { [epoch.abiValue, requiredCount.abiValue, validators.abiValue] }
}
