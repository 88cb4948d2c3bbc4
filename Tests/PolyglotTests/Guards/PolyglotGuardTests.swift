import LitSidecar
import Testing

@Suite struct PolyglotGuardTests {
    private let gate = PolyglotGuard(port: 3092)

    @Test(arguments: ["localhost:3092", "LOCALHOST:3092", "127.0.0.1:3092", "[::1]:3092"])
    func `Programs that call it by this machine's names are let through`(host: String) {
        #expect(gate.refusal(.init(hosts: [host])) == nil)
        #expect(gate.refusal(.init(hosts: [host], contentType: "application/json", hasBody: true)) == nil)
        let typed = "Application/JSON; charset=utf-8"
        #expect(gate.refusal(.init(hosts: [host], contentType: typed, hasBody: true)) == nil)
    }

    @Test(arguments: [
        [], ["localhost"], ["localhost:3093"], ["evil.example:3092"], ["127.0.0.1.evil.example:3092"],
        ["[::1]"],
        ["localhost:3092", "localhost:3092"], ["localhost:3092 "], ["0.0.0.0:3092"],
    ])
    func `Other names are refused`(hosts: [String]) {
        #expect(gate.refusal(.init(hosts: hosts)) != nil)
    }

    @Test func `Whatever a browser marks is refused, from the same origin too`() {
        let host = ["localhost:3092"]
        #expect(gate.refusal(.init(hosts: host, hasOrigin: true)) != nil)
        #expect(gate.refusal(.init(hosts: host, hasFetchSite: true)) != nil)
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json",
    ])
    func `A body of another type is refused`(type: String?) {
        let head = PolyglotGuard.Head(hosts: ["localhost:3092"], contentType: type, hasBody: true)
        #expect(gate.refusal(head) != nil)
        #expect(gate.refusal(.init(hosts: ["localhost:3092"], contentType: type)) == nil)
    }
}
