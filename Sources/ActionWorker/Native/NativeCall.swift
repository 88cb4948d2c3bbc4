#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// One call of a native function: its arguments, read as what they should be.
///
/// An argument of another type is a TypeError; nothing is converted, and no script runs while arguments are read.
struct NativeCall: ~Copyable {
    let context: JSContextRef
    private let arguments: UnsafeBufferPointer<JSValueRef?>

    init(context: JSContextRef, arguments: UnsafeBufferPointer<JSValueRef?>) {
        self.context = context
        self.arguments = arguments
    }

    /// How many arguments there are.
    var count: Int { arguments.count }

    /// Whether the argument is absent, undefined or null.
    func isAbsent(_ index: Int) -> Bool {
        guard let value = argument(index) else { return true }
        return JSValueIsUndefined(context, value) || JSValueIsNull(context, value)
    }

    /// The bytes of a `Uint8Array` (or another typed array) or an `ArrayBuffer`.
    func bytes(_ index: Int) throws(ScriptError) -> [UInt8] {
        guard let value = argument(index), let bytes = Self.bytes(of: value, in: context) else {
            throw wrongType(index, "bytes")
        }
        return bytes
    }

    /// The same; nil of undefined and null.
    func optionalBytes(_ index: Int) throws(ScriptError) -> [UInt8]? {
        isAbsent(index) ? nil : try bytes(index)
    }

    /// A string; lone surrogates become U+FFFD.
    func string(_ index: Int) throws(ScriptError) -> String {
        String(decoding: try utf8(index), as: UTF8.self)
    }

    /// The same; nil of undefined and null.
    func optionalString(_ index: Int) throws(ScriptError) -> String? {
        isAbsent(index) ? nil : try string(index)
    }

    /// A string as UTF-8; lone surrogates become U+FFFD.
    func utf8(_ index: Int) throws(ScriptError) -> [UInt8] {
        guard let value = argument(index), JSValueIsString(context, value),
            let text = JSValueToStringCopy(context, value, nil)
        else { throw wrongType(index, "a string") }
        defer { JSStringRelease(text) }
        return JavaScriptText.utf8(text)
    }

    /// Any number.
    func number(_ index: Int) throws(ScriptError) -> Double {
        guard let value = argument(index), JSValueIsNumber(context, value) else {
            throw wrongType(index, "a number")
        }
        return JSValueToNumber(context, value, nil)
    }

    /// A whole number within ±2^53.
    func integer(_ index: Int) throws(ScriptError) -> Int {
        let number = try number(index)
        guard abs(number) <= 9_007_199_254_740_992, let integer = Int(exactly: number) else {
            throw wrongType(index, "a whole number")
        }
        return integer
    }

    func boolean(_ index: Int) throws(ScriptError) -> Bool {
        guard let value = argument(index), JSValueIsBoolean(context, value) else {
            throw wrongType(index, "true or false")
        }
        return JSValueToBoolean(context, value)
    }

    /// An array of strings, bytes, numbers, booleans, nulls, and such arrays.
    func list(_ index: Int) throws(ScriptError) -> [NativeValue] {
        guard case .list(let values) = try value(index) else { throw wrongType(index, "an array") }
        return values
    }

    /// An argument as whatever it is.
    func value(_ index: Int) throws(ScriptError) -> NativeValue {
        guard let value = argument(index) else { return .undefined }
        guard let read = NativeValue(reading: value, in: context) else {
            throw wrongType(index, "a plain value")
        }
        return read
    }

    private func argument(_ index: Int) -> JSValueRef? {
        arguments.indices.contains(index) ? arguments[index] : nil
    }

    private func wrongType(_ index: Int, _ form: String) -> ScriptError {
        ScriptError(name: "TypeError", message: "argument \(index + 1) must be \(form)")
    }

    static func bytes(of value: JSValueRef, in context: JSContextRef) -> [UInt8]? {
        let type = JSValueGetTypedArrayType(context, value, nil)
        guard type != kJSTypedArrayTypeNone else { return nil }
        guard let object = JSValueToObject(context, value, nil) else { return nil }
        let isBuffer = type == kJSTypedArrayTypeArrayBuffer
        let count =
            isBuffer
            ? JSObjectGetArrayBufferByteLength(context, object, nil)
            : JSObjectGetTypedArrayByteLength(context, object, nil)
        let start =
            isBuffer
            ? JSObjectGetArrayBufferBytesPtr(context, object, nil)
            : JSObjectGetTypedArrayBytesPtr(context, object, nil)
        guard count > 0, let start else { return [] }
        // What the engine calls the bytes of a view begins where its buffer does.
        let offset = isBuffer ? 0 : JSObjectGetTypedArrayByteOffset(context, object, nil)
        return Array(UnsafeRawBufferPointer(start: start + offset, count: count))
    }
}
