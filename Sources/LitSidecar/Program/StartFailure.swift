/// Why the sidecar could not begin: one line for whoever has started it.
package struct StartFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which kind; raw values are exit codes (sysexits.h).
    package enum Code: Int32, Sendable {
        case usage = 64
        case inUse = 69
        case other = 70
        case cannotCreate = 73
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
