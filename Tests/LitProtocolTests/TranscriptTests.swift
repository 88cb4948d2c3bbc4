import LitProtocol
import Primitives
import Testing

@Suite struct TranscriptTests {
    /// Reads a body by the type of its endpoint, and writes it again.
    private func rewritten(_ endpoint: DatilEndpoint, _ body: JSON) throws -> JSON {
        switch endpoint {
        case .handshake: try HandshakeRequest(body).json
        case .encryptionSign: try EncryptionSignRequest(body).json
        case .accessControlSigning: try AccessControlSigningRequest(body).json
        case .signSessionKey: try SignSessionKeyRequest(body).json
        case .pkpSign: try PKPSignRequest(body).json
        case .claimKey: try ClaimKeyRequest(body).json
        case .execute: try ExecuteRequest(body).json
        }
    }

    private func rewrittenAnswer(_ endpoint: DatilEndpoint, _ body: JSON) throws -> JSON {
        switch endpoint {
        case .handshake: try HandshakeResponse(body).json
        case .encryptionSign: try EncryptionSignResponse(body).json
        case .accessControlSigning: try AccessControlSigningResponse(body).json
        case .signSessionKey: try SignSessionKeyResponse(body).json
        case .pkpSign: try PKPSignResponse(body).json
        case .claimKey: try KeyClaimAnswer(body).json
        case .execute: try ExecuteResponse(body).json
        }
    }

    @Test func `Every request of the JavaScript SDK is read, and written byte by byte as it was`() throws {
        var seen: Set<DatilEndpoint> = []
        for request in try Transcripts.nodeRequests() {
            let (endpoint, isVersioned) = try #require(DatilEndpoint.find(request.path), "\(request.path)")
            #expect(endpoint.sdkPath == request.path)
            #expect(isVersioned == request.path.hasSuffix("/v1"))
            let body = try JSON(parsing: request.bodyText)
            #expect(try rewritten(endpoint, body).text == request.bodyText, "\(request.scenario)")
            seen.insert(endpoint)
        }
        // The SDK never asks for tokens.
        #expect(seen == Set(DatilEndpoint.allCases).subtracting([.accessControlSigning]))
    }

    @Test func `Every answer that the JavaScript SDK took is read, and written as it was`() throws {
        var failures = 0
        for request in try Transcripts.nodeRequests() {
            let endpoint = try #require(DatilEndpoint.find(request.path)).endpoint
            if request.status == endpoint.successStatus {
                let text = try rewrittenAnswer(endpoint, request.response).text
                #expect(text == request.response.text, "\(request.scenario)")
            } else {
                let error = try #require(NodeError(request.response, status: request.status))
                #expect(error.json.text == request.response.text)
                #expect(error.status == request.status)
                failures += 1
            }
        }
        #expect(failures > 0)
    }

    @Test func `Nodes outside the signing set are told from signers`() throws {
        let answers = try Transcripts.nodeRequests().filter { $0.scenario.hasPrefix("09-") }
        let shares = try answers.map { try PKPSignResponse($0.response).share.share }
        #expect(shares.count == 3)
        #expect(shares.compactMap { $0 }.count == 2)
    }

    @Test func `Headers of the JavaScript SDK are read`() throws {
        for request in try Transcripts.nodeRequests() {
            let header = request.headers[DatilHeader.sdkVersion]?.string
            #expect(try SDKVersion.read(header: header) == SDKVersion(major: 7, minor: 0, patch: 5))
            let id = try DatilHeader.readRequestID(
                correlationID: nil, requestID: request.headers[DatilHeader.requestID]?.string, orElse: nil)
            #expect(id.hasPrefix("lit_"))
        }
    }

    @Test func `Endpoints are found with and without version and slash, and nothing else is`() {
        for endpoint in DatilEndpoint.allCases {
            for path in endpoint.servedPaths {
                #expect(DatilEndpoint.find(path)?.endpoint == endpoint)
                #expect(DatilEndpoint.find(path + "/") == nil || !path.hasSuffix("/"))
            }
        }
        for path in [
            "", "/", "/v1", "/web/handshake/v1", "/web/pkp/claim/v1", "/web/pkp/sign/v2", "/web/execute//",
            "/web/execute/v1/v1", "/web/Execute", "/web/execute?x",
        ] {
            #expect(DatilEndpoint.find(path) == nil, "\(path)")
        }
    }
}
