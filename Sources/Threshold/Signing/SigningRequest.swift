public import Primitives

/// What all signers of a signature agree on before they begin.
public struct SigningRequest: Hashable, Sendable {
    /// The hash to sign, below the order of the group and not zero.
    public var digest: Bytes32
    /// The name of the key, such as the id that it is derived by.
    public var keyID: [UInt8]
    /// What the request is known by.
    public var requestID: [UInt8]
    /// 0 at first, one more for every other set of signers or triples that tries after a failure.
    public var attempt: UInt32

    /// All values are taken as they are; ``ThresholdSigning`` checks the digest.
    public init(digest: Bytes32, keyID: [UInt8], requestID: [UInt8], attempt: UInt32 = 0) {
        self.digest = digest
        self.keyID = keyID
        self.requestID = requestID
        self.attempt = attempt
    }
}
