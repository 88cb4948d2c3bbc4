// URL parsing: [input, base, serialisation or null for a failure], as the URL Standard has it.
const cases = [
  ["http://example\t.\norg", null, "http://example.org/"],
  ["http://user:pass@foo:21/bar;par?b#c", null, "http://user:pass@foo:21/bar;par?b#c"],
  ["https://test:@test", null, "https://test@test/"],
  ["https://:@test", null, "https://test/"],
  ["non-special://test:@test/x", null, "non-special://test@test/x"],
  ["non-special://:@test/x", null, "non-special://test/x"],
  ["http://f:0/c", null, "http://f:0/c"],
  ["http://f:00000000000000/c", null, "http://f:0/c"],
  ["http://f:00000000000000000000080/c", null, "http://f/c"],
  ["http://f:b/c", null, null],
  ["http://f: /c", null, null],
  ["http://f:\n/c", null, "http://f/c"],
  ["http://f:fifty-two/c", null, null],
  ["http://f:65536/c", null, null],
  ["http://f:65535/c", null, "http://f:65535/c"],
  ["non-special://f:999999/c", null, null],
  ["http://a:b@c:29/d", null, "http://a:b@c:29/d"],
  ["http::@c:29", null, "http://c:29/"],
  ["http://&a:foo(b]c@d:2/", null, "http://&a:foo(b%5Dc@d:2/"],
  ["http://::@c@d:2", null, "http://:%3A%40c@d:2/"],
  ["http://foo.com:b@d/", null, "http://foo.com:b@d/"],
  ["http://foo.com/\\@", null, "http://foo.com//@"],
  ["http:\\\\foo.com\\", null, "http://foo.com/"],
  ["http:\\\\a\\b:c\\d@foo.com\\", null, "http://a/b:c/d@foo.com/"],
  ["http://a:b@c\\", null, "http://a:b@c/"],
  ["ws://a@b\\c", null, "ws://a@b/c"],
  ["foo:/", null, "foo:/"],
  ["foo:/bar.com/", null, "foo:/bar.com/"],
  ["foo://///////", null, "foo://///////"],
  ["foo://///////bar.com/", null, "foo://///////bar.com/"],
  ["foo:////://///", null, "foo:////://///"],
  ["c:/foo", null, "c:/foo"],
  ["//foo/bar", null, null],
  ["http://foo/path;a??e#f#g", null, "http://foo/path;a??e#f#g"],
  ["http://foo/abcd?efgh?ijkl", null, "http://foo/abcd?efgh?ijkl"],
  ["http://foo/abcd#foo?bar", null, "http://foo/abcd#foo?bar"],
  ["[61:24:74]:98", null, null],
  ["http:[61:27]/:foo", null, null],
  ["http://a:b@", null, null],
  ["http:a@b", null, "http://a@b/"],
  ["http:/a@b", null, "http://a@b/"],
  ["http://@", null, null],
  ["http://@:1", null, null],
  ["http://www.@pple.com", null, "http://www.@pple.com/"],
  ["http://[1::2]:3:4", null, null],
  ["http://2001::1", null, null],
  ["http://2001::1]", null, null],
  ["http://2001::1]:80", null, null],
  ["http://[::1]", null, "http://[::1]/"],
  ["http://[::127.0.0.1]", null, "http://[::7f00:1]/"],
  ["http://[::127.0.0.1.]", null, null],
  ["http://[0:0:0:0:0:0:13.1.68.3]", null, "http://[::d01:4403]/"],
  ["http://[2001::1", null, null],
  ["http://[www.google.com]/", null, null],
  ["http://[::1.2.3.4x]", null, null],
  ["http://[::1.2.3.]", null, null],
  ["http://[::.1.2]", null, null],
  ["http://[::.]", null, null],
  ["http://[::%31]", null, null],
  ["http://%5B::1]", null, null],
  ["http://[1:0:0:2::]", null, "http://[1:0:0:2::]/"],
  ["http://[0:1:2:3:4:5:6:7]", null, "http://[0:1:2:3:4:5:6:7]/"],
  ["http://[::00000]", null, null],
  ["http://[1::2::3]", null, null],
  ["http://[ffff:0:0:1::0:0]", null, "http://[ffff:0:0:1::]/"],
  ["https://user@", null, null],
  ["http://hello%00", null, null],
  ["http://hello%20", null, null],
  ["http://192.0x00A80001", null, "http://192.168.0.1/"],
  ["http://192.168.257.com", null, "http://192.168.257.com/"],
  ["http://192.168.257", null, "http://192.168.1.1/"],
  ["http://256", null, "http://0.0.1.0/"],
  ["http://99999999999999", null, null],
  ["http://0Xc0.0250.01", null, "http://192.168.0.1/"],
  ["http://./", null, "http://./"],
  ["http://../", null, "http://../"],
  ["http://0..0x300/", null, null],
  ["http://foo..bar", null, "http://foo..bar/"],
  ["http://1.2.3.4.5/", null, null],
  ["http://1.2.3.08", null, null],
  ["http://1.2.3.09.", null, null],
  ["http://09.2.3.4", null, null],
  ["http://foo.09", null, null],
  ["http://foo.0x4", null, null],
  ["http://foo.0x4.", null, null],
  ["http://0x.0x.0", null, "http://0.0.0.0/"],
  ["http://0xffffffff1", null, null],
  ["http://4294967295", null, "http://255.255.255.255/"],
  ["http://4294967296", null, null],
  ["http://1.2.65535", null, "http://1.2.255.255/"],
  ["http://1.2.65536", null, null],
  ["http://10000000000.com", null, "http://10000000000.com/"],
  ["http://[1::1%eth0]/", null, null],
  ["http://GOO\u200b\u2060\ufeffgoo.com", null, "http://googoo.com/"],
  ["http://\uff27\uff4f.com", null, "http://go.com/"],
  ["http://\uff05\uff14\uff11.com", null, null],
  ["http://\u4f60\u597d\u4f60\u597d", null, "http://xn--6qqa088eba/"],
  ["http://fa\u00df.ExAmPlE/", null, "http://xn--fa-hia.example/"],
  ["http://\u03b2\u03cc\u03bb\u03bf\u03c2", null, "http://xn--nxasmm1c/"],
  ["http://xn--fa-hia.example", null, "http://xn--fa-hia.example/"],
  ["https://xn--/", null, null],
  ["https://\u00ad/", null, null],
  ["https://%C2%AD/", null, null],
  ["https://xn--zn7c.com", null, null],
  ["http://a.b.c.xn--pokxncvks/", null, null],
  ["http://b\u00fccher.de", null, "http://xn--bcher-kva.de/"],
  ["http://\ud83d\udca9.la", null, "http://xn--ls8h.la/"],
  ["http://ho%20st/", null, null],
  ["http://ho%3Cst/", null, null],
  ["http://ho%41st/", null, "http://hoast/"],
  ["http://ho\u0000st/", null, null],
  ["http://a<b", null, null],
  ["http://a>b", null, null],
  ["http://a^b", null, null],
  ["http://a|b", null, null],
  ["http://a%b", null, null],
  ["http://a%2fb", null, null],
  ["non-special://a<b", null, null],
  ["non-special://a b", null, null],
  ["non-special://a\u00e9", null, "non-special://a%C3%A9"],
  ["non-special://[::1]", null, "non-special://[::1]"],
  ["non-special://[1]", null, null],
  ["foo://ho|st", null, null],
  ["foo://ho^st", null, null],
  ["foo://%43", null, "foo://%43"],
  ["http://a_b", null, "http://a_b/"],
  ["http://*.x", null, "http://*.x/"],
  ["http://!\"$&'()*+,-.;=_`{}~/", null, "http://!\"$&'()*+,-.;=_`{}~/"],
  ["https://a%25b", null, null],
  ["http://host/ \u00e9?\u00e9#\u00e9", null, "http://host/%20%C3%A9?%C3%A9#%C3%A9"],
  ["http://h/%7Efoo/%zz", null, "http://h/%7Efoo/%zz"],
  ["http://h/a%2fb/%2e./%2e%2e/c", null, "http://h/c"],
  ["http://h/a/..", null, "http://h/"],
  ["http://h/a/.", null, "http://h/a/"],
  ["http://h/a/./../../b", null, "http://h/b"],
  ["http://h//a//", null, "http://h//a//"],
  ["http://h/%2E", null, "http://h/"],
  ["http://h/..%2f", null, "http://h/..%2f"],
  ["http://h/a?b c\"<>'", null, "http://h/a?b%20c%22%3C%3E%27"],
  ["foo://h/a?b c\"<>'", null, "foo://h/a?b%20c%22%3C%3E'"],
  ["http://h/a#b c\"<>`'", null, "http://h/a#b%20c%22%3C%3E%60'"],
  ["http://h?", null, "http://h/?"],
  ["http://h#", null, "http://h/#"],
  ["http://h?#", null, "http://h/?#"],
  ["http://h/?a=%41%zz", null, "http://h/?a=%41%zz"],
  ["  http://h/  ", null, "http://h/"],
  ["\u0001http://h/\u001f", null, "http://h/"],
  ["ht\ntp://h\t/p", null, "http://h/p"],
  ["data:text/plain, a b", null, "data:text/plain, a b"],
  ["data:x?y z#w v", null, "data:x?y%20z#w%20v"],
  ["mailto:a@b c", null, "mailto:a@b c"],
  ["javascript:alert('x y')", null, "javascript:alert('x y')"],
  ["blob:https://e.com:443/id", null, "blob:https://e.com:443/id"],
  ["blob:d3958f5c", null, "blob:d3958f5c"],
  ["blob:ftp://h/x", null, "blob:ftp://h/x"],
  ["about:blank", null, "about:blank"],
  ["tel:1234567890", null, "tel:1234567890"],
  ["urn:a:b", null, "urn:a:b"],
  ["a:", null, "a:"],
  ["a:b:c", null, "a:b:c"],
  ["a-+.1:x", null, "a-+.1:x"],
  ["1a:b", null, null],
  ["-a:b", null, null],
  ["h%74tp://a", null, null],
  ["http", null, null],
  ["/", null, null],
  ["?a", null, null],
  ["#a", null, null],
  ["", null, null],
  ["http:", null, null],
  ["https:", null, null],
  ["http:/h", null, "http://h/"],
  ["http:///h", null, "http://h/"],
  ["http:////h", null, "http://h/"],
  ["ftp:h", null, "ftp://h/"],
  ["wss://h:443/", null, "wss://h/"],
  ["ws://h:443/", null, "ws://h:443/"],
  ["ftp://h:21/", null, "ftp://h/"],
  ["https://h:80", null, "https://h:80/"],
  ["file:", null, "file:///"],
  ["file:/", null, "file:///"],
  ["file://", null, "file:///"],
  ["file:///", null, "file:///"],
  ["file:///a/../b", null, "file:///b"],
  ["file:c:/a", null, "file:///c:/a"],
  ["file:///c:/../x", null, "file:///c:/x"],
  ["file:///c|/x", null, "file:///c:/x"],
  ["file://c:/x", null, "file:///c:/x"],
  ["file://c|x", null, null],
  ["file:a", null, "file:///a"],
  ["file://h", null, "file://h/"],
  ["file://localhost/x", null, "file:///x"],
  ["file://LOCALHOST/x", null, "file:///x"],
  ["file:\\\\h\\p", null, "file://h/p"],
  ["file://h:80/", null, null],
  ["file:///..//a", null, "file:////a"],
  ["file:///%43:/", null, "file:///%43:/"],
  ["file://%43%3A", null, null],
  ["file://1.2.3", null, "file://1.2.0.3/"],
  ["file://[::1]/x", null, "file://[::1]/x"],
  ["file:?q", null, "file:///?q"],
  ["file:#f", null, "file:///#f"],
  ["file:////h/x", null, "file:////h/x"],
  ["x", "http://example.org/foo/bar", "http://example.org/foo/x"],
  ["../x", "http://example.org/foo/bar", "http://example.org/x"],
  ["../../../x", "http://example.org/foo/bar", "http://example.org/x"],
  ["/x", "http://example.org/foo/bar", "http://example.org/x"],
  ["//h/x", "http://example.org/foo/bar", "http://h/x"],
  ["///h", "http://example.org/foo/bar", "http://h/"],
  ["?q", "http://example.org/foo/bar", "http://example.org/foo/bar?q"],
  ["#f", "http://example.org/foo/bar", "http://example.org/foo/bar#f"],
  ["", "http://example.org/foo/bar", "http://example.org/foo/bar"],
  ["./", "http://example.org/foo/bar", "http://example.org/foo/"],
  ["..", "http://example.org/foo/bar", "http://example.org/"],
  ["http:x", "http://example.org/foo/bar", "http://example.org/foo/x"],
  ["http:/x", "http://example.org/foo/bar", "http://example.org/x"],
  ["http://x", "http://example.org/foo/bar", "http://x/"],
  ["https:x", "http://example.org/foo/bar", "https://x/"],
  ["https:/x", "http://example.org/foo/bar", "https://x/"],
  ["foo:x", "http://example.org/foo/bar", "foo:x"],
  ["\\x", "http://example.org/foo/bar", "http://example.org/x"],
  ["\\\\h\\x", "http://example.org/foo/bar", "http://h/x"],
  ["/\\h/x", "http://example.org/foo/bar", "http://h/x"],
  ["x:y", "http://example.org/foo/bar", "x:y"],
  ["x?y#z", "http://example.org/foo/bar", "http://example.org/foo/x?y#z"],
  ["/a/%2e%2e/b", "http://example.org/foo/bar", "http://example.org/b"],
  [" x ", "http://example.org/foo/bar", "http://example.org/foo/x"],
  ["\t", "http://example.org/foo/bar", "http://example.org/foo/bar"],
  ["%2e%2e/y", "http://example.org/foo/bar", "http://example.org/y"],
  ["a/./b", "http://example.org/foo/bar", "http://example.org/foo/a/b"],
  ["./../x", "http://example.org/foo/bar", "http://example.org/x"],
  ["::", "http://example.org/foo/bar", "http://example.org/foo/::"],
  ["http:#f", "http://example.org/foo/bar", "http://example.org/foo/bar#f"],
  ["http:?q", "http://example.org/foo/bar", "http://example.org/foo/bar?q"],
  ["//user@h:81/", "http://example.org/foo/bar", "http://user@h:81/"],
  ["//", "http://example.org/foo/bar", null],
  ["/..", "http://example.org/foo/bar", "http://example.org/"],
  ["http:///x", "http://example.org/foo/bar", "http://x/"],
  ["?#", "http://example.org/foo/bar", "http://example.org/foo/bar?#"],
  ["mailto:x", "http://example.org/foo/bar", "mailto:x"],
  ["x", "file:///C:/a/b", "file:///C:/a/x"],
  ["/x", "file:///C:/a/b", "file:///C:/x"],
  ["//h/x", "file:///C:/a/b", "file://h/x"],
  ["\\x", "file:///C:/a/b", "file:///C:/x"],
  ["c|/y", "file:///C:/a/b", "file:///c:/y"],
  ["/c|/y", "file:///C:/a/b", "file:///c:/y"],
  ["/D:/y", "file:///C:/a/b", "file:///D:/y"],
  ["..", "file:///C:/a/b", "file:///C:/"],
  ["../..", "file:///C:/a/b", "file:///C:/"],
  ["/..", "file:///C:/a/b", "file:///C:/"],
  ["?q", "file:///C:/a/b", "file:///C:/a/b?q"],
  ["#f", "file:///C:/a/b", "file:///C:/a/b#f"],
  ["", "file:///C:/a/b", "file:///C:/a/b"],
  ["file:x", "file:///C:/a/b", "file:///C:/a/x"],
  ["file:/x", "file:///C:/a/b", "file:///C:/x"],
  ["file:?q", "file:///C:/a/b", "file:///C:/a/b?q"],
  ["file:#f", "file:///C:/a/b", "file:///C:/a/b#f"],
  ["///x", "file:///C:/a/b", "file:///x"],
  ["//", "file:///C:/a/b", "file:///"],
  ["D:", "file:///C:/a/b", "d:"],
  ["C|", "file:///C:/a/b", "file:///C:"],
  ["C|\\x", "file:///C:/a/b", "file:///C:/x"],
  ["C|#", "file:///C:/a/b", "file:///C:#"],
  ["//C:/x", "file:///C:/a/b", "file:///C:/x"],
  ["http:x", "file:///C:/a/b", "http://x/"],
  ["file:..", "file:///C:/a/b", "file:///C:/"],
  ["/C|a", "file:///C:/a/b", "file:///C:/C|a"],
  ["x", "file://h/d/e", "file://h/d/x"],
  ["/x", "file://h/d/e", "file://h/x"],
  ["//k", "file://h/d/e", "file://k/"],
  ["", "file://h/d/e", "file://h/d/e"],
  ["?q", "file://h/d/e", "file://h/d/e?q"],
  ["C:/z", "file://h/d/e", "c:/z"],
  ["/C:/z", "file://h/d/e", "file://h/C:/z"],
  ["\\\\k", "file://h/d/e", "file://k/"],
  ["x", "non-special://h/a/b?q", "non-special://h/a/x"],
  ["../x", "non-special://h/a/b?q", "non-special://h/x"],
  ["/x", "non-special://h/a/b?q", "non-special://h/x"],
  ["//i", "non-special://h/a/b?q", "non-special://i"],
  ["?q", "non-special://h/a/b?q", "non-special://h/a/b?q"],
  ["#f", "non-special://h/a/b?q", "non-special://h/a/b?q#f"],
  ["", "non-special://h/a/b?q", "non-special://h/a/b?q"],
  ["\\x", "non-special://h/a/b?q", "non-special://h/a/\\x"],
  ["./", "non-special://h/a/b?q", "non-special://h/a/"],
  ["non-special:x", "non-special://h/a/b?q", "non-special:x"],
  ["..", "non-special://h/a/b?q", "non-special://h/"],
  ["//", "non-special://h/a/b?q", "non-special://"],
  ["/.//p", "non-special://h/a/b?q", "non-special://h//p"],
  ["//u@i:9/", "non-special://h/a/b?q", "non-special://u@i:9/"],
  ["#f", "foo:opaque?q", "foo:opaque?q#f"],
  ["x", "foo:opaque?q", null],
  ["/x", "foo:opaque?q", null],
  ["?r", "foo:opaque?q", null],
  ["", "foo:opaque?q", null],
  ["#f", "data:text", "data:text#f"],
  ["x", "http://u:p@h:81/d/e?f#g", "http://u:p@h:81/d/x"],
  ["//h2/", "http://u:p@h:81/d/e?f#g", "http://h2/"],
  ["?", "http://u:p@h:81/d/e?f#g", "http://u:p@h:81/d/e?"],
  ["#", "http://u:p@h:81/d/e?f#g", "http://u:p@h:81/d/e?f#"],
  ["", "http://u:p@h:81/d/e?f#g", "http://u:p@h:81/d/e?f"],
  ["http:y", "http://u:p@h:81/d/e?f#g", "http://u:p@h:81/d/y"],
  ["https:y", "http://u:p@h:81/d/e?f#g", "https://y/"],
  ["//", "http://u:p@h:81/d/e?f#g", null],
  ["/", "http://u:p@h:81/d/e?f#g", "http://u:p@h:81/"],
  ["http://x", "not a url", null],
  // Where implementations are known to err.
  ["/..", "non-special://h/a/b", "non-special://h/"],
  ["http://h/a^b", null, "http://h/a%5Eb"],
  ["data:a  #f", null, "data:a %20#f"],
  ["x#y", "foo:opaque", null],
  ["?x#y", "foo:opaque", null],
];

