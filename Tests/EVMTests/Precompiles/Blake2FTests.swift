import EVM
import Primitives
import Testing

@Suite("The precompiled compression function of BLAKE2b")
struct Blake2FTests {
    @Test("composes to BLAKE2b")
    func composes() throws {
        for (message, digest) in try PrecompileVectors().digests {
            #expect(blake2b(message) == digest, "\(message.count) bytes")
        }
    }

    /// BLAKE2b with 64 bytes of output and no key (RFC 7693, section 3.3).
    private func blake2b(_ message: [UInt8]) -> [UInt8]? {
        let initial: [UInt64] = [
            0x6a09_e667_f3bc_c908 ^ 0x0101_0040, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b,
            0xa54f_f53a_5f1d_36f1, 0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b,
            0x5be0_cd19_137e_2179,
        ]
        var bytes = initial.flatMap(littleEndian)
        let blocks = max(1, (message.count + 127) / 128)
        for index in 0..<blocks {
            let block = message[(128 * index)..<min(message.count, 128 * index + 128)]
            let final = index == blocks - 1
            let offset = UInt64(final ? message.count : 128 * index + 128)
            let padding = [UInt8](repeating: 0, count: 128 - block.count)
            let input =
                [0, 0, 0, 12] + bytes + block + padding + littleEndian(offset) + littleEndian(0)
                + [final ? 1 : 0]
            guard case .success(12, let output) = Precompile.blake2F.run(input, gasLimit: 12) else {
                return nil
            }
            bytes = output
        }
        return bytes
    }

    private func littleEndian(_ word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
    }

    @Test("costs a gas for each round, and nothing else")
    func gas() {
        let tail = [UInt8](repeating: 3, count: 208) + [0]
        for rounds in [0, 1, 255, 256, 65_536] as [UInt32] {
            let head = (0..<4).map { UInt8(truncatingIfNeeded: rounds >> UInt32(24 - 8 * $0)) }
            guard case .success(let gas, _) = Precompile.blake2F.run(head + tail, gasLimit: .max) else {
                Issue.record("\(rounds) rounds fail")
                continue
            }
            #expect(gas == UInt64(rounds))
        }
        let limit = UInt64(UInt32.max) - 1
        guard
            case .failure(let failure) = Precompile.blake2F.run([255, 255, 255, 255] + tail, gasLimit: limit)
        else {
            Issue.record("more rounds run than are paid for")
            return
        }
        #expect(failure.code == .outOfGas(limit: limit))
    }

    @Test("refuses other lengths and flags")
    func refusals() {
        for count in [0, 212, 214] {
            #expect(
                Precompile.blake2F.refusal([UInt8](repeating: 0, count: count)) == .wrongLength(bytes: count))
        }
        for flag in [2, 255] as [UInt8] {
            #expect(
                Precompile.blake2F.refusal([UInt8](repeating: 0, count: 212) + [flag])
                    == .invalidFinalFlag(flag))
        }
    }
}
