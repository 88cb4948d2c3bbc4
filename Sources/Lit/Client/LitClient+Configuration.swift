public import HTTPTransport
public import Logging

extension LitClient {
    /// How a client works.
    public struct Configuration: Sendable {
        /// How long ``LitClient/connect(to:wallet:configuration:)`` may take.
        public var connectTimeout: Duration = .seconds(20)
        /// How long any other call may take, unless it is told otherwise.
        public var requestTimeout: Duration = .seconds(60)
        /// Gets a line about every call, and debug lines about every request; silent unless given.
        public var logger = Logger(label: "lit") { _ in SwiftLogNoOpLogHandler() }
        /// Carries the requests to nodes and chain. One that is given is not shut down by the client; without one,
        /// each client has its own.
        public var transport: (any HTTPTransport)?

        /// Twenty seconds to connect, a minute for anything else, no logs.
        public init() {}
    }
}