const parse = (input, base) => {
  try {
    return new URL(input, base === null ? undefined : base).href;
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return null;
  }
};

test("URLs are parsed and serialised", () => {
  for (const [input, base, expected] of cases) {
    const note = `${JSON.stringify(input)} on ${base}`;
    assert.equal(parse(input, base), expected, note);
    assert.equal(URL.canParse(input, base === null ? undefined : base), expected !== null, note);
    const parsed = URL.parse(input, base === null ? undefined : base);
    assert.equal(parsed === null ? null : parsed.href, expected, note);
    if (expected !== null) assert.equal(new URL(expected).href, expected, `again: ${note}`);
  }
});

test("the parts of a URL", () => {
  const url = new URL("https://us%20er:pa%3Ass@EXAMPLE.com:8443/a/b;c?d=e&f#g h");
  const parts = {
    href: "https://us%20er:pa%3Ass@example.com:8443/a/b;c?d=e&f#g%20h", origin: "https://example.com:8443",
    protocol: "https:", username: "us%20er", password: "pa%3Ass", host: "example.com:8443",
      hostname: "example.com",
    port: "8443", pathname: "/a/b;c", search: "?d=e&f", hash: "#g%20h",
  };
  for (const key of Object.keys(parts)) assert.equal(url[key], parts[key], key);
  assert.equal(JSON.stringify({ url }), `{"url":"${parts.href}"}`);
  assert.equal(`${url}`, parts.href);
});

