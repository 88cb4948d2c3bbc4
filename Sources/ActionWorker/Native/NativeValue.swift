/// What a native function returns to JavaScript, or takes from it.
enum NativeValue: Hashable, Sendable {
    case undefined
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    /// A fresh `Uint8Array`.
    case bytes([UInt8])
    case list([NativeValue])
}
