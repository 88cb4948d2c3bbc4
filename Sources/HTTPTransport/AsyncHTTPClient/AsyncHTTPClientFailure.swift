#if canImport(AsyncHTTPClient)
    internal import AsyncHTTPClient
    internal import NIOCore
    internal import NIOHTTP1
    internal import NIOHTTPCompression
    internal import NIOPosix
    internal import NIOSSL

    extension TransportFailure {
        /// What an error of AsyncHTTPClient, or of the layers under it, means.
        init(asyncHTTPClient error: any Error, decompressionLimit: Int) {
            let said = String(describing: error)
            switch error {
            case let error as HTTPClientError: self.init(error)
            case let error as NIOConnectionError: self.init(error)
            case let error as IOError: self.init(errno: error.errnoCode, said)
            case is SocketAddressError:
                self.init(.nameResolutionFailed, "the host name has no address", underlying: said)
            case is ChannelError: self.init(.connectionFailed, "the connection failed", underlying: said)
            case HTTPParserError.invalidEOFState:
                self.init(.connectionClosed, "the connection ended before the response", underlying: said)
            case is HTTPParserError:
                self.init(.responseMalformed, "what came back is not an HTTP response", underlying: said)
            case NIOHTTPDecompression.DecompressionError.limit:
                self = .bodyTooLarge(limit: decompressionLimit)
            case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
                self.init(.responseMalformed, "the body cannot be decompressed", underlying: said)
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
                self.init(.tlsFailed, "the TLS connection failed", underlying: said)
            default: self.init(network: error, said)
            }
        }

        private init(_ error: HTTPClientError) {
            let said = error.shortDescription
            switch error {
            case .cancelled, .requestStreamCancelled: self = .cancelled
            case .deadlineExceeded: self = .deadlineExceeded
            case .alreadyShutdown: self = .shutDown
            case .connectTimeout, .getConnectionFromPoolTimeout:
                self.init(.connectionFailed, "no connection in time", underlying: said)
            case .tlsHandshakeTimeout:
                self.init(.tlsFailed, "the TLS handshake did not end in time", underlying: said)
            case .remoteConnectionClosed, .uncleanShutdown, .bodyLengthMismatch, .writeTimeout, .readTimeout:
                self.init(.connectionClosed, "the connection ended before the response", underlying: said)
            case .invalidURL, .emptyHost, .emptyScheme:
                self.init(.invalidURL, "the client does not take this URL", underlying: said)
            default: self.init(.connectionFailed, "the request failed", underlying: said)
            }
        }

        private init(_ error: NIOConnectionError) {
            let said = String(describing: error)
            if error.connectionErrors.isEmpty {
                self.init(.nameResolutionFailed, "the host name has no address", underlying: said)
            } else if error.connectionErrors.contains(where: {
                ($0.error as? IOError)?.errnoCode == ECONNREFUSED
            }) {
                self.init(errno: ECONNREFUSED, said)
            } else {
                self.init(.connectionFailed, "no address of the host answers", underlying: said)
            }
        }

        private init(errno code: CInt, _ said: String) {
            switch code {
            case ECONNREFUSED: self.init(.connectionRefused, "nothing listens there", underlying: said)
            case ECONNRESET, EPIPE:
                self.init(.connectionClosed, "the connection was reset before the response", underlying: said)
            default: self.init(.connectionFailed, "the connection failed", underlying: said)
            }
        }

        /// Network.framework reports through types of AsyncHTTPClient's own.
        private init(network error: any Error, _ said: String) {
            #if canImport(Network)
                switch error {
                case let error as HTTPClient.NWPOSIXError: self.init(errno: error.errorCode.rawValue, said)
                case is HTTPClient.NWTLSError:
                    self.init(.tlsFailed, "the TLS connection failed", underlying: said)
                default: self.init(.connectionFailed, "the request failed", underlying: said)
                }
            #else
                self.init(.connectionFailed, "the request failed", underlying: said)
            #endif
        }
    }
#endif
