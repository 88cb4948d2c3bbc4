import LitSidecar
import NIOHTTP1
import Testing

struct AccessGuardTests {
    private let token = AccessToken()

    private func headers(_ host: String = "127.0.0.1:99", _ more: (String, String)...) -> HTTPHeaders {
        HTTPHeaders([("Host", host), ("Authorization", "Bearer \(token.text)")] + more)
    }

    @Test(arguments: ["127.0.0.1:99", "localhost:99", "LOCALHOST:99", "[::1]:99"])
    func `A port is called by its own names`(host: String) {
        #expect(AccessGuard(token: token).refusal(of: headers(host), port: 99) == nil)
    }

    @Test(arguments: [
        "evil.example:99", "127.0.0.1", "127.0.0.1:98", "localhost", "127.0.0.1:99.evil.example", "",
    ])
    func `Under any other name it refuses, even with the token`(host: String) {
        #expect(AccessGuard(token: token).refusal(of: headers(host), port: 99)?.code == "forbidden")
    }

    @Test func `Two hosts, or none, are refused`() {
        let access = AccessGuard(token: token)
        #expect(access.refusal(of: headers("localhost:99", ("Host", "evil:99")), port: 99)?.status == 403)
        var none = headers()
        none.remove(name: "Host")
        #expect(access.refusal(of: none, port: 99)?.status == 403)
    }

    @Test(arguments: [
        ("Origin", "http://127.0.0.1:99"), ("origin", "null"), ("Sec-Fetch-Site", "none"), ("Origin", ""),
        ("Sec-Fetch-Site", "same-origin"),
    ])
    func `Browsers are refused on a port and on a socket`(name: String, value: String) {
        let fromBrowser = headers("127.0.0.1:99", (name, value))
        #expect(AccessGuard(token: token).refusal(of: fromBrowser, port: 99)?.code == "forbidden")
        #expect(AccessGuard(token: nil).refusal(of: fromBrowser, port: nil)?.code == "forbidden")
    }

    @Test func `Without the token nobody comes in by a port`() {
        let access = AccessGuard(token: token)
        for value in ["", "Bearer", "Bearer ", "Basic \(token.text)", "Bearer \(token.text)x", token.text] {
            let headers: HTTPHeaders = ["Host": "localhost:99", "Authorization": value]
            #expect(access.refusal(of: headers, port: 99)?.code == "unauthorized", "\(value)")
        }
        #expect(access.refusal(of: ["Host": "localhost:99"], port: 99)?.status == 401)
        let twice = headers("localhost:99", ("Authorization", "Bearer x"))
        #expect(access.refusal(of: twice, port: 99)?.status == 401)
        let other = AccessToken()
        #expect(other.text != token.text)
        let strange: HTTPHeaders = ["Host": "localhost:99", "Authorization": "Bearer \(other.text)"]
        #expect(access.refusal(of: strange, port: 99)?.status == 401)
    }

    @Test func `A token is 32 bytes and is not printed`() {
        #expect(token.text.count == 64)
        #expect(!"\(token)".contains(token.text))
        var dumped = ""
        dump(token, to: &dumped)
        #expect(!dumped.contains(token.text))
    }

    @Test func `A Unix socket needs neither name nor token`() {
        #expect(AccessGuard(token: nil).refusal(of: ["Host": "anything"], port: nil) == nil)
        #expect(AccessGuard(token: nil).refusal(of: [:], port: nil) == nil)
    }
}
