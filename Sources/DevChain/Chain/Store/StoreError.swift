/// Why a store could not be opened, read or written.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// Reading or writing failed: disk, permission, database.
        case io
        /// What is stored is not what was written.
        case corrupt
        /// Written by a version that this one does not understand.
        case unsupportedFormat
        /// Another process has it open.
        case locked
        /// It was closed.
        case closed
    }

    /// What kind of failure it is.
    public let code: Code
    /// What failed, where, and why.
    public let description: String

    /// With a sentence for a person.
    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
