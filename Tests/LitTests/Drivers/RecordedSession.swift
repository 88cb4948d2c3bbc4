import Lit
import LitProtocol
import Primitives
import Testing

/// The session that a recorded request was signed with.
func recordedSession(_ exchange: Recording.Exchange) throws -> SessionProof {
    let authSig = try AuthSig(try #require(exchange.request["authSig"]))
    let grant = try SessionGrant(parsing: authSig.signedMessage)
    let keys = try #require(try Recording.file("keys.json")["sessionKeys"]?.object)
    let secret = try #require(
        keys.first { $0.value["publicKey"]?.string == grant.sessionKey }?.value["secretKey"]?.string)
    return .session(
        SessionCredential(
            key: try #require(SessionKey(secretKey: secret)), requests: grant.requests,
            capabilities: grant.capabilities, issuedAt: try Timestamp(rfc3339: grant.issuedAt),
            expiration: try Timestamp(rfc3339: grant.expiration)))
}

/// A request without the signature of its session, which may come out differently each time.
func comparable(_ request: JSON) -> JSON {
    guard var object = request.object, var authSig = object["authSig"]?.object else { return request }
    authSig["sig"] = nil
    object["authSig"] = .object(authSig)
    return .object(object)
}

/// Expects that every node was sent what the SDK sent it.
func expectSameRequests(
    _ network: TestNetwork, _ recording: Recording, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let path = try #require(recording.exchanges.first).path
    let sent = network.sent(to: path)
    #expect(sent.count == recording.exchanges.count, sourceLocation: sourceLocation)
    #expect(Set(sent.map(\.id)).count == 1, "one request id for all nodes", sourceLocation: sourceLocation)
    for exchange in recording.exchanges {
        let ours = try #require(sent.first { $0.node == exchange.node }, sourceLocation: sourceLocation)
        #expect(
            comparable(ours.body).text == comparable(exchange.request).text, sourceLocation: sourceLocation)
    }
}
