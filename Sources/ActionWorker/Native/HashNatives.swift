import Crypto
import Primitives

extension NativeFunctions {
    /// Hashes of bytes.
    static let hashing: [NativeFunction] = [
        NativeFunction("keccak256") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(Keccak256.hash(try call.bytes(0)).bytes)
        },
        NativeFunction("sha256") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(Array(SHA256.hash(data: try call.bytes(0))))
        },
        NativeFunction("sha384") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(Array(SHA384.hash(data: try call.bytes(0))))
        },
        NativeFunction("sha512") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(Array(SHA512.hash(data: try call.bytes(0))))
        },
        NativeFunction("sha1") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(Array(Insecure.SHA1.hash(data: try call.bytes(0))))
        },
        NativeFunction("ripemd160") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(RIPEMD160.hash(try call.bytes(0)))
        },
        // (name of the hash, key, data)
        NativeFunction("hmac") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let key = SymmetricKey(data: try call.bytes(1))
            let data = try call.bytes(2)
            switch try HashName(call.string(0)) {
            case .sha1: return .bytes(Array(HMAC<Insecure.SHA1>.authenticationCode(for: data, using: key)))
            case .sha256: return .bytes(Array(HMAC<SHA256>.authenticationCode(for: data, using: key)))
            case .sha384: return .bytes(Array(HMAC<SHA384>.authenticationCode(for: data, using: key)))
            case .sha512: return .bytes(Array(HMAC<SHA512>.authenticationCode(for: data, using: key)))
            }
        },
    ]
}

/// The hashes that natives take by name; `sha256` and `SHA-256` are the same.
enum HashName: String {
    case sha1, sha256, sha384, sha512

    init(_ name: String) throws(ScriptError) {
        guard let known = HashName(rawValue: name.lowercased().replacing("-", with: "")) else {
            throw ScriptError(name: "TypeError", message: "unknown hash: \(name)")
        }
        self = known
    }
}
