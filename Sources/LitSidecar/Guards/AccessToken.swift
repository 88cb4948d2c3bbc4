internal import Primitives

/// What callers on a port have to show: 32 random bytes, in hexadecimal digits.
package struct AccessToken: Sendable {
    private let secret: Secret

    /// A new one.
    package init() {
        var generator = SystemRandomNumberGenerator()
        var bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        secret = Secret(copying: Hex.encode(bytes).utf8)
        Secret.wipe(&bytes)
    }

    /// The text that callers send. Whoever has it may use the sidecar.
    package var text: String { secret.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

    /// Whether a header's value shows it, in time that does not depend on where it differs.
    package func matches(authorization value: String) -> Bool {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        return secret == Secret(copying: Array(parts[1].utf8))
    }
}
