internal import NIOCore
internal import NIOSSL
internal import Primitives

/// TLS 1.3 in which each side shows a certificate, and only its public key counts.
struct TLSSetup: Sendable {
    private let client: NIOSSLContext
    private let server: NIOSSLContext

    init(_ identity: PeerIdentity) throws(PeerTransportError) {
        do {
            let certificate = NIOSSLCertificateSource.certificate(try identity.certificate())
            let key = NIOSSLPrivateKeySource.privateKey(try identity.privateKey())
            var client = TLSConfiguration.makeClientConfiguration()
            client.certificateChain = [certificate]
            client.privateKey = key
            var server = TLSConfiguration.makeServerConfiguration(
                certificateChain: [certificate], privateKey: key)
            client.minimumTLSVersion = .tlsv13
            server.minimumTLSVersion = .tlsv13
            // The callbacks take the place of all other checks; this setting makes both sides ask for a certificate.
            client.certificateVerification = .noHostnameVerification
            server.certificateVerification = .noHostnameVerification
            client.shutdownTimeout = .seconds(1)
            server.shutdownTimeout = .seconds(1)
            self.client = try NIOSSLContext(configuration: client)
            self.server = try NIOSSLContext(configuration: server)
        } catch {
            throw PeerTransportError(.tls, "TLS between nodes cannot be set up: \(error).")
        }
    }

    /// For the side that accepts.
    func serverHandler(accepts: @escaping @Sendable (Bytes32?) -> Bool) -> NIOSSLServerHandler {
        NIOSSLServerHandler(context: server, customVerificationCallback: Self.callback(accepts))
    }

    /// For the side that dials.
    func clientHandler(accepts: @escaping @Sendable (Bytes32?) -> Bool) throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(
            context: client, serverHostname: nil, customVerificationCallback: Self.callback(accepts))
    }

    private static func callback(
        _ accepts: @escaping @Sendable (Bytes32?) -> Bool
    ) -> NIOSSLCustomVerificationCallback {
        { certificates, promise in
            promise.succeed(
                accepts(certificates.first.flatMap(PeerIdentity.pin(of:))) ? .certificateVerified : .failed)
        }
    }

    /// The key that the peer of this channel has proven to have; asked of the connection itself, so that a resumed
    /// session, for which no callback is called, is held to the same rule.
    static func pin(of context: ChannelHandlerContext) -> Bytes32? {
        guard let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate() else {
            return nil
        }
        return PeerIdentity.pin(of: certificate)
    }
}
