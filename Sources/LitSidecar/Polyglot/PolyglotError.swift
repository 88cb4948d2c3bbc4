/// Why the compatibility mode does not start.
package struct PolyglotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    package enum Code: Hashable, Sendable {
        /// Somebody else has the port, or only root may.
        case portInUse
        /// Not an address of this machine, or something like it.
        case cannotListen
        /// The network cannot be connected to.
        case network
    }

    package let code: Code
    /// What failed and what to do, in a line.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// For the process (sysexits): 69 unavailable, 70 anything else.
    package var exitCode: Int32 { code == .portInUse ? 69 : 70 }
}
