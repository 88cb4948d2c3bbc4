#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// Text between Swift and the engine: UTF-8 here, UTF-16 there.
enum JavaScriptText {
    /// The UTF-8 of a string of the engine's; a lone surrogate becomes U+FFFD.
    static func utf8(_ text: JSStringRef) -> [UInt8] {
        guard let characters = JSStringGetCharactersPtr(text) else { return [] }
        return utf8(UnsafeBufferPointer(start: characters, count: JSStringGetLength(text)))
    }

    static func string(_ text: JSStringRef) -> String { String(decoding: utf8(text), as: UTF8.self) }

    private static func utf8(_ units: UnsafeBufferPointer<UInt16>) -> [UInt8] {
        // The longest ASCII text is as long in both, and three bytes a unit are always enough.
        let isASCII = units.allSatisfy { $0 < 0x80 }
        return [UInt8](unsafeUninitializedCapacity: isASCII ? units.count : units.count * 3) { bytes, count in
            if isASCII {
                for (place, unit) in units.enumerated() { bytes[place] = UInt8(truncatingIfNeeded: unit) }
                count = units.count
                return
            }
            var end = 0
            var place = 0
            func put(_ byte: UInt32) {
                bytes[end] = UInt8(truncatingIfNeeded: byte)
                end &+= 1
            }
            while place < units.count {
                var scalar = UInt32(units[place])
                place &+= 1
                if scalar & 0xf800 == 0xd800 {
                    if scalar < 0xdc00, place < units.count, units[place] & 0xfc00 == 0xdc00 {
                        scalar = 0x1_0000 + (scalar & 0x3ff) << 10 + UInt32(units[place] & 0x3ff)
                        place &+= 1
                    } else {
                        scalar = 0xfffd
                    }
                }
                switch scalar {
                case ..<0x80: put(scalar)
                case ..<0x800:
                    put(0xc0 | scalar >> 6)
                    put(0x80 | scalar & 0x3f)
                case ..<0x1_0000:
                    put(0xe0 | scalar >> 12)
                    put(0x80 | scalar >> 6 & 0x3f)
                    put(0x80 | scalar & 0x3f)
                default:
                    put(0xf0 | scalar >> 18)
                    put(0x80 | scalar >> 12 & 0x3f)
                    put(0x80 | scalar >> 6 & 0x3f)
                    put(0x80 | scalar & 0x3f)
                }
            }
            count = end
        }
    }

    /// A string of the engine's, which the caller releases.
    static func make(_ text: String) -> JSStringRef? {
        var text = text
        return text.withUTF8 { make($0) }
    }

    /// The same of UTF-8; what is not UTF-8 becomes U+FFFD.
    static func make(_ bytes: UnsafeBufferPointer<UInt8>) -> JSStringRef? {
        // The engine keeps ASCII in one byte a character, and reads it fastest from a C string.
        if bytes.allSatisfy({ $0 &- 1 < 0x7f }) {
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
                for (place, byte) in bytes.enumerated() { buffer[place] = CChar(byte) }
                buffer[bytes.count] = 0
                return JSStringCreateWithUTF8CString(buffer.baseAddress)
            }
        }
        let units = Array(String(decoding: bytes, as: UTF8.self).utf16)
        return JSStringCreateWithCharacters(units, units.count)
    }

    /// The same text as a value of the engine's.
    static func value(_ text: String, in context: JSContextRef) -> JSValueRef? {
        guard let string = make(text) else { return JSValueMakeUndefined(context) }
        defer { JSStringRelease(string) }
        return JSValueMakeString(context, string)
    }

    static func value(_ bytes: [UInt8], in context: JSContextRef) -> JSValueRef? {
        guard let string = bytes.withUnsafeBufferPointer({ make($0) }) else {
            return JSValueMakeUndefined(context)
        }
        defer { JSStringRelease(string) }
        return JSValueMakeString(context, string)
    }
}
