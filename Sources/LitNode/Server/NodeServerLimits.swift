package import ActionRuntime

/// What a node grants those who connect, so that no one of them can exhaust it.
package struct NodeServerLimits: Sendable {
    /// The largest body, in bytes; more is answered by 413.
    package var maxBody = 32 << 20
    /// How many bytes of bodies may be held at once, of all connections; more is answered by 429.
    package var maxHeldBodies = 256 << 20
    /// The largest header of a request, all fields together, in bytes.
    package var maxHeader = 64 << 10
    /// How many clients are connected at once; more wait to be accepted.
    package var maxConnections = 2_048
    /// How many bytes of a body are read as JSON beside everything else; longer ones wait for each other.
    package var quickBody = 256 << 10

    /// How long a new client may take to send the header of its first request.
    package var headerTimeout: Duration = .seconds(15)
    /// How long a client may take to send a body.
    package var bodyTimeout: Duration = .seconds(30)
    /// How long a connection stays open between requests.
    package var idleTimeout: Duration = .seconds(120)
    /// How long a client may read nothing while an answer waits for it.
    package var stallTimeout: Duration = .seconds(60)
    /// How long running requests may take to finish when the server shuts down.
    package var shutdownGrace: Duration = .milliseconds(1_500)

    /// Proxies in front of the node, who are believed about where requests come from.
    package var proxies: [AddressRange] = []

    package init() {}

    /// How long an endpoint may take: what an action may, and then some, to wait for its turn and to answer.
    package static func timeout(for actions: ActionLimits) -> Duration {
        .milliseconds(actions.timeoutMs) + .seconds(15)
    }
}
