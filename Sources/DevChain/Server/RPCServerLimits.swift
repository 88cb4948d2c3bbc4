#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a server grants its clients, so that no one of them can exhaust it.
public struct RPCServerLimits: Sendable {
    /// The largest HTTP body or WebSocket message, in bytes; more is answered by 413 or closed with 1009.
    public var maxBody = 32 << 20
    /// How many requests a batch may hold.
    public var maxBatch = 1000
    /// After how many bytes of answer the rest of a batch is refused.
    public var maxBatchAnswer = 128 << 20
    /// The largest header of an HTTP request, all fields together, in bytes.
    public var maxHeader = 64 << 10
    /// How many clients are served at once; more wait to be accepted. Fewer, if they would take more than three
    /// quarters of the files that the process may have open: what serves them needs some too.
    public var maxConnections = 1024
    /// How many requests of one WebSocket run at once; more are not read until one is answered. HTTP: one.
    public var maxConcurrentRequests = 16
    /// How many notifications may wait for a client that is slow to read, before it is disconnected.
    public var maxQueuedNotifications = 16_384
    /// How many bytes of notifications may wait for a client, before it is disconnected.
    public var maxQueuedBytes = 64 << 20

    /// How long a new client may take to send the header of its first request.
    public var headerTimeout: Duration = .seconds(15)
    /// How long a client may take to send a body.
    public var bodyTimeout: Duration = .seconds(60)
    /// How long a connection stays open between requests, the next one's header included.
    public var idleTimeout: Duration = .seconds(120)
    /// How long a client may read nothing while answers wait for it.
    public var stallTimeout: Duration = .seconds(60)
    /// How long a WebSocket may be silent before it is sent a ping, and then until it counts as gone.
    public var pingInterval: Duration = .seconds(30)
    /// How long a client may take to end a connection that the server has ended.
    public var closeTimeout: Duration = .seconds(2)
    /// How long running requests may take to finish when the server shuts down.
    public var shutdownGrace: Duration = .seconds(5)

    /// The defaults, which suit a development chain on the machine of its users.
    public init() {}
}

extension RPCServerLimits {
    /// ``maxConnections``, or what the process may have open.
    var affordableConnections: Int {
        let files = sysconf(Int32(_SC_OPEN_MAX))
        return files > 0 ? max(1, min(maxConnections, files - files / 4)) : maxConnections
    }
}
