import Ethereum
import Primitives
import Secp256k1

extension Precompile {
    /// The address that signed the hash, as a word; no bytes if nobody can have.
    ///
    /// The input is hash, v, r and s, a word each. v is 27 or 28; s may be high (EIP-2 limits transactions only).
    static func recoverSigner(_ input: PaddedInput) -> [UInt8] {
        let v = input.word(32)
        guard v == 27 || v == 28 else { return [] }
        do {
            let signature = try Signature(
                r: input.word(64).bytes32, s: input.word(96).bytes32, recoveryID: v == 27 ? 0 : 1)
            return Address(try signature.recover(input.word(0).bytes32)).word.bytes
        } catch {
            return []
        }
    }
}
