import EVM
import Primitives
import TestSupport
import Testing

@Suite("Fuzzed precompiled contracts")
struct PrecompileFuzzTests {
    /// Enough for every operation here, and little enough that no power takes long.
    private let limit: UInt64 = 300_000

    @Test("take input of every length from 0 to 300", arguments: Precompile.allCases)
    func everyLength(precompile: Precompile) {
        var random = SplitMix64(seed: fuzzSeed ^ UInt64(precompile.rawValue))
        for length in 0...300 {
            check(precompile, [UInt8](repeating: 0, count: length))
            check(precompile, [UInt8](repeating: 0xff, count: length))
            check(precompile, random.bytes(length))
            // Small lengths for powers and few rounds for BLAKE2b, so that the rest is reached.
            var input = random.bytes(length)
            for index in input.indices where index < 96 && index % 32 != 31 { input[index] = 0 }
            check(precompile, input)
        }
    }

    @Test("take calls that were valid until bytes changed")
    func fuzzMutatedCalls() throws {
        let vectors = try PrecompileVectors()
        var random = SplitMix64(seed: fuzzSeed ^ 0x05)
        // Pairings cost most; a share of the iterations keeps the whole as short as other decoders' turns.
        for _ in 0..<fuzzIterations / 4 {
            guard let item = random.pick(vectors.cases) else { break }
            check(item.precompile, random.mutated(item.input))
        }
    }

    private func check(_ precompile: Precompile, _ input: [UInt8]) {
        switch precompile.run(input, gasLimit: limit) {
        case .failure(let failure):
            #expect(failure.precompile == precompile)
        case .success(let gas, let output):
            #expect(gas <= limit)
            switch precompile {
            case .ecrecover: #expect(output.isEmpty || output.count == 32)
            case .sha256, .ripemd160, .bn254Pairing: #expect(output.count == 32)
            case .identity: #expect(output == input)
            case .bn254Add, .bn254Multiply, .blake2F: #expect(output.count == 64)
            case .modularExponentiation:
                let length = UInt256(bigEndian: (64..<96).map { $0 < input.count ? input[$0] : 0 })
                #expect(length == UInt256(output.count))
            case .pointEvaluation: #expect(output.count == 64)
            }
        }
    }
}
