#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// What a script threw and nobody caught, as its caller is to read it.
struct UncaughtError {
    /// `TypeError: no`, or the value as the console shows it.
    var title: String
    /// The engine's stack trace: lines of `function@source:line:column`.
    var stack: String
    /// The line, where the engine knows that only.
    var line: String
    var isError: Bool

    init(title: String, stack: String = "", line: String = "", isError: Bool = true) {
        self.title = title
        self.stack = stack
        self.line = line
        self.isError = isError
    }

    /// Reads a value; what scripts do when it is read is in the bounds of the run.
    init(describing thrown: JSValueRef, in machine: ScriptMachine) {
        guard case .value(let value?) = machine.call(.describe, thrown),
            case .list(let parts)? = NativeValue(reading: value, in: machine.context), parts.count == 4,
            case .boolean(let isError) = parts[0], case .string(let title) = parts[1],
            case .string(let stack) = parts[2], case .string(let line) = parts[3]
        else {
            self.init(title: "an error that cannot be read", isError: false)
            return
        }
        self.init(title: title, stack: stack, line: line, isError: isError)
    }

    /// `Uncaught Error: boom\n    at <user_provided_script>:2:11`.
    func text(inPromise: Bool, script: String) -> String {
        let head = inPromise ? "Uncaught (in promise) " : "Uncaught "
        guard isError else { return head + title }
        // A line without a trace is one of the script, which could not be parsed; with one, it may be the runtime's.
        let unparsed =
            stack.contains("@")
            ? nil : EngineStack.Place(source: Names.scriptName, line: Int(line), column: nil)
        let place = EngineStack(stack).place ?? unparsed
        return head + EngineMessages.translated(title)
            + (place.map { "\n    at " + $0.text(in: script) } ?? "")
    }
}
