#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

extension NativeValue {
    /// How deep lists may lie in lists.
    private static let depthLimit = 64

    /// Reads a value of the engine's; nil of objects other than arrays and bytes.
    init?(reading value: JSValueRef, in context: JSContextRef, depth: Int = 0) {
        switch JSValueGetType(context, value) {
        case kJSTypeUndefined: self = .undefined
        case kJSTypeNull: self = .null
        case kJSTypeBoolean: self = .boolean(JSValueToBoolean(context, value))
        case kJSTypeNumber: self = .number(JSValueToNumber(context, value, nil))
        case kJSTypeString:
            guard let text = JSValueToStringCopy(context, value, nil) else { return nil }
            defer { JSStringRelease(text) }
            self = .string(JavaScriptText.string(text))
        default:
            if let bytes = NativeCall.bytes(of: value, in: context) {
                self = .bytes(bytes)
                return
            }
            guard depth < Self.depthLimit, JSValueIsArray(context, value),
                let object = JSValueToObject(context, value, nil),
                let length = Names.length.read(of: object, in: context),
                let count = Int(exactly: JSValueToNumber(context, length, nil)), count <= 1 << 20
            else { return nil }
            var values: [NativeValue] = []
            for place in 0..<count {
                guard let element = JSObjectGetPropertyAtIndex(context, object, UInt32(place), nil),
                    let read = NativeValue(reading: element, in: context, depth: depth + 1)
                else { return nil }
                values.append(read)
            }
            self = .list(values)
        }
    }

    /// The value in the engine; on failure nil, and the engine's error in `exception`.
    func make(in context: JSContextRef, _ exception: UnsafeMutablePointer<JSValueRef?>?) -> JSValueRef? {
        switch self {
        case .undefined: return JSValueMakeUndefined(context)
        case .null: return JSValueMakeNull(context)
        case .boolean(let value): return JSValueMakeBoolean(context, value)
        case .number(let value): return JSValueMakeNumber(context, value)
        case .string(let text): return JavaScriptText.value(text, in: context)
        case .bytes(let bytes):
            guard
                let array = JSObjectMakeTypedArray(
                    context, kJSTypedArrayTypeUint8Array, bytes.count, exception)
            else { return nil }
            if !bytes.isEmpty, let start = JSObjectGetTypedArrayBytesPtr(context, array, exception) {
                bytes.withUnsafeBytes { source in
                    if let base = source.baseAddress { start.copyMemory(from: base, byteCount: source.count) }
                }
            }
            return array
        case .list(let values):
            // Every element is kept alive by the array that it is put into before the next is made.
            guard let array = JSObjectMakeArray(context, 0, nil, exception) else { return nil }
            JSValueProtect(context, array)
            defer { JSValueUnprotect(context, array) }
            for (place, value) in values.enumerated() {
                guard let element = value.make(in: context, exception) else { return nil }
                JSObjectSetPropertyAtIndex(context, array, UInt32(place), element, exception)
            }
            return array
        }
    }
}

extension ScriptError {
    /// The error as an object of the engine's, of the class that its name says.
    func make(in context: JSContextRef) -> JSValueRef? {
        let text = JavaScriptText.value(message, in: context)
        guard let machine = ScriptMachine.current,
            case .value(let made?) = machine.call(.makeError, machine.text(name), text)
        else { return text }
        return made
    }
}
