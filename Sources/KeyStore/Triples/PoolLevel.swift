public import Threshold

/// How many pairs a signer set has, for those who fill its pool.
public struct PoolLevel: Hashable, Sendable {
    /// The set.
    public let binding: TripleBinding
    /// On the disk.
    public let stored: Int
    /// In memory, already marked used.
    public let ready: Int
    /// Handed out since the store was opened.
    public let taken: UInt64

    /// What there still is.
    public var available: Int { stored + ready }
}

/// What came of putting a signer set into use.
public enum Admission: Hashable, Sendable {
    /// Its triples may be taken until the store is closed.
    case admitted
    /// Somebody knows of a later or another state of this store: it has destroyed all its triples and begun a
    /// new incarnation. Tell every peer the new mark, and admit the sets again.
    case destroyed(pairs: Int, by: [PartyID])
}