test("origins", () => {
  const origins = {
    "http://h:80/x": "http://h", "ftp://h/": "ftp://h", "ws://h:1/": "ws://h:1", "file:///x": "null",
    "data:x": "null", "foo://h/": "null", "blob:https://h:444/id": "https://h:444", "blob:x": "null",
    "blob:ftp://h/x": "null",
  };
  for (const url of Object.keys(origins)) assert.equal(new URL(url).origin, origins[url], url);
});

test("setters: [url, attribute, value, result]", () => {
  const setters = [
    ["https://h/", "protocol", "http", "http://h/"], ["https://h/", "protocol", "foo", "https://h/"],
    ["foo://h/", "protocol", "http", "foo://h/"], ["http://h:443/", "protocol", "https:x", "https://h/"],
    ["file:///x", "protocol", "http", "file:///x"], ["http://u@h/", "protocol", "file", "http://u@h/"],
    ["http://h/", "protocol", "1x", "http://h/"], ["mailto:a", "protocol", "tel", "tel:a"],
    ["http://h/", "username", "a:b@c", "http://a%3Ab%40c@h/"], ["mailto:a", "username", "x", "mailto:a"],
    ["file:///x", "username", "x", "file:///x"], ["http://u:p@h/", "username", "", "http://:p@h/"],
    ["http://h/", "password", "s/", "http://:s%2F@h/"], ["http://u:p@h/", "password", "", "http://u@h/"],
    ["http://h:1/", "host", "i:2", "http://i:2/"], ["http://h:1/", "host", "i", "http://i:1/"],
    ["http://h:1/", "host", "i:80", "http://i/"], ["http://h/", "host", "", "http://h/"],
    ["http://h:1/", "host", "i:99999", "http://i:1/"], ["http://h/", "host", "i/p?q", "http://i/"],
    ["http://h/", "host", "a b", "http://h/"], ["http://h/", "host", ":9", "http://h/"],
    ["http://h/", "host", "[::1]:5", "http://[::1]:5/"], ["mailto:a", "host", "h", "mailto:a"],
    ["foo://h/x", "host", "", "foo:///x"], ["foo://u@h/x", "host", "", "foo://u@h/x"],
    ["file:///x", "host", "localhost", "file:///x"], ["file:///x", "host", "h", "file://h/x"],
    ["http://h:1/", "hostname", "i:2", "http://h:1/"], ["http://h:1/", "hostname", "i", "http://i:1/"],
    ["http://h/", "hostname", "0x7F.1", "http://127.0.0.1/"], ["http://h/", "hostname", "x#y", "http://x/"],
    ["http://h/", "port", "8080", "http://h:8080/"], ["http://h:1/", "port", "", "http://h/"],
    ["http://h:1/", "port", "80", "http://h/"], ["http://h/", "port", "9x", "http://h:9/"],
    ["http://h/", "port", "x9", "http://h/"], ["http://h/", "port", "65536", "http://h/"],
    ["file:///x", "port", "1", "file:///x"], ["http://h/", "port", "\t7", "http://h:7/"],
    ["http://h/x", "pathname", "a?b#c", "http://h/a%3Fb%23c"], ["http://h/x", "pathname", "", "http://h/"],
    ["foo://h/x", "pathname", "", "foo://h"], ["mailto:a", "pathname", "b", "mailto:a"],
    ["http://h/x", "pathname", "\\y\\..\\z", "http://h/z"], ["foo:/x", "pathname", "//y", "foo:/.//y"],
    ["file:///x", "pathname", "/c|/y", "file:///c:/y"],
    ["http://h/?a", "search", "", "http://h/"], ["http://h/", "search", "?a#b", "http://h/?a%23b"],
    ["http://h/", "search", "'", "http://h/?%27"], ["foo://h/", "search", "'", "foo://h/?'"],
    ["http://h/", "search", "??", "http://h/??"],
    ["http://h/#a", "hash", "", "http://h/"], ["http://h/", "hash", "a b`", "http://h/#a%20b%60"],
    ["http://h/", "hash", "##", "http://h/##"], ["mailto:a", "hash", "x", "mailto:a#x"],
    ["http://h/", "href", "foo:bar", "foo:bar"],
  ];
  for (const [url, attribute, value, expected] of setters) {
    const object = new URL(url);
    object[attribute] = value;
    assert.equal(object.href, expected, `${url} ${attribute}=${JSON.stringify(value)}`);
  }
  assert.throws(() => { new URL("http://h/").href = "no"; }, TypeError);
});

