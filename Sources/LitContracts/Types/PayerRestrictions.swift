public import Ethereum

/// Who pays for some users, and how much.
public struct PayerRestrictions: Hashable, Sendable {
    /// For each user.
    public let payers: [[Address]]
    /// For each user and payer.
    public let restrictions: [[Restriction]]
}

extension PayerRestrictions: ABIResults {
    package init(results: inout ABIFields) throws(ABIError) {
        payers = try results.next()
        restrictions = try results.next()
    }

    package var abiValues: [ABIValue] { [payers.abiValue, restrictions.abiValue] }
}
