internal import Primitives

extension HTTPRequest {
    /// The fields that frame the message or belong to the connection (RFC 9110 section 7.6.1), and the coding,
    /// which each form offers as far as it can decode within bounds.
    private static let managedFields: Set<String> = [
        "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]

    /// Refuses what cannot be sent, before anything is.
    func validate() throws(TransportFailure) {
        guard Self.isToken(method.rawValue) else {
            throw TransportFailure(.unsupported, "the method is not a token")
        }
        if ["CONNECT", "TRACE"].contains(method.rawValue.uppercased()) {
            throw TransportFailure(.unsupported, "the method \(method) is not for this transport")
        }
        if method == .get || method == .head, !body.isEmpty {
            throw TransportFailure(.unsupported, "a \(method) request has no body")
        }
        for field in headers {
            guard Self.isToken(field.name) else {
                throw TransportFailure(.invalidHeader, "a field name is empty or has a character not allowed")
            }
            guard Self.isFieldValue(field.value) else {
                throw TransportFailure(
                    .invalidHeader,
                    "the value of \(field.name) has a character not allowed, or outer white space")
            }
            if Self.managedFields.contains(field.name.lowercased()) {
                throw TransportFailure(.invalidHeader, "\(field.name) is set by the transport")
            }
        }
        guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw TransportFailure(.invalidHeader, "the request id is not 1 to 128 visible ASCII characters")
        }
        if let idHeader, !Self.isToken(idHeader) || Self.managedFields.contains(idHeader.lowercased()) {
            throw TransportFailure(.invalidHeader, "the field for the request id cannot have that name")
        }
    }

    /// The request with the fields that the transport adds, and credentials moved from the URL to the header.
    func prepared() -> HTTPRequest {
        var request = self
        if let idHeader {
            request.headers[idHeader] = id
        }
        if let credentials = url.decodedUserInfo, headers["Authorization"] == nil {
            request.headers["Authorization"] = "Basic \(Base64.encode(credentials))"
        }
        request.url = url.withoutUserInfo
        if !body.isEmpty, headers["Content-Type"] == nil {
            request.headers["Content-Type"] = "application/octet-stream"
        }
        return request
    }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// RFC 9110 section 5.5, ASCII only: the forms disagree about the encoding of anything else.
    private static func isFieldValue(_ text: String) -> Bool {
        let space: Set<UInt8> = [0x20, 0x09]
        if let first = text.utf8.first, space.contains(first) { return false }
        if let last = text.utf8.last, space.contains(last) { return false }
        return text.utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x09 }
    }
}
