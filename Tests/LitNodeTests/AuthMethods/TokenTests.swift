import Crypto
import CryptoExtras
import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Testing

/// A service that signs tokens, with keys that change.
private final class TokenService: Sendable {
    let name: String
    let key: _RSA.Signing.PrivateKey

    init(_ name: String, size: _RSA.Signing.KeySize = .bits2048) throws {
        self.name = name
        key = try _RSA.Signing.PrivateKey(keySize: size)
    }

    var published: JSON {
        get throws {
            let parts = try key.publicKey.getKeyPrimitives()
            return [
                "kid": .string(name), "kty": "RSA", "alg": "RS256", "use": "sig",
                "n": .string(Base64URL.encode(parts.modulus)),
                "e": .string(Base64URL.encode(parts.publicExponent)),
            ]
        }
    }

    func token(_ claims: JSON, header: JSON? = nil) throws -> String {
        let header: JSON = header ?? ["alg": "RS256", "kid": .string(name), "typ": "JWT"]
        let text = Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.utf8)
        let digest = SHA256.hash(data: Array(text.utf8))
        let signature = try key.signature(for: digest, padding: .insecurePKCS1v1_5)
        return text + "." + Base64URL.encode(Array(signature.rawRepresentation))
    }
}

@Suite struct TokenTests {
    private let now: Timestamp
    private let service: TokenService

    init() throws {
        now = try Timestamp(rfc3339: "2026-01-15T12:00:00Z")
        service = try TokenService("key-1")
    }

    private func claims(_ issuer: String, _ changes: [String: JSON?] = [:]) -> JSON {
        var object = JSON.Object()
        object["iss"] = .string(issuer)
        object["sub"] = "User-1"
        object["aud"] = "app-1"
        object["iat"] = .number(.init(now.seconds - 10))
        object["exp"] = .number(.init(now.seconds + 1))
        for (name, value) in changes { object[name] = value }
        return .object(object)
    }

    /// Serves the keys of all services, each at its place.
    private func transport(_ keys: [JSON]) -> InMemoryTransport {
        let body: JSON = ["keys": .array(keys)]
        let places = [
            "www.googleapis.com:443": "/oauth2/v3/certs", "appleid.apple.com:443": "/auth/keys",
            "test.stytch.com:443": "/v1/sessions/jwks/project-test-0a1b-2c",
        ]
        return InMemoryTransport { request in
            guard places[request.url.authority] == request.url.path else { return .init(status: 404) }
            return .init(status: 200, body: body.utf8)
        }
    }

    private func resolver(
        _ transport: InMemoryTransport, at time: Timestamp? = nil,
        _ configuration: AuthMethodResolver.Configuration = .init()
    ) -> AuthMethodResolver {
        let time = time ?? now
        return AuthMethodResolver(configuration: configuration, transport: transport, now: { time })
    }

    private func context(_ resolver: AuthMethodResolver, _ type: UInt32, _ token: String) async throws
        -> [String]
    {
        let context = try await resolver.resolve(
            type: type, accessToken: token, origin: nil, forSessionKey: false)
        #expect(context.type == type && !context.usedForSignSessionKeyRequest)
        return [context.userID, context.appID]
    }

