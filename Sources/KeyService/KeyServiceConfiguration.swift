public import Logging

/// What a key service does by default, and within which bounds.
public struct KeyServiceConfiguration: Sendable {
    /// How many secp256k1 root keys are made in the first epoch: at least two, since one key is no polynomial.
    public var rootKeyCount = 3
    /// How many pairs of triples each signer set has at least, when there was time to make them.
    public var minimumPairs = 16
    /// How many pairs a signer set has at most, however many are used.
    public var maximumPairs = 512
    /// How long a signature may take before its client is told that it failed.
    public var signingDeadline: Duration = .seconds(12)
    /// How long an attempt may be silent before it is given up, while nothing is known of how long they take.
    public var initialPatience: Duration = .milliseconds(1500)
    /// The shortest patience, however fast the attempts were.
    public var minimumPatience: Duration = .milliseconds(750)
    /// How long an answer is kept for a client that asks again.
    public var answerLifetime: Duration = .seconds(300)
    /// How many answers are kept.
    public var answerCount = 4096
    /// How long key generation may take from its call.
    public var generationDeadline: Duration = .seconds(60)
    /// Hears of failed attempts and whom they are blamed on; never of a secret.
    public var logger: Logger

    /// With what is usual for everything.
    public init(logger: Logger = Logger(label: "keys")) { self.logger = logger }
}
