/// Headers with a meaning between clients and nodes, and what nodes say to browsers (CORS).
public enum DatilHeader {
    /// The client's id of an operation: the same at all nodes, another for every operation.
    public static let requestID = "X-Request-Id"
    /// The same, and looked at first.
    public static let correlationID = "X-Correlation-Id"
    /// The version of the client's SDK (semver).
    public static let sdkVersion = "X-Lit-SDK-Version"
    /// What the client is written in.
    public static let sdkType = "X-Lit-SDK-Type"
    /// The node's version, in every answer.
    public static let nodeVersion = "X-Lit-Node-Version"

    /// The longest request id accepted, in bytes.
    public static let requestIDLimit = 256

    /// The id of a request.
    ///
    /// - Parameters:
    ///   - correlationID: the header of that name.
    ///   - requestID: the header of that name.
    ///   - made: an id for a request that brings none; nil where it must (at the handshake).
    /// - Throws: `CoreApiMissingRequiredXRequestIdHeader` (400).
    public static func readRequestID(
        correlationID: String?, requestID: String?, orElse made: String?
    ) throws(NodeError) -> String {
        let given = [correlationID, requestID].compactMap { $0 }.first { !$0.isEmpty }
        guard let id = given ?? made else {
            throw NodeError(
                .coreApiMissingRequiredXRequestIDHeader,
                "Send the header \(Self.requestID) with one id for all nodes.")
        }
        guard id.utf8.count <= requestIDLimit, id.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else {
            throw NodeError(
                .coreApiMissingRequiredXRequestIDHeader,
                "The request id must be at most \(requestIDLimit) printable characters.")
        }
        return id
    }

    /// What every answer says to browsers: any application may read it.
    ///
    /// Nodes know no cookies, so credentials need not be allowed.
    public static let cors: [(name: String, value: String)] = [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", nodeVersion),
    ]

    /// What the answer to a preflight request says besides ``cors``.
    public static let preflight: [(name: String, value: String)] = [
        ("Access-Control-Allow-Methods", "GET, POST, PATCH, OPTIONS"),
        (
            "Access-Control-Allow-Headers",
            "Content-Type, Accept, \(sdkVersion), \(sdkType), \(requestID), \(correlationID)"
        ),
        ("Access-Control-Max-Age", "86400"),
    ]
}
