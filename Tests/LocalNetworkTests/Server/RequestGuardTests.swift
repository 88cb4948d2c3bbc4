import LocalNetwork
import Testing

@Suite struct RequestGuardTests {
    private let guardian = RequestGuard(port: 4000)

    @Test(arguments: ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000"])
    func `A program on this machine may call`(host: String) {
        #expect(guardian.refusal(host: host, origin: nil, site: nil) == nil)
        #expect(guardian.refusal(host: host, origin: nil, site: "none") == nil)
    }

    @Test(
        arguments: [
            nil, "", "127.0.0.1", "127.0.0.1:4001", "evil.example:4000", "127.0.0.1.evil.example:4000",
            "127.0.0.1:4000.evil.example", "localhost", "0.0.0.0:4000",
        ] as [String?])
    func `A name that was pointed here does not help`(host: String?) {
        #expect(guardian.refusal(host: host, origin: nil, site: nil) != nil)
    }

    @Test(arguments: [
        "http://evil.example", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "null", "",
        "http://127.0.0.1:4000.evil.example", "http://localhost",
    ])
    func `Pages of other origins may not`(origin: String) {
        #expect(guardian.refusal(host: "127.0.0.1:4000", origin: origin, site: nil) != nil)
    }

    @Test func `A page of the server itself may`() {
        let origin = "http://localhost:4000"
        #expect(guardian.refusal(host: "localhost:4000", origin: origin, site: "same-origin") == nil)
    }

    @Test(arguments: ["cross-site", "same-site", "", "anything"])
    func `What a browser sends for another site is refused without an origin too`(site: String) {
        #expect(guardian.refusal(host: "127.0.0.1:4000", origin: nil, site: site) != nil)
    }
}
