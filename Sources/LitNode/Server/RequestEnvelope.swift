internal import Foundation
internal import LitProtocol
internal import NIOHTTP1

/// What the headers of a request say that matters to the node.
struct RequestEnvelope: Sendable {
    /// The client's id of the operation, or one made up.
    let id: String
    /// The version of the client's SDK.
    let sdkVersion: String

    init(_ headers: HTTPHeaders, requiresID: Bool) throws(NodeError) {
        id = try DatilHeader.readRequestID(
            correlationID: headers.first(name: DatilHeader.correlationID),
            requestID: headers.first(name: DatilHeader.requestID),
            orElse: requiresID ? nil : "LD-\(UUID().uuidString.lowercased())")
        do {
            sdkVersion = try SDKVersion.read(header: headers.first(name: DatilHeader.sdkVersion)).text
        } catch {
            var error = error
            error.requestID = id
            throw error
        }
    }
}
