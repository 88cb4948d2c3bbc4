import EVM
import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("The precompiled recovery of signers")
struct RecoveryTests {
    @Test("finds who signed, with low and high s")
    func recovers() throws {
        var random = SplitMix64(seed: 1)
        for _ in 0..<20 {
            let key = PrivateKey.generate(from: &random)
            let digest = Keccak256.hash(random.bytes(32))
            let signature = try key.sign(digest)
            let address = Address(key.publicKey).word.bytes
            let high = (-signature.s).bytes32
            for (s, id) in [(signature.s.bytes32, signature.recoveryID), (high, signature.recoveryID ^ 1)] {
                let input =
                    digest.bytes + words(UInt256(27 + id)) + signature.r.bytes32.bytes + s.bytes
                #expect(
                    Precompile.ecrecover.run(input, gasLimit: 3_000)
                        == .success(gasUsed: 3_000, output: address))
            }
            // The other parity recovers another key.
            let other =
                digest.bytes + words(UInt256(28 - signature.recoveryID)) + signature.compact
            #expect(Precompile.ecrecover.output(other) != address)
        }
    }

    @Test(
        "returns nothing for a v other than 27 or 28 in a whole word",
        arguments: [0, 1, 26, 29, 255] as [Int])
    func refusesIDs(v: Int) throws {
        let digest = Keccak256.hash([1])
        let key = try PrivateKey([UInt8](repeating: 7, count: 32))
        let signature = try key.sign(digest)
        let valid = 27 + Int(signature.recoveryID)
        for word in [UInt256(v), UInt256(valid) + 1 << 8, UInt256(valid) << 8, UInt256(valid) + 1 << 255] {
            #expect(Precompile.ecrecover.output(digest.bytes + words(word) + signature.compact) == [])
        }
        #expect(Precompile.ecrecover.output(digest.bytes + words(UInt256(valid)) + signature.compact) != [])
    }
}
