import NIOCore
import NIOSSL

/// Whether a certificate is for a host's name (RFC 9525, section 6).
///
/// NIOSSL is also content with a certificate for the address that it is connected to. Whoever answers questions for
/// addresses chooses that one, and may well have a certificate for it: so names are compared here again.
enum CertificateName {
    /// TLS for a connection to the URL's host.
    static func handler(for url: FetchURL, context: NIOSSLContext) throws -> NIOSSLClientHandler {
        // An address is no server name (RFC 6066, section 3); the certificate has to hold it.
        guard IPAddress(url.host) == nil else {
            return try NIOSSLClientHandler(context: context, serverHostname: nil)
        }
        let host = url.host
        return try NIOSSLClientHandler._makeSSLClientHandler(context: context, serverHostname: host) {
            certificate, channel in
            let isForHost = certificate._subjectAlternativeNames().contains { name in
                name.nameType == .dnsName && matches(String(decoding: name.contents, as: UTF8.self), host)
            }
            return isForHost
                ? channel.eventLoop.makeSucceededVoidFuture()
                : channel.eventLoop.makeFailedFuture(FetchError.wrongName)
        }
    }

    /// A `*` stands for the whole first label, and for nothing else.
    static func matches(_ pattern: String, _ host: String) -> Bool {
        let pattern = withoutLastDot(pattern.lowercased())
        let host = withoutLastDot(host.lowercased())
        guard pattern.hasPrefix("*.") else { return pattern == host }
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return host[dot...] == pattern.dropFirst()
    }

    private static func withoutLastDot(_ name: String) -> String {
        name.hasSuffix(".") ? String(name.dropLast()) : name
    }
}
