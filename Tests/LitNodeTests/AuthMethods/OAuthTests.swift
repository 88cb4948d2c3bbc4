import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Testing

@Suite struct OAuthTests {
    private let now: Timestamp

    init() throws { now = try Timestamp(rfc3339: "2026-01-15T12:00:00Z") }

    private func resolver(_ transport: InMemoryTransport) -> AuthMethodResolver {
        let time = now
        return AuthMethodResolver(transport: transport, now: { time })
    }

    private func answering(_ json: JSON, status: Int = 200) -> InMemoryTransport {
        InMemoryTransport { _ in .init(status: status, body: json.utf8) }
    }

    private func code(_ transport: InMemoryTransport, _ type: UInt32, _ token: String = "abc.DEF-1") async
        -> NodeErrorCode?
    {
        do throws(NodeError) {
            _ = try await resolver(transport).resolve(
                type: type, accessToken: token, origin: nil, forSessionKey: true)
            return nil
        } catch {
            return error.code
        }
    }

    private static let discord: JSON = [
        "application": ["id": "app-1"], "user": ["id": "80351110224678912"],
        "expires": "2026-01-15T12:00:01.000000+00:00",
    ]

    private static let google: JSON = [
        "issued_to": "app-2", "audience": "app-2", "user_id": "1234", "expires_in": 1,
    ]

    private static func changed(_ json: JSON, _ name: String, _ value: JSON?) -> JSON {
        var object = json.object ?? JSON.Object()
        object[name] = value
        return .object(object)
    }

    @Test func `Discord is asked with the token, and says who it is`() async throws {
        let transport = answering(Self.discord)
        let context = try await resolver(transport).resolve(
            type: 4, accessToken: "abc.DEF-1", origin: nil, forSessionKey: true)
        #expect(
            context
                == AuthMethodContext(
                    type: 4, userID: "80351110224678912", appID: "app-1", usedForSignSessionKeyRequest: true))
        let request = try #require(transport.requests.first)
        #expect(request.url.string == "https://discord.com/api/oauth2/@me")
        #expect(request.headers["Authorization"] == "Bearer abc.DEF-1")
        #expect(request.redirects == .doNotFollow)
    }

    @Test func `Google is asked with the token, and says who it is`() async throws {
        let transport = answering(Self.google)
        let context = try await resolver(transport).resolve(
            type: 5, accessToken: "ya29.a+b/c=", origin: nil, forSessionKey: false)
        #expect(
            context
                == AuthMethodContext(
                    type: 5, userID: "1234", appID: "app-2", usedForSignSessionKeyRequest: false))
        #expect(
            transport.requests.first?.url.string
                == "https://www.googleapis.com/oauth2/v1/tokeninfo?access_token=ya29.a%2Bb/c=")
    }

    @Test func `Answers that do not say who it is, and until when, are refused (defect 12)`() async throws {
        for name in ["application", "user"] {
            #expect(await code(answering(Self.changed(Self.discord, name, nil)), 4) == .authFailed)
        }
        for end in ["2026-01-15T12:00:00Z", "never"] {
            let json = Self.changed(Self.discord, "expires", .string(end))
            #expect(await code(answering(json), 4) == .authFailed)
        }
        for name in ["issued_to", "user_id", "expires_in"] {
            #expect(await code(answering(Self.changed(Self.google, name, nil)), 5) == .authFailed)
        }
        #expect(await code(answering(Self.changed(Self.google, "expires_in", 0)), 5) == .authFailed)
        #expect(await code(answering(["error": "invalid_token"], status: 400), 5) == .authFailed)
        #expect(await code(answering([:], status: 401), 4) == .authFailed)
        #expect(await code(answering([:], status: 500), 4) == .coreApiHttpClientConnectFailed)
        #expect(await code(InMemoryTransport { _ in .init(status: 200, body: [1]) }, 4) == .authFailed)
    }

    @Test func `A token that could change the request is not sent`() async throws {
        let transport = answering(Self.google)
        for token in ["", "a b", "a&b=c", "a#b", "a\r\nX: y", "a%00", "ä"] {
            #expect(await code(transport, 5, token) == .authFailed)
            #expect(await code(transport, 4, token) == .authFailed)
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func `Each use of a token is verified anew (defect 12)`() async throws {
        let transport = answering(Self.discord)
        let resolver = resolver(transport)
        for _ in 0..<3 {
            _ = try await resolver.resolve(type: 4, accessToken: "abc", origin: nil, forSessionKey: true)
        }
        #expect(transport.requests.count == 3)
    }
}
