#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// Strings that the engine is given all the time, made once for the process.
enum Names {
    static let length = Name("length")
    static let main = Name("main")
    static let native = Name("native")
    static let bridge = Name("bridge")
    static let program = Name("program")
    static let math = Name("Math")
    static let random = Name("random")
    static let script = Name(scriptName)
    /// A script that leaves no trace.
    static let nothing = Name("(async () => { const a = { b: 1 }; await null; return String(a.b); })();")
    static let noEvaluation = Name("Code generation from strings disallowed for this context")

    /// What stack traces call the script.
    static let scriptName = "<user_provided_script>"
}

/// A string that is never released.
struct Name: @unchecked Sendable {
    // The engine counts references to its strings atomically, and their characters never change.
    let string: JSStringRef?

    init(_ text: String) { string = JavaScriptText.make(text) }

    init(borrowing handler: ScriptMachine.Handler) { self = Self.handlers[handler] ?? Name(handler.rawValue) }

    private static let handlers: [ScriptMachine.Handler: Name] = Dictionary(
        uniqueKeysWithValues: ScriptMachine.Handler.allCases.map { ($0, Name($0.rawValue)) })

    func read(of object: JSObjectRef, in context: JSContextRef) -> JSValueRef? {
        JSObjectGetProperty(context, object, string, nil)
    }
}
