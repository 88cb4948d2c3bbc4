/// What a connection is granted.
package struct ServerLimits: Sendable {
    /// The largest body, in bytes.
    package var maxBody = 16 << 20
    /// The largest header, all fields together, in bytes.
    package var maxHeader = 64 << 10
    /// How many connections there may be.
    package var maxConnections = 1024
    /// How long a new connection may take to send its first request, and any request its body. Afterwards a
    /// connection may rest as long as it likes: whoever keeps one does not want to find it closed.
    package var patience: Duration = .seconds(30)
    /// How long the lines of an answer may go on after the call's time, for whoever reads slowly.
    package var lineGrace: Duration = .seconds(5)

    package init() {}
}
