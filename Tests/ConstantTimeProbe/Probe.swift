import Foundation
import Primitives
import Secp256k1

/// Computes with secrets that memcheck holds to be undefined, so that it reports every branch and
/// every address that depends on them. Run by Scripts/ct-check.
@main
struct Probe {
    static func main() {
        let operations: [String: () -> Void] = [
            "control": { branch(on: secretScalar()) },
            "scalar": {
                let (a, b) = (secretScalar(), secretScalar())
                consume(-(a * b + a - b).inverse())
                consume(Scalar.select(a, b, if: true))
            },
            "generator": { consume(Point.generator(timesSecret: secretScalar(), using: .portable)) },
            "point": { consume(Point.generator.multiplied(bySecret: secretScalar(), using: .portable)) },
            "sign": {
                if let key = try? PrivateKey(secretScalar(), using: .portable) {
                    consume(try? key.sign(.zero, using: .portable))
                }
            },
        ]
        guard let name = CommandLine.arguments.dropFirst().first, let operation = operations[name] else {
            print("operations: \(operations.keys.sorted().joined(separator: " "))")
            exit(64)
        }
        operation()
    }

    /// A scalar in memory that was allocated and never written: undefined to memcheck, and filled by
    /// its option --malloc-fill.
    private static func secretScalar() -> Scalar {
        // Not malloc, whose untouched memory the optimiser takes for any value it likes.
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, 16, 32) == 0, let memory else { exit(70) }
        defer { free(memory) }
        let bytes = UnsafeRawBufferPointer(start: memory, count: 32)
        func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
        return Scalar(reducing: Bytes32(words: word(0), word(1), word(2), word(3)))
    }

    /// What must be found: a branch on a bit of the secret.
    @inline(never)
    private static func branch(on scalar: Scalar) {
        if scalar.bytes32.words.3 & 1 == 1 { print("odd") } else { print("even") }
    }

    @inline(never)
    private static func consume<T>(_ value: T) {}
}
