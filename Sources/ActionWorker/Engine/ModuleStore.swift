#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// The modules in JavaScript as functions' texts that the engine can take at once, made once for the process.
final class ModuleStore {
    private var texts: [String: JSStringRef] = [:]

    /// What stands before the name of a module in the engine's stack traces.
    static let prefix = "lit:"

    private static let parameters = "exports, require, native, host"
    private static let bootstrapParameters = "native, bridge, program"
    static let bootstrap = "runtime/bootstrap"

    /// `(function (…) { "use strict"; … })` of a module; nil where there is none of that name.
    func text(of name: String) -> JSStringRef? {
        if let known = texts[name] { return known }
        guard let source = JavaScriptSources.source(of: name) else { return nil }
        let parameters = name == Self.bootstrap ? Self.bootstrapParameters : Self.parameters
        let made = JavaScriptText.make("(function (\(parameters)) { \"use strict\"; \(source)\n})")
        texts[name] = made
        return made
    }
}
