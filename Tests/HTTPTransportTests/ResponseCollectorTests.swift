import HTTPTransport
import Testing

@Suite("the response collector")
struct ResponseCollectorTests {
    private func collector(
        _ method: HTTPRequest.Method = .get, limit: Int = 10
    ) throws -> ResponseCollectorStateMachine {
        ResponseCollectorStateMachine(try HTTPRequest(method, url: "http://a/", responseBodyLimit: limit))
    }

    private func code(_ step: () throws -> Void) -> HTTPTransportError.Code? {
        (#expect(throws: TransportFailure.self) { try step() })?.code
    }

    @Test("refuses an announced length over the limit, even one beyond any integer")
    func announced() throws {
        for length in ["11", "99999999999999999999999"] {
            var collector = try collector()
            #expect(
                code { try collector.receive(status: 200, headers: ["content-length": length]) }
                    == .bodyTooLarge)
        }
        var coded = try collector()
        try coded.receive(status: 200, headers: ["Content-Length": "11", "Content-Encoding": "gzip"])
    }

    @Test("refuses the part that goes over the limit")
    func over() throws {
        var collector = try collector()
        try collector.receive(status: 200, headers: [:])
        try collector.receive([UInt8](repeating: 0, count: 10))
        #expect(code { try collector.receive([0]) } == .bodyTooLarge)
        var negative = try self.collector(limit: -1)
        try negative.receive(status: 200, headers: [:])
        #expect(code { try negative.receive([0]) } == .bodyTooLarge)
    }

    @Test("refuses parts out of order, and statuses that end nothing")
    func order() throws {
        var collector = try collector()
        #expect(code { try collector.receive([0]) } == .responseMalformed)
        #expect(code { _ = try collector.finish() } == .connectionClosed)
        #expect(code { try collector.receive(status: 100, headers: [:]) } == .responseMalformed)
        try collector.receive(status: 200, headers: [:])
        #expect(code { try collector.receive(status: 200, headers: [:]) } == .responseMalformed)
    }

    @Test("refuses an end before the announced length")
    func short() throws {
        var collector = try collector()
        try collector.receive(status: 200, headers: ["Content-Length": "3"])
        try collector.receive([1, 2])
        #expect(code { _ = try collector.finish() } == .connectionClosed)
        try collector.receive([3])
        #expect(try collector.finish().body == [1, 2, 3])
    }
}
