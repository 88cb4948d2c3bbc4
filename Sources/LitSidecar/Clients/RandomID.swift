internal import Primitives

/// Names that nobody can guess.
enum RandomID {
    /// So many bytes of the system's randomness, in hexadecimal digits.
    static func digits(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return Hex.encode((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    static func client() -> String { "c_" + digits(16) }
    static func session() -> String { "s_" + digits(16) }
}
