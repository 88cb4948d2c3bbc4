import Primitives

extension NativeFunctions {
    /// Bytes as text, and back.
    static let text: [NativeFunction] = [
        NativeFunction("utf8Encode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try call.utf8(0))
        },
        // (bytes, fatal): a byte order mark is kept.
        NativeFunction("utf8Decode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            let bytes = try call.bytes(0)
            let isFatal = call.isAbsent(1) ? false : try call.boolean(1)
            guard isFatal else { return .string(String(decoding: bytes, as: UTF8.self)) }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ScriptError(name: "TypeError", message: "The encoded data is not valid.")
            }
            return .string(text)
        },
        NativeFunction("hexEncode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .string(Hex.encode(try call.bytes(0)))
        },
        // With or without 0x.
        NativeFunction("hexDecode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try decoded { try Hex.decode(try call.string(0)) })
        },
        NativeFunction("base64Encode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .string(Base64.encode(try call.bytes(0)))
        },
        // Padding may be left out.
        NativeFunction("base64Decode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try decoded { try Base64.decode(try call.string(0), padding: .optional) })
        },
        NativeFunction("base58Encode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .string(try decoded { try Base58.encode(try call.bytes(0), limit: base58Limit) })
        },
        NativeFunction("base58Decode") { (call: borrowing NativeCall) throws(ScriptError) -> NativeValue in
            .bytes(try decoded { try Base58.decode(try call.string(0), limit: base58Limit) })
        },
    ]

    /// Base 58 takes time with the square of the length.
    private static let base58Limit = 1 << 16

    /// What `body` returns; an error of a decoder is one that the script may catch.
    static func decoded<Value>(_ body: () throws -> Value) throws(ScriptError) -> Value {
        do { return try body() } catch let error as ScriptError { throw error } catch {
            throw ScriptError(message: "\(error)")
        }
    }
}
