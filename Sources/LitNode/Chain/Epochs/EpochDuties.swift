package import KeyService

/// What the keys of a node have to do when the chain says so. ``EpochDriver`` calls one at a time.
///
/// Epochs are named by the number in which they serve: the first keys are generated for epoch 2, while epoch 1, in
/// which nobody serves, is still the current one.
package struct EpochDuties: Sendable {
    /// Generates the root keys with the other members, stores this node's shares, and only then returns.
    ///
    /// Asked again with the same arguments, after a failure or a restart, it returns the keys whose shares are
    /// stored, if there are some; another run for the same epoch takes the place of what was stored. Its task is
    /// cancelled when the run is given up.
    package var generateRootKeys: @Sendable (KeyEpoch, _ run: [UInt8]) async throws -> RootKeySet
    /// The keys that this node has shares of in an epoch; nil if it has none.
    package var storedRootKeys: @Sendable (KeyEpoch) async throws -> RootKeySet?
    /// Passes the keys on from the members of one epoch to those of the next; nil if this node cannot.
    package var reshare: (@Sendable (_ from: KeyEpoch, _ to: KeyEpoch, _ run: [UInt8]) async throws -> Void)?
    /// The epoch has begun, and these are its keys, in the chain's order: from now on the node signs.
    package var serve: @Sendable (KeyEpoch, RootKeySet) async throws -> Void

    package init(
        generateRootKeys: @escaping @Sendable (KeyEpoch, _ run: [UInt8]) async throws -> RootKeySet,
        storedRootKeys: @escaping @Sendable (KeyEpoch) async throws -> RootKeySet?,
        reshare: (@Sendable (_ from: KeyEpoch, _ to: KeyEpoch, _ run: [UInt8]) async throws -> Void)? = nil,
        serve: @escaping @Sendable (KeyEpoch, RootKeySet) async throws -> Void
    ) {
        self.generateRootKeys = generateRootKeys
        self.storedRootKeys = storedRootKeys
        self.reshare = reshare
        self.serve = serve
    }
}
