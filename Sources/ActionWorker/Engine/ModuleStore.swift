#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// The modules in JavaScript as texts that the engine can take at once, made once for the process.
final class ModuleStore {
    private var texts: [String: JSStringRef] = [:]
    private var places: [String: JSStringRef] = [:]

    /// What stands before the name of a module in the engine's stack traces.
    static let prefix = "lit:"

    static let bootstrap = "runtime/bootstrap"

    /// A module as a script whose `this` has what the module works with; nil where there is none of that name.
    ///
    /// A script rather than a function: the engine reads the body of a function a second time when it is called. The
    /// block keeps the module's names from the global scope.
    func text(of name: String) -> JSStringRef? {
        if let known = texts[name] { return known }
        guard let source = JavaScriptSources.source(of: name) else { return nil }
        let names = name == Self.bootstrap ? "native, bridge, program" : "exports, require, native, host"
        let made = JavaScriptText.make("\"use strict\"; { const { \(names) } = this; \(source)\n}")
        texts[name] = made
        return made
    }

    /// What the engine's stack traces call a module.
    func place(of name: String) -> JSStringRef? {
        if let known = places[name] { return known }
        let made = JavaScriptText.make(Self.prefix + name)
        places[name] = made
        return made
    }
}
