import KeyDerivation
import Primitives
import Secp256k1

extension NativeFunctions {
    /// Keys and signatures of secp256k1, and the words of BIP-39.
    ///
    /// Private keys are taken modulo the group order; zero has no public key. Errors have the texts that scripts
    /// know from the libraries in JavaScript.
    static let accounts: [NativeFunction] = [
        // (digest, private key) → r, s (never above n/2), recovery id
        NativeFunction("secp256k1Sign") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let digest = try word(call, 0)
            let key = try privateKey(call, 1)
            guard let signature = try? key.sign(digest) else { throw ScriptError(message: "signing failed") }
            return .bytes(signature.compact + [signature.recoveryID])
        },
        // (digest, r and s, recovery id) → 65 bytes
        NativeFunction("secp256k1Recover") {
            (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let digest = try word(call, 0)
            let bytes = try call.bytes(1)
            guard let id = UInt8(exactly: try call.integer(2)),
                let signature = try? Signature(compact: bytes, recoveryID: id),
                let key = try? signature.recover(digest)
            else { throw ScriptError(message: "invalid point") }
            return .bytes(key.uncompressed)
        },
        // (private key, whether compressed)
        NativeFunction("secp256k1PublicKey") {
            (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try privateKey(call, 0).publicKey
            return .bytes(try call.boolean(1) ? key.compressed : key.uncompressed)
        },
        // (public key, whether compressed)
        NativeFunction("secp256k1Convert") {
            (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try publicKey(call, 0)
            return .bytes(try call.boolean(1) ? key.compressed : key.uncompressed)
        },
        // (private key, public key) → x of the shared point
        NativeFunction("secp256k1SharedSecret") {
            (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = try privateKey(call, 0)
            guard let other = try? PublicKey(try call.bytes(1)) else {
                throw ScriptError(message: "public point not validated")
            }
            guard let x = key.sharedPoint(with: other).x else { throw noPoint }
            return .bytes(x.bytes)
        },
        // (public key, public key, whether compressed)
        NativeFunction("secp256k1AddPoints") {
            (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let sum = try publicKey(call, 0).point + publicKey(call, 1).point
            guard let bytes = try call.boolean(2) ? sum.compressed : sum.uncompressed else { throw noPoint }
            return .bytes(bytes)
        },
        // () → the 2048 English words, a space between two
        NativeFunction("bip39Words") { (_: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .string(MnemonicWordList.words.joined(separator: " "))
        },
    ]

    private static let noPoint = ScriptError(
        name: "TypeError", message: "the point at infinity has no coordinates")

    private static func word(_ call: borrowing NativeCall, _ index: Int) throws(ScriptError) -> Bytes32 {
        guard let word = Bytes32(try call.bytes(index)) else {
            throw ScriptError(name: "RangeError", message: "argument \(index + 1) must be 32 bytes")
        }
        return word
    }

    private static func privateKey(_ call: borrowing NativeCall, _ index: Int) throws(ScriptError)
        -> PrivateKey
    {
        guard let key = try? PrivateKey(Scalar(reducing: try word(call, index))) else { throw noPoint }
        return key
    }

    private static func publicKey(_ call: borrowing NativeCall, _ index: Int) throws(ScriptError) -> PublicKey
    {
        do {
            return try PublicKey(try call.bytes(index))
        } catch let error as ScriptError {
            throw error
        } catch let error as Secp256k1Error {
            switch error.code {
            case .invalidPrefix, .wrongLength: throw ScriptError(message: "Unknown point format")
            default: throw ScriptError(message: "invalid point")
            }
        } catch {
            throw ScriptError(message: "invalid point")
        }
    }
}
