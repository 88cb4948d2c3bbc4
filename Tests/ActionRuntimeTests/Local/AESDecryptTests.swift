import ActionRuntime
import Primitives
import Testing

/// `Lit.Actions.aesDecrypt` by NIST SP 800-38A, F.2.6.
@Suite(.timeLimit(.minutes(1))) struct AESDecryptTests {
    private static let key = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"
    private static let vector = "000102030405060708090a0b0c0d0e0f"
    private static let blocks = [
        "f58c4c04d6e5f1ba779eabfb5f7bfbd6", "9cfc4e967edb808d679f777bc6702c7d",
        "39f23369a9d9bacfa530e26304231461", "b2eb05e2c39be9fcda6c19078c6a9d1b",
    ]
    /// The standard's four blocks, and that of the padding (RFC 5652, section 6.3), made by `openssl enc -aes-256-cbc`.
    private static let padded =
        blocks.joined() + "3f461796d6b0d6b2e0c2a72b4d80e644"
    private static let plaintext =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"

    private func decrypt(_ key: String, _ ciphertext: String) async throws -> String {
        try await withRuntime { runtime in
            await runtime.run(
                request(
                    responding(
                        """
                        Lit.Actions.aesDecrypt({ symmetricKey: ethers.utils.arrayify('0x\(key)'),
                            ciphertext: ethers.utils.arrayify('0x\(ciphertext)') })
                        """))
            ).response
        }
    }

    @Test func `The standard's vector is opened`() async throws {
        #expect(try await decrypt(Self.key, Self.vector + Self.padded) == Self.plaintext)
    }

    @Test(arguments: [
        // Keys of other lengths, whole ciphertext.
        (String(repeating: "ab", count: 16), vector + padded, "16 bytes instead of 32"),
        (String(repeating: "ab", count: 24), vector + padded, "24 bytes instead of 32"),
        (String(repeating: "ab", count: 33), vector + padded, "33 bytes instead of 32"),
        // A wrong key, no padding, half a block, a vector alone, and less.
        (String(repeating: "ab", count: 32), vector + padded, "the key is wrong"),
        (key, vector + blocks.joined(), "the key is wrong"),
        (key, vector + String(padded.dropLast(2)), "the key is wrong"),
        (key, vector, "the key is wrong"),
        (key, String(vector.dropLast(2)), "shorter than its initialization vector"),
    ])
    func `What is not of AES-256-CBC is an error`(key: String, ciphertext: String, reason: String)
        async throws
    {
        let answer = try await decrypt(key, ciphertext)
        #expect(answer.hasPrefix("Error: "))
        #expect(answer.contains(reason), "\(answer)")
    }
}