    private func code(_ resolver: AuthMethodResolver, _ type: UInt32, _ token: String) async -> NodeErrorCode?
    {
        do throws(NodeError) {
            _ = try await resolver.resolve(type: type, accessToken: token, origin: nil, forSessionKey: true)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `Tokens of Google and Apple name a user and an application`() async throws {
        let resolver = resolver(transport([try service.published]))
        for issuer in ["accounts.google.com", "https://accounts.google.com"] {
            #expect(try await context(resolver, 6, service.token(claims(issuer))) == ["User-1", "app-1"])
        }
        let apple = try service.token(claims("https://appleid.apple.com"))
        #expect(try await context(resolver, 8, apple) == ["User-1", "app-1"])
    }

    @Test func `A token of another issuer is refused (defect 12)`() async throws {
        let resolver = resolver(transport([try service.published]))
        for issuer in ["https://appleid.apple.com", "accounts.google.com.example", ""] {
            #expect(await code(resolver, 6, try service.token(claims(issuer))) == .authFailed)
        }
        #expect(await code(resolver, 6, try service.token(claims("", ["iss": nil]))) == .authFailed)
        #expect(await code(resolver, 8, try service.token(claims("accounts.google.com"))) == .authFailed)
    }

    @Test func `A token for an application that is not listed is refused (defect 12)`() async throws {
        var configuration = AuthMethodResolver.Configuration()
        configuration.applications[6] = ["app-1"]
        let resolver = resolver(transport([try service.published]), configuration)
        let google = "accounts.google.com"
        #expect(await code(resolver, 6, try service.token(claims(google))) == nil)
        #expect(await code(resolver, 6, try service.token(claims(google, ["aud": "app-2"]))) == .authFailed)
        #expect(
            await code(resolver, 8, try service.token(claims("https://appleid.apple.com", ["aud": "x"])))
                == nil)
    }

    @Test func `A token holds within its times, however often it was accepted (defect 12)`() async throws {
        let transport = transport([try service.published])
        let token = try service.token(claims("accounts.google.com"))
        #expect(await code(resolver(transport), 6, token) == nil)
        #expect(await code(resolver(transport, at: now + .seconds(1)), 6, token) == .authFailed)
        let google = "accounts.google.com"
        let changes: [[String: JSON?]] = [
            ["exp": nil], ["exp": .number(.init(now.seconds))], ["exp": "soon"], ["iat": nil],
            ["iat": .number(.init(now.seconds + 61))], ["iat": .number(.init(now.seconds - 86_401))],
            ["nbf": .number(.init(now.seconds + 61))], ["sub": nil], ["sub": ""], ["aud": nil], ["aud": []],
        ]
        for change in changes {
            let found = await code(resolver(transport), 6, try service.token(claims(google, change)))
            #expect(found == .authFailed, "\(change)")
        }
    }

    @Test func `A token that the service did not sign is refused`() async throws {
        let impostor = try TokenService("key-1")
        let resolver = resolver(transport([try service.published]))
        let google = claims("accounts.google.com")
        #expect(await code(resolver, 6, try impostor.token(google)) == .authFailed)
        let good = try service.token(google)
        let parts = good.split(separator: ".").map(String.init)
        let other = Base64URL.encode(claims("accounts.google.com", ["sub": "User-2"]).utf8)
        for text in [
            "\(parts[0]).\(other).\(parts[2])", "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])", "",
            "..",
            good + ".x",
        ] {
            #expect(await code(resolver, 6, text) == .authFailed, "\(text)")
        }
        for header in [
            ["alg": "none", "kid": "key-1"], ["alg": "HS256", "kid": "key-1"],
            ["alg": "RS384", "kid": "key-1"],
            ["alg": "RS256"], ["alg": "RS256", "kid": "key-2"],
        ] as [JSON] {
            #expect(await code(resolver, 6, try service.token(google, header: header)) == .authFailed)
        }
    }

    @Test func `Keys of other kinds are passed over`() async throws {
        let odd: [JSON] = [
            ["kty": "EC", "kid": "key-1", "alg": "ES256", "crv": "P-256", "x": "AA", "y": "AA"], 7, [:],
            ["kty": "RSA", "kid": "key-1", "alg": "RS256", "n": "AQAB", "e": "AQAB"],
        ]
        let google = try service.token(claims("accounts.google.com"))
        #expect(await code(resolver(transport(odd + [try service.published])), 6, google) == nil)
        #expect(await code(resolver(transport(odd)), 6, google) == .authFailed)
    }

    @Test func `Keys are fetched once for many tokens`() async throws {
        let transport = transport([try service.published])
        let resolver = resolver(transport)
        let token = try service.token(claims("accounts.google.com"))
        for _ in 0..<5 { #expect(await code(resolver, 6, token) == nil) }
        #expect(transport.requests.count == 1)
    }

    @Test func `Sessions of Stytch are known by the factor that was used, wherever it stands (defect 12)`()
        async throws
    {
        let resolver = resolver(transport([try service.published]))
        let project = "project-test-0a1b-2c"
        let factors: JSON = [
            "authentication_factors": [
                ["type": "password"], ["email_factor": ["email_address": "Me@Example.com"]],
                ["phone_number_factor": ["phone_number": "+123"]],
                ["authenticator_app_factor": ["totp_id": "totp-1"]],
            ]
        ]
        let claims = claims(
            "stytch.com/\(project)", ["aud": [.string(project)], "https://stytch.com/session": factors])
        let token = try service.token(claims)
        for (type, userID) in [
            (9, "user-1"), (10, "me@example.com"), (11, "+123"), (12, "+123"), (13, "totp-1"),
        ] {
            #expect(try await context(resolver, UInt32(type), token) == [userID, project])
        }
        let bare = try service.token(self.claims("stytch.com/\(project)", ["aud": [.string(project)]]))
        #expect(await code(resolver, 9, bare) == nil)
        for type in 10...13 { #expect(await code(resolver, UInt32(type), bare) == .authFailed) }
    }

    @Test func `A project of Stytch is no way to another URL`() async throws {
        let transport = transport([try service.published])
        let resolver = resolver(transport)
        for project in [
            "project-test-../../x", "project-live-0a?x", "project-test-", "project-dev-0a", "test", "",
            "project-test-0A", "project-test-" + String(repeating: "a", count: 80),
        ] {
            let token = try service.token(claims("stytch.com/\(project)", ["aud": [.string(project)]]))
            #expect(await code(resolver, 9, token) == .authFailed, "\(project)")
        }
        #expect(transport.requests.isEmpty)
    }

    @Test func `A service that cannot be reached is not a token that is refused`() async throws {
        let token = try service.token(claims("accounts.google.com"))
        #expect(
            await code(resolver(InMemoryTransport(servers: [:])), 6, token) == .coreApiHttpClientConnectFailed
        )
        let slow = InMemoryTransport { _ in throw HTTPTransportError.Code.deadlineExceeded }
        #expect(await code(resolver(slow), 6, token) == .coreApiHttpClientTimeout)
        let large = InMemoryTransport { _ in .init(status: 200, body: [UInt8](repeating: 32, count: 1 << 20))
        }
        #expect(await code(resolver(large), 6, token) == .coreApiHttpClientConnectFailed)
    }
}
