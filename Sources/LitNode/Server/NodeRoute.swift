package import Logging
package import Primitives

/// A request to a node, its envelope read and checked.
package struct NodeRequest: Sendable {
    /// The client's id of the operation, the same at all nodes.
    package var id: String
    /// The version of the client's SDK.
    package var sdkVersion: String
    /// Whether the path had `/v1`.
    package var isVersioned: Bool
    package var body: JSON
    /// Names in lower case.
    package var headers: [String: String]
    /// Who asks; nil where that cannot be known.
    package var source: SourceAddress?
    /// For what is not for the client: its entries have the request's id.
    package var log: Logger

    package init(
        id: String, sdkVersion: String, isVersioned: Bool, body: JSON, headers: [String: String],
        source: SourceAddress?, log: Logger
    ) {
        self.id = id
        self.sdkVersion = sdkVersion
        self.isVersioned = isVersioned
        self.body = body
        self.headers = headers
        self.source = source
        self.log = log
    }

    package var origin: String? { headers["origin"] }
}

/// What a node answers, when it is no `NodeError`.
package struct NodeResponse: Sendable {
    package var status: Int
    package var body: JSON

    package init(status: Int = 200, _ body: JSON) {
        self.status = status
        self.body = body
    }
}