test("searchParams and search are one", () => {
  const url = new URL("http://h/?a=1&a=2#f");
  const params = url.searchParams;
  assert.equal(params, url.searchParams);
  params.append("b", "c d");
  assert.equal(url.href, "http://h/?a=1&a=2&b=c+d#f");
  url.search = "?x=y";
  assert.equal(params.get("x"), "y");
  assert.equal(params.has("a"), false);
  params.delete("x");
  assert.equal(url.href, "http://h/#f");
  url.href = "http://i/?z";
  assert.deepEqual([...params], [["z", ""]]);
});

test("the look of the interface", () => {
  assert.equal(Object.prototype.toString.call(new URL("a:")), "[object URL]");
  assert.equal(URL.length, 1);
  assert.ok(Object.keys(URL.prototype).includes("href"));
  assert.throws(() => URL("a:"), TypeError);
  assert.throws(() => new URL(), TypeError);
  assert.throws(() => URL.prototype.href, { message: "Illegal invocation" });
  assert.throws(() => new URL("nonsense"), { message: "Invalid URL: 'nonsense'" });
  assert.throws(() => new URL("/x", "nonsense"), { message: "Invalid URL: '/x' with base 'nonsense'" });
  class Mine extends URL {}
  assert.ok(new Mine("a:b") instanceof Mine);
});

test("object URLs", async () => {
  const url = URL.createObjectURL(new Blob(["hi"], { type: "text/plain" }));
  assert.match(url, /^blob:null\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const response = await fetch(url);
  assert.equal(await response.text(), "hi");
  assert.equal(response.headers.get("content-type"), "text/plain");
  URL.revokeObjectURL(url);
  await assert.rejects(fetch(url), TypeError);
  assert.throws(() => URL.createObjectURL("x"), TypeError);
});
