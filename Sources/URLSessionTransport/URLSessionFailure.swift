internal import Foundation
internal import HTTPExchange

#if canImport(FoundationNetworking)
    internal import FoundationNetworking
#endif

extension TransportFailure {
    /// What an error of URLSession means.
    init(urlSession error: any Error) {
        guard let error = error as? URLError else {
            self.init(.connectionFailed, "the request failed", underlying: "\(type(of: error))")
            return
        }
        #if canImport(FoundationNetworking)
            if let failure = Self.fromCurl(error) {
                self = failure
                return
            }
        #endif
        // Never the error's own description: it holds the URL with its query.
        let said = "URLError \(error.errorCode)"
        switch error.code {
        case .cancelled: self = .cancelled
        case .cannotFindHost, .dnsLookupFailed:
            self.init(.nameResolutionFailed, "the host name has no address", underlying: said)
        case .cannotConnectToHost: self.init(.connectionRefused, "nothing listens there", underlying: said)
        case .networkConnectionLost, .zeroByteResource:
            self.init(.connectionClosed, "the connection ended before the response", underlying: said)
        case .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
            .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
            self.init(.tlsFailed, "the TLS connection failed", underlying: said)
        case .badServerResponse, .cannotParseResponse, .cannotDecodeRawData, .cannotDecodeContentData:
            self.init(.responseMalformed, "what came back is not an HTTP response", underlying: said)
        case .badURL, .unsupportedURL:
            self.init(.invalidURL, "Foundation does not take this URL", underlying: said)
        default: self.init(.connectionFailed, "the request failed", underlying: said)
        }
    }

    #if canImport(FoundationNetworking)
        /// On Linux most errors arrive as -1, and some under a code that misleads; libcurl's text tells them apart.
        private static func fromCurl(_ error: URLError) -> TransportFailure? {
            guard [.unknown, .unsupportedURL, .badServerResponse].contains(error.code),
                let text = error.errorUserInfo[NSLocalizedDescriptionKey] as? String
            else { return nil }
            let lowercased = text.lowercased()
            func speaks(of words: String...) -> Bool { words.contains { lowercased.contains($0) } }
            if speaks(
                of: "ssl_read", "ssl_write", "transfer closed", "empty reply", "recv failure", "send failure")
            {
                return TransportFailure(
                    .connectionClosed, "the connection ended before the response", underlying: text)
            }
            if speaks(of: "ssl", "tls", "certificate") {
                return TransportFailure(.tlsFailed, "the TLS connection failed", underlying: text)
            }
            if speaks(of: "http/", "content-length", "chunk", "header", "unencoding", "weird server") {
                return TransportFailure(
                    .responseMalformed, "what came back is not an HTTP response", underlying: text)
            }
            return nil
        }
    #endif
}
