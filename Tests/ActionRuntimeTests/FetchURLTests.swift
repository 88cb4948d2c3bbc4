import ActionRuntime
import Testing

@Suite struct FetchURLTests {
    @Test(arguments: [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/a?b#c", "https://example.org/a?b"),
        ("http://example.org:8080/", "http://example.org:8080/"), ("http://h?x", "http://h/?x"),
        ("http://[::1]:80/x", "http://[::1]/x"), ("http://h/a b\u{e9}\"<>", "http://h/a%20b%C3%A9%22%3C%3E"),
        ("http://h/{}|^`[]\\", "http://h/{}|^`[]\\"),
    ])
    func `A URL is read and written`(text: String, written: String) throws {
        #expect(try #require(FetchURL(text)).text == written)
    }

    @Test(arguments: [
        "", "example.org", "ftp://h/", "http:/h", "http:h", "http://", "http://u@h/", "http://u:p@h/",
        "http://h:x/",
        "http://h:65536/", "http://h:123456/", "http://[::1/", "http://[x]/", "http://[::1]x/",
        "http://h%41/",
        "http://h h/", "http://h\u{e9}/", "file:///etc/passwd", "javascript:1", "data:,x",
        "http://[1.2.3.4]/",
        "http://h:+1/",
    ])
    func `What is no URL to fetch is refused`(text: String) { #expect(FetchURL(text) == nil) }

    @Test(arguments: [
        ("http://b/x", "http://b/x"), ("//b/x", "https://b/x"), ("/x", "https://a:1/x"),
        ("x", "https://a:1/d/x"),
        ("?q", "https://a:1/d/f?q"), ("#f", "https://a:1/d/f?o"), ("", "https://a:1/d/f?o"),
        ("../x", "https://a:1/x"), ("../../../x", "https://a:1/x"), ("./x/./y/..", "https://a:1/d/x/"),
        ("%2e%2E/x", "https://a:1/x"), ("x?a/../b", "https://a:1/d/x?a/../b"), (" /x ", "https://a:1/x"),
        ("\\\\b\\x", "https://b/x"), ("/a b", "https://a:1/a%20b"), ("HTTP://B", "http://b/"),
    ])
    func `A redirect's location is resolved against its page`(location: String, target: String) throws {
        let page = try #require(FetchURL("https://a:1/d/f?o"))
        #expect(page.resolving(location)?.text == target)
    }

    @Test(arguments: ["ftp://b/", "http://u@b/", "file:///x", "gopher:x", "//", "http://"])
    func `A redirect to what is not to be fetched is none`(location: String) throws {
        #expect(try #require(FetchURL("https://a/")).resolving(location) == nil)
    }

    @Test func `Scheme, host and port make an origin`() throws {
        let a = try #require(FetchURL("http://a/x"))
        #expect(a.hasSameOrigin(as: try #require(FetchURL("http://A:80/y"))))
        for other in ["https://a/", "http://a:81/", "http://b/"] {
            #expect(!a.hasSameOrigin(as: try #require(FetchURL(other))))
        }
    }
}
