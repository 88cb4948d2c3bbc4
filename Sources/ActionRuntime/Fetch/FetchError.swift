import ActionProtocol
import NIOHTTPCompression
import NIOSSL

extension OperationFailure {
    /// A network failure, which scripts catch as a TypeError.
    static func fetch(_ reason: String) -> OperationFailure {
        OperationFailure(name: "TypeError", message: "fetch failed: \(reason)")
    }
}

/// Why a response could not be had or read.
struct FetchError: Error {
    let reason: String

    init(reason: String) { self.reason = reason }

    static let wrongName = FetchError(reason: "the server's certificate is for another name")

    /// What a connection reports, in words for who wrote the script.
    init(_ error: any Error) {
        switch error {
        case let error as FetchError: self = error
        case let error as NIOSSLExtraError where error == .failedToValidateHostname: self = .wrongName
        case NIOSSLError.handshakeFailed(let cause):
            reason =
                "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
                ? "the server's certificate is not valid now, or not of an authority that this node trusts"
                : "no TLS connection comes about: \(cause)"
        case NIOSSLError.uncleanShutdown:
            reason = "the server closed the connection before its response was complete"
        case NIOHTTPDecompression.DecompressionError.limit:
            reason = "the response is larger, decompressed, than this node allows"
        default: reason = "\(error)"
        }
    }
}
