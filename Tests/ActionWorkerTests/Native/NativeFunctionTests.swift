import ActionWorker
import Testing

@Suite struct NativeFunctionTests {
    @Test func `No two functions have one name`() {
        #expect(Set(NativeTrial.names).count == NativeTrial.names.count)
    }

    @Test(arguments: [
        // Text.
        (#"native.utf8Encode("a\u00e9\u{1f600}\0")"#, "97,195,169,240,159,152,128,0"),
        (#"native.utf8Encode("\ud800x\udc00")"#, "239,191,189,120,239,191,189"),
        (#"native.utf8Decode(new Uint8Array([0xf0, 0x9f, 0x98, 0x80, 0, 0x41]))=== "\u{1f600}\0A""#, "true"),
        (#"native.utf8Decode(new Uint8Array([0xff, 0x41]), false) === "\ufffdA""#, "true"),
        ("native.utf8Decode(new Uint8Array([0xff]), true)", "TypeError: The encoded data is not valid."),
        ("native.utf8Decode(new Uint8Array(0), true)", ""),
        ("native.hexEncode(new Uint8Array([0, 255]))", "00ff"),
        ("native.hexDecode('0x00ff')", "0,255"), ("native.hexDecode('00FF')", "0,255"),
        ("native.base64Encode(new Uint8Array([1, 2]))", "AQI="), ("native.base64Decode('AQI')", "1,2"),
        ("native.base58Encode(new Uint8Array([0, 1]))", "12"), ("native.base58Decode('12')", "0,1"),
        // Views, their offsets, and buffers.
        ("native.hexEncode(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))", "0203"),
        ("native.hexEncode(new Uint8Array([1, 2]).buffer)", "0102"),
        ("native.hexEncode(new Uint16Array([0x0201]))", "0102"),
        // Hashes of nothing (FIPS 180-4, Keccak, RIPEMD-160).
        ("native.hexEncode(native.sha1(new Uint8Array()))", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (
            "native.hexEncode(native.sha256(new Uint8Array()))",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        ),
        (
            "native.hexEncode(native.keccak256(new Uint8Array()))",
            "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
        ),
        ("native.hexEncode(native.ripemd160(new Uint8Array()))", "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
        ("native.hexEncode(native.sha512(new Uint8Array())).slice(0, 16)", "cf83e1357eefb8bd"),
        ("native.hexEncode(native.sha384(new Uint8Array())).slice(0, 16)", "38b060a751ac9638"),
        // RFC 4231, case 2; RFC 6070, case 2.
        (
            "native.hexEncode(native.hmac('SHA-256', native.utf8Encode('Jefe'), "
                + "native.utf8Encode('what do ya want for nothing?')))",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            "native.hexEncode(native.pbkdf2('sha1', native.utf8Encode('password'), native.utf8Encode('salt'), 2, 20))",
            "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"
        ),
        ("native.pbkdf2('sha256', new Uint8Array(), new Uint8Array(), 1, 4).length", "4"),
        ("native.randomBytes(13).length", "13"), ("native.randomBytes(0).length", "0"),
        ("native.monotonicNow() <= native.monotonicNow()", "true"),
        ("Math.abs(native.wallClock() - Date.now()) < 1000", "true"),
    ])
    func `A native function does what its name says`(script: String, expected: String) {
        #expect(NativeTrial.evaluate(script) == expected)
    }

    @Test(arguments: [
        ("native.keccak256('a')", "TypeError: argument 1 must be bytes"),
        ("native.keccak256()", "TypeError: argument 1 must be bytes"),
        ("native.keccak256([1])", "TypeError: argument 1 must be bytes"),
        ("native.utf8Encode(1)", "TypeError: argument 1 must be a string"),
        ("native.utf8Decode(new Uint8Array(1), 1)", "TypeError: argument 2 must be true or false"),
        ("native.randomBytes(1.5)", "TypeError: argument 1 must be a whole number"),
        ("native.randomBytes(NaN)", "TypeError: argument 1 must be a whole number"),
        ("native.randomBytes(2 ** 60)", "TypeError: argument 1 must be a whole number"),
        ("native.randomBytes(-1)", "RangeError: randomBytes: -1 bytes are too many"),
        ("native.randomBytes(2 ** 40)", "RangeError: randomBytes: 1099511627776 bytes are too many"),
        ("native.hmac('md5', new Uint8Array(), new Uint8Array())", "TypeError: unknown hash: md5"),
        (
            "native.pbkdf2('sha256', new Uint8Array(), new Uint8Array(), 1e9, 32)",
            "RangeError: pbkdf2: iterations or length out of range"
        ),
        (
            "native.pbkdf2('sha256', new Uint8Array(), new Uint8Array(), 0, 32)",
            "RangeError: pbkdf2: iterations or length out of range"
        ),
        ("native.hexDecode('0')", "Error: hex: odd number of digits"),
        ("native.absent", "undefined"), ("typeof native.sha1", "function"),
        ("native.sha1 === native.sha1", "true"),
        // The class is the engine's own, whatever the script made of the name.
        (
            "const T = TypeError; globalThis.TypeError = null; try { native.sha1() } catch (e) { e instanceof T }",
            "true"
        ),
    ])
    func `Arguments of another kind are refused, and nothing is converted`(script: String, expected: String) {
        #expect(NativeTrial.evaluate(script) == expected)
    }
}
