public import Primitives

/// Why a transaction can be in no block of a chain, whatever the state.
///
/// The texts begin with those by which clients of JSON-RPC tell refusals apart.
public struct TransactionRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules that a transaction can break, with the figures that do not fit.
    public enum Code: Hashable, Sendable {
        /// Signed for another chain (EIP-155).
        case wrongChainID(actual: UInt64, expected: UInt64)
        /// The limit on the priority fee lies above that on the whole fee (EIP-1559).
        case priorityFeeAboveMaxFee(priorityFee: UInt256, maxFee: UInt256)
        /// Gas limit times fee, with the blobs' fee, is 2^256 or more.
        case gasCostOverflow(gasLimit: UInt64, maxFee: UInt256)
        /// Creation code beyond 49152 bytes (EIP-3860).
        case initCodeTooLarge(size: Int)
        /// The gas limit does not cover what the transaction costs before code runs.
        case intrinsicGasTooLow(gasLimit: UInt64, intrinsic: UInt64)
        /// A blob transaction without an address to call (EIP-4844).
        case blobCreation
        /// A blob transaction without blobs (EIP-4844).
        case noBlobs
        /// More blobs than six (EIP-4844).
        case tooManyBlobs(Int)
        /// A blob's hash of another version than 1 (EIP-4844).
        case badBlobHashVersion(index: Int, version: UInt8)
    }

    /// The rule that is broken.
    public let code: Code

    /// From the rule that is broken.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .wrongChainID(let actual, let expected):
            "invalid chain id for signer: have \(actual) want \(expected)"
        case .priorityFeeAboveMaxFee(let priorityFee, let maxFee):
            "max priority fee per gas higher than max fee per gas: \(priorityFee) above \(maxFee) wei"
        case .gasCostOverflow(let gasLimit, let maxFee):
            "insufficient funds for gas * price + value: "
                + "\(gasLimit) gas at up to \(maxFee) wei cost more than 2^256 - 1"
        case .initCodeTooLarge(let size):
            "max initcode size exceeded: \(size) bytes, at most \(TransactionRules.maxInitCodeSize)"
        case .intrinsicGasTooLow(let gasLimit, let intrinsic):
            "intrinsic gas too low: have \(gasLimit), need \(intrinsic)"
        case .blobCreation: "blob transaction cannot create a contract: it needs an address"
        case .noBlobs: "blob transaction without blobs"
        case .tooManyBlobs(let count):
            "too many blobs in transaction: \(count), at most \(TransactionRules.maxBlobs)"
        case .badBlobHashVersion(let index, let version):
            "blob \(index) has a hash of version \(version), must be \(TransactionRules.blobHashVersion)"
        }
    }
}
