public import Primitives

/// The name of one run, which every message of it carries: a hash of everything that its participants must
/// agree on before they begin. Parties with different views exchange no usable messages.
public struct SessionID: Hashable, Sendable, CustomStringConvertible {
    /// The hash.
    public let value: Bytes32

    /// For the run of a protocol.
    ///
    /// - Parameters:
    ///   - purpose: which protocol, such as `triples`.
    ///   - epoch: the epoch of the validator set.
    ///   - participants: everybody who takes part.
    ///   - threshold: how many shares determine a secret.
    ///   - context: whatever else has to be agreed on, in a fixed order: what the run is for, and something
    ///     that makes it unique, such as a request id and an attempt number.
    public init(
        purpose: String, epoch: UInt64, participants: Participants, threshold: Int, context: [[UInt8]]
    ) {
        var hash = TaggedHash(.session)
        hash.add(prefixed: Array(purpose.utf8))
        hash.add(epoch)
        hash.add(prefixed: participants.encoded)
        hash.add(UInt64(truncatingIfNeeded: threshold))
        hash.add(UInt32(truncatingIfNeeded: context.count))
        for item in context { hash.add(prefixed: item) }
        value = hash.finish()
    }

    /// Sixty-four hexadecimal digits.
    public var description: String { value.hex }
}
