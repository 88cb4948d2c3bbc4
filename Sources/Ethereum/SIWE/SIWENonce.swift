extension SIWEMessage {
    /// Random letters and digits for a nonce: 5.95 bits each, about 101 bits by default.
    ///
    /// - Parameters:
    ///   - length: the number of characters; fewer than eight are no nonce, and eight are made.
    ///   - generator: must be a cryptographic one outside of tests.
    public static func randomNonce(length: Int = 17, using generator: inout some RandomNumberGenerator)
        -> String
    {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        var nonce: [UInt8] = []
        for _ in 0..<max(length, 8) {
            nonce.append(alphabet[Int.random(in: alphabet.indices, using: &generator)])
        }
        return String(decoding: nonce, as: UTF8.self)
    }

    /// As ``randomNonce(length:using:)``, from the system's generator.
    public static func randomNonce(length: Int = 17) -> String {
        var generator = SystemRandomNumberGenerator()
        return randomNonce(length: length, using: &generator)
    }
}
