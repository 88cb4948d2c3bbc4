import ActionRuntime
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("0.0.0.0", AddressClass.unspecified), ("0.1.2.3", .unspecified), ("10.0.0.1", .privateUse),
        ("10.255.255.255", .privateUse), ("100.64.0.0", .sharedSpace), ("100.127.255.255", .sharedSpace),
        ("127.0.0.1", .loopback), ("127.255.0.9", .loopback), ("169.254.169.254", .linkLocal),
        ("172.16.0.1", .privateUse), ("172.31.255.255", .privateUse), ("192.0.0.8", .reserved),
        ("192.0.2.1", .documentation), ("192.88.99.1", .reserved), ("192.168.1.1", .privateUse),
        ("198.18.0.1", .reserved), ("198.19.255.255", .reserved), ("198.51.100.7", .documentation),
        ("203.0.113.9", .documentation), ("224.0.0.1", .multicast), ("239.255.255.255", .multicast),
        ("240.0.0.1", .reserved), ("255.255.255.255", .reserved), ("::", .unspecified), ("::1", .loopback),
        ("::7f00:1", .embedsIPv4), ("::127.0.0.1", .embedsIPv4), ("::ffff:127.0.0.1", .embedsIPv4),
        ("::ffff:8.8.8.8", .embedsIPv4), ("::ffff:0:10.0.0.1", .embedsIPv4), ("64:ff9b::a00:1", .embedsIPv4),
        ("64:ff9b::8.8.8.8", .embedsIPv4), ("64:ff9b:1::1", .embedsIPv4), ("64:ff9b:1:ffff::1", .embedsIPv4),
        ("2001:0:1234::1", .embedsIPv4), ("2001:db8::1", .documentation), ("2001:10::1", .reserved),
        ("2001:20::1", .reserved), ("2001:1ff:ffff::1", .reserved), ("2002:7f00:1::1", .embedsIPv4),
        ("2002:808:808::1", .embedsIPv4), ("3fff::1", .documentation), ("3fff:fff::1", .documentation),
        ("fc00::1", .privateUse), ("fdff:ffff::1", .privateUse), ("fe80::1", .linkLocal),
        ("febf::1", .linkLocal), ("fec0::1", .privateUse), ("ff02::1", .multicast), ("100::1", .reserved),
        ("5f00::1", .reserved), ("4000::1", .reserved), ("1fff::1", .reserved), ("64:ff9b:2::1", .reserved),
    ])
    func `An address that is not public is of a class`(text: String, kind: AddressClass) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressClass(address) == kind)
        #expect(FetchPolicy().refusal(of: address) == kind)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "169.253.0.1", "169.255.0.1", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.0.3.1",
        "192.88.98.1", "192.167.1.1", "192.169.0.1", "198.17.0.1", "198.20.0.1", "198.51.101.1",
        "203.0.114.1",
        "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1", "2001:200::1", "2001:4860:4860::8888",
        "2003::1", "3ffe::1", "2000::1",
    ])
    func `An address of the public Internet is of none`(text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressClass(address) == nil)
        #expect(FetchPolicy().refusal(of: address) == nil)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", "0x7f.0.0.1", "2130706433",
        "1..2.3",
        ":", ":::", "1::2::3", "12345::", "::g", "fe80::1%eth0", "[::1]", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::1.2.3", "::1.2.3.4:5", "1:2:3:4:5:6:7::8:9", "-1.2.3.4", "+1.2.3.4",
    ])
    func `Text that is no address is refused`(text: String) { #expect(IPAddress(text) == nil) }

    @Test func `Addresses are written so that they are read again`() throws {
        for text in [
            "1.2.3.4", "::", "::1", "2001:db8::8:800:200c:417a", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8",
        ] {
            let address = try #require(IPAddress(text))
            #expect(IPAddress(address.description) == address)
        }
        #expect(IPAddress("1:2:3:4:5:6:7::") == IPAddress("1:2:3:4:5:6:7:0"))
    }

    @Test(arguments: [
        "10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/8/8", "/8", "fd00::1/64",
        "10.0.0.0/-1", "10.0.0.0/+8",
    ])
    func `Text that is no range is refused`(text: String) { #expect(AddressRange(text) == nil) }

    @Test func `A range holds what begins with its bits`() throws {
        let range = try #require(AddressRange("172.16.0.0/12"))
        #expect(range.contains(try #require(IPAddress("172.31.0.1"))))
        #expect(!range.contains(try #require(IPAddress("172.32.0.1"))))
        #expect(!range.contains(try #require(IPAddress("::ffff:172.16.0.1"))))
        let all = try #require(AddressRange("::/0"))
        #expect(all.contains(try #require(IPAddress("fe80::1"))))
        #expect(!all.contains(try #require(IPAddress("1.1.1.1"))))
        #expect(try #require(AddressRange("1.2.3.4")).contains(try #require(IPAddress("1.2.3.4"))))
    }

    @Test func `An allowed range does not open what a translator hides in it`() throws {
        var policy = FetchPolicy()
        policy.allowedRanges = ["64:ff9b::/96", "::ffff:0:0/96", "10.0.0.0/8"].compactMap { AddressRange($0) }
        func refusal(_ text: String) throws -> AddressClass? {
            policy.refusal(of: try #require(IPAddress(text)))
        }
        #expect(try refusal("10.1.2.3") == nil)
        #expect(try refusal("64:ff9b::8.8.8.8") == nil)
        #expect(try refusal("64:ff9b::10.0.0.1") == nil)
        #expect(try refusal("64:ff9b::127.0.0.1") == .loopback)
        #expect(try refusal("::ffff:169.254.169.254") == .linkLocal)
        #expect(try refusal("127.0.0.1") == .loopback)
    }
}
