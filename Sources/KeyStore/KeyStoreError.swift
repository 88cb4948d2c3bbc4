/// Why a key store could not be opened, read, written or used. Never names a secret.
public struct KeyStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// Reading or writing failed: disk, permission, database.
        case io
        /// Another store, in this process or another, has the folder.
        case locked
        /// The folder or a file in it is open to other users, or has a second name.
        case exposed
        /// It was closed.
        case closed
        /// The sealing key is not the one that the store or the backup was sealed under.
        case wrongKey
        /// What is stored is not what was written.
        case damaged
        /// Written by a newer release.
        case newerFormat
        /// A file that is something else.
        case notAStore
        /// There is a store already where one is to be restored.
        case alreadyExists
        /// Another value is stored under that name.
        case alreadyStored
        /// There is nothing under that name.
        case notFound
        /// A value out of the range that can be stored.
        case outOfRange
        /// Triples that do not belong together, or were made for somebody else.
        case mismatched
        /// The key set and epoch of these triples have been declared void.
        case void
        /// The signers of a set have not all said what they know of this store.
        case notAdmitted
        /// The set has no triples left.
        case empty
        /// This pair was handed out before, or is lost to a crash after it was marked used.
        case alreadyTaken
        /// This store never had that pair, or has discarded it.
        case unknownPair
    }

    /// What kind of failure it is.
    public let code: Code
    /// What failed, where, why, and what to do.
    public let description: String

    /// With a sentence for a person.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
