import BLS12381
import Foundation
import Primitives
import Secp256k1
import ThresholdBLS

/// Computes with secrets that memcheck holds to be undefined, so that it reports every branch and
/// every address that depends on them; or measures whether time does. Run by Scripts/ct-check.
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
            "bls-scalar": {
                let (a, b) = (secretBLSScalar(), secretBLSScalar())
                consume(-(a * b + a - b).inverse())
                consume(Fr.select(a, b, if: true))
            },
            "bls-g1": { consume(G1.generator(timesSecret: secretBLSScalar()).compressed) },
            "bls-g2": { consume(G2.generator.multiplied(bySecret: secretBLSScalar()).compressed) },
            "bls-hash": {
                let message = secretBytes().bytes
                consume(G1.hash(message, domain: .signatureWithPossession).compressed)
                consume(G2.hash(message, domain: .signatureWithPossession).compressed)
            },
            "bls-share": {
                if let share = try? BLSKeyShare(identifier: 1, scalar: secretBLSScalar()) {
                    consume(try? share.sign([1, 2, 3]))
                }
            },
            "bls-encrypt": {
                if let key = try? BLSPublicKey(G1.generator) {
                    consume(key.encrypt([1, 2, 3], to: [4, 5, 6], alpha: secretBytes()))
                }
            },
            // A result of the whole protocol still counts as undefined, and a branch on it is reported.
            "ot-control": { completed { branch(on: try ThresholdProbe.receiver(secretBytes)) } },
            "ot-receiver": { completed { consume(try ThresholdProbe.receiver(secretBytes)) } },
            "ot-sender": { completed { consume(try ThresholdProbe.sender(secretBytes)) } },
            "presign": { consume(ThresholdProbe.sign(secretBytes)) },
            "polynomial": { completed { consume(try ThresholdProbe.polynomial(secretBytes)) } },
            "key-share": { completed { consume(try ThresholdProbe.keyShare(secretBytes)) } },
        ]
        let name = CommandLine.arguments.dropFirst().first
        if name == "timing" {
            let seconds = CommandLine.arguments.dropFirst(2).first.flatMap { Double($0) }
            Timing.run(secondsEach: seconds ?? 3)
            return
        }
        guard let name, let operation = operations[name] else {
            print("operations: timing \(operations.keys.sorted().joined(separator: " "))")
            exit(64)
        }
        operation()
    }

    /// A protocol that ends early proves nothing.
    private static func completed(_ body: () throws -> Void) {
        do { try body() } catch {
            print("\(error)")
            exit(70)
        }
    }

    private static func secretScalar() -> Scalar { Scalar(reducing: secretBytes()) }

    private static func secretBLSScalar() -> Fr { (try? Fr(reducing: secretBytes().bytes)) ?? .zero }

    /// From memory that was allocated and never written: undefined to memcheck, and filled by its
    /// option --malloc-fill.
    static func secretBytes() -> Bytes32 {
        // Not malloc, whose untouched memory the optimiser takes for any value it likes.
        var memory: UnsafeMutableRawPointer?
        guard posix_memalign(&memory, 16, 32) == 0, let memory else { exit(70) }
        defer { free(memory) }
        let bytes = UnsafeRawBufferPointer(start: memory, count: 32)
        func word(_ index: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self) }
        return Bytes32(words: word(0), word(1), word(2), word(3))
    }

    /// What must be found: a branch on a bit of the secret.
    @inline(never)
    private static func branch(on scalar: Scalar) {
        if scalar.bytes32.words.3 & 1 == 1 { print("odd") } else { print("even") }
    }

    @inline(never)
    private static func consume<T>(_ value: T) {}
}
