package import Ethereum

/// The outcome of a derivation.
public struct DerivedPublicKey: Hashable, Sendable {
    /// Whether the root keys were good.
    public let succeeded: Bool
    /// 65 bytes, uncompressed; empty if it failed.
    public let publicKey: [UInt8]
}

extension DerivedPublicKey: ABIResults {
    package init(results: inout ABIFields) throws(ABIError) {
        succeeded = try results.next()
        publicKey = try results.next()
    }

    package var abiValues: [ABIValue] { [succeeded.abiValue, publicKey.abiValue] }
}
