import KeyDerivation
import Primitives
import Testing

@Suite("scrypt")
struct ScryptTests {
    private func derive(_ passphrase: String, _ salt: String, _ n: Int, _ r: Int, _ p: Int) -> String? {
        Array(passphrase.utf8).withUnsafeBytes { passphrase in
            Array(salt.utf8).withUnsafeBytes { salt in
                Scrypt(n: n, r: r, p: p)?.deriveKey(passphrase: passphrase, salt: salt, count: 64)?
                    .withUnsafeBytes { $0.hex }
            }
        }
    }

    @Test("gives the keys of RFC 7914 section 12")
    func rfc7914() {
        #expect(
            derive("", "", 16, 1, 1) == """
                77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442\
                fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
                """)
        #expect(
            derive("password", "NaCl", 1024, 8, 16) == """
                fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
                2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
                """)
        #expect(
            derive("pleaseletmein", "SodiumChloride", 16384, 8, 1) == """
                7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
                d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
                """)
    }

    // From OpenSSL's and PyCryptodome's implementations.
    @Test("agrees with others on odd parameters")
    func oddParameters() {
        let cases: [(Int, Int, Int, String)] = [
            (2, 1, 1, "c726f0f3640d11cf870417fddaa9b56da8573b2ef1c1ae1d11f8109da9e74d72"),
            (65536, 1, 1, "4f37dbcb04bbafed5081e9772cf42e7c4d4b8cda1d55ce08e3d3b544068f242a"),
            (64, 20, 1, "1c9806424633daff3543d22a4c927b8c34f302d5fe48e713b333c00ddbff3856"),
            (64, 3, 5, "b8c1ce37803f245b4695fedc8ebfd07c168417812d924f7080544c1d96299a56"),
            (1024, 33, 2, "1d3620a6372de8c2d8d8982b9b67dc563c7fabceb29e1e2ddb65b29c13656fd1"),
            (131072, 1, 2, "9402a043682865456eada51d7c03817a2c862bcc6861d3c50f3f5d090e9307ac"),
        ]
        for (n, r, p, key) in cases {
            let derived = derive("pleaseletmein", "SodiumChloride", n, r, p)
            #expect(derived?.prefix(64) == key[...], "n \(n) r \(r) p \(p)")
        }
    }

    @Test("refuses parameters out of range")
    func refuses() {
        for (n, r, p) in [
            (0, 1, 1), (1, 1, 1), (3, 1, 1), (-4, 1, 1), (2, 0, 1), (2, 1, 0), (2, 1 << 15, 1 << 15),
        ] {
            #expect(derive("x", "y", n, r, p) == nil)
        }
    }
}
