import Synchronization

#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// Scripts that call the native functions as modules do: for tests. Scripts of actions never see `native`.
package enum NativeTrial {
    // Machines find themselves by a variable of the process.
    private static let turn = Mutex(())

    /// What a script comes to as text, with `native` as a global; an error as `Name: message`.
    package static func evaluate(_ script: String) -> String {
        turn.withLock { _ in
            do throws(MachineError) {
                let machine = try ScriptMachine(modules: ModuleStore())
                guard let text = JavaScriptText.make(script),
                    let global = JSContextGetGlobalObject(machine.context)
                else {
                    return "no engine"
                }
                defer { JSStringRelease(text) }
                let name = Name("native")
                JSObjectSetProperty(machine.context, global, name.string, machine.nativeTable, 0, nil)
                var exception: JSValueRef?
                let value = JSEvaluateScript(machine.context, text, nil, nil, 1, &exception)
                guard let shown = exception ?? value,
                    let result = JSValueToStringCopy(machine.context, shown, nil)
                else { return "no value" }
                defer { JSStringRelease(result) }
                return JavaScriptText.string(result)
            } catch {
                return error.description
            }
        }
    }

    /// The names of all functions, in order.
    package static var names: [String] { NativeFunctions.all.map(\.name) }
}
