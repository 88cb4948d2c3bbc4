import Foundation
import Primitives

/// A caller of a sidecar: HTTP/1.1 over one connection, to the letter, so that tests can do what no library would.
final class Caller: Sendable {
    enum Place: Sendable {
        case socket(String)
        case port(Int, token: String?)
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// An answer, whole.
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]

        var json: JSON { (try? JSON(parsing: body)) ?? .null }
        /// Of the error that it tells of.
        var code: String? { json["error"]?["code"]?.string }
        var message: String { json["error"]?["message"]?.string ?? "" }
        var lines: [JSON] {
            body.split(separator: 0x0a).compactMap { try? JSON(parsing: Array($0)) }
        }
    }

    private let descriptor: Int32
    private let place: Place

    init(_ place: Place) throws {
        self.place = place
        descriptor = try Self.connect(place)
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Hangs up.
    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    // MARK: Calls

    /// Sends a request and waits for the answer, on a thread of its own.
    func call(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        let request = request(method, path, body, headers)
        return try await work { try $0.exchange(request) }
    }

    /// Sends these bytes, and waits for an answer.
    func raw(_ text: String) async throws -> Answer { try await work { try $0.exchange(Array(text.utf8)) } }

    /// Sends these bytes, and waits for several answers.
    func raw(_ text: String, answers count: Int) async throws -> [Answer] {
        try await work { caller in
            try caller.send(Array(text.utf8))
            var rest: [UInt8] = []
            return try (0..<count).map { _ in try caller.read(&rest) }
        }
    }

    /// Sends a request, and no more.
    func begin(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:]
    ) throws { try send(request(method, path, body, headers)) }

    /// Sends these bytes, and no more.
    func begin(_ text: String) throws { try send(Array(text.utf8)) }

    /// Waits for the answer to what was begun.
    func answer() async throws -> Answer {
        try await work { caller in
            var rest: [UInt8] = []
            return try caller.read(&rest)
        }
    }

    /// Waits for as many bytes as there are until a text has come.
    func read(until text: String) async throws -> String {
        try await work { caller in
            var bytes: [UInt8] = []
            while !String(decoding: bytes, as: UTF8.self).contains(text) {
                guard try caller.more(&bytes) else { throw Failure(description: "ended before \(text)") }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Waits until the other side has closed the connection.
    func end() async throws {
        try await work { caller in
            var bytes: [UInt8] = []
            while try caller.more(&bytes) {}
        }
    }

    private func request(
        _ method: String, _ path: String, _ body: JSON?, _ headers: [String: String]
    ) -> [UInt8] {
        var fields = ["Host": "localhost"]
        if case .port(let port, let token) = place {
            fields["Host"] = "127.0.0.1:\(port)"
            if let token { fields["Authorization"] = "Bearer \(token)" }
        }
        if let body {
            fields["Content-Type"] = "application/json"
            fields["Content-Length"] = "\(body.utf8.count)"
        }
        for (name, value) in headers { fields[name] = value.isEmpty ? nil : value }
        var text = "\(method) \(path) HTTP/1.1\r\n"
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        return Array((text + "\r\n").utf8) + (body?.utf8 ?? [])
    }

    // MARK: Bytes

    private func work<Result: Sendable>(
        _ body: @escaping @Sendable (Caller) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try body(self) }) }
        }
    }

    private func exchange(_ request: [UInt8]) throws -> Answer {
        try send(request)
        var rest: [UInt8] = []
        return try read(&rest)
    }

    private func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                throw Failure(description: "sending: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(count)
        }
    }

    private func more(_ bytes: inout [UInt8]) throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == ECONNRESET { return false }
        guard count >= 0 else { throw Failure(description: "receiving: \(String(cString: strerror(errno)))") }
        bytes += buffer.prefix(count)
        return count > 0
    }

    private func read(_ bytes: inout [UInt8]) throws -> Answer {
        var end = Self.find("\r\n\r\n", in: bytes)
        while end == nil {
            guard try more(&bytes) else { throw Failure(description: "closed without an answer") }
            end = Self.find("\r\n\r\n", in: bytes)
        }
        let head = String(decoding: bytes.prefix(end ?? 0), as: UTF8.self)
        bytes.removeFirst((end ?? 0) + 4)
        var lines = head.split(separator: "\r\n").map(String.init)
        guard let status = Int(lines.removeFirst().split(separator: " ").dropFirst().first ?? "") else {
            throw Failure(description: "no status in \(head)")
        }
        if status == 100 { return try read(&bytes) }
        var headers: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] =
                parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        var body: [UInt8] = []
        if headers["transfer-encoding"] == "chunked" {
            while true {
                while Self.find("\r\n", in: bytes) == nil {
                    guard try more(&bytes) else { throw Failure(description: "closed in a chunk") }
                }
                let end = Self.find("\r\n", in: bytes) ?? 0
                let size = Int(String(decoding: bytes.prefix(end), as: UTF8.self), radix: 16) ?? 0
                while bytes.count < end + 2 + size + 2 {
                    guard try more(&bytes) else { throw Failure(description: "closed in a chunk") }
                }
                body += bytes[(end + 2)..<(end + 2 + size)]
                bytes.removeFirst(end + 2 + size + 2)
                if size == 0 { break }
            }
        } else {
            let size = headers["content-length"].flatMap { Int($0) } ?? 0
            while bytes.count < size {
                guard try more(&bytes) else { throw Failure(description: "closed in a body") }
            }
            body = Array(bytes.prefix(size))
            bytes.removeFirst(size)
        }
        return Answer(status: status, headers: headers, body: body)
    }

    private static func find(_ text: String, in bytes: [UInt8]) -> Int? {
        let pattern = Array(text.utf8)
        guard bytes.count >= pattern.count else { return nil }
        return (0...(bytes.count - pattern.count)).first { at in
            bytes[at] == pattern[0] && bytes[at..<(at + pattern.count)].elementsEqual(pattern)
        }
    }

    private static func connect(_ place: Place) throws -> Int32 {
        let stream = Int32(SOCK_STREAM.rawValue)
        switch place {
        case .socket(let path):
            let descriptor = Foundation.socket(AF_UNIX, stream, 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            return try connect(descriptor, &address)
        case .port(let port, _):
            let descriptor = Foundation.socket(AF_INET, stream, 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            return try connect(descriptor, &address)
        }
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) throws -> Int32 {
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard status == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw Failure(description: "connecting: \(reason)")
        }
        return descriptor
    }
}
