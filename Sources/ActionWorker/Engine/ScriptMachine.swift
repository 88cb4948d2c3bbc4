#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// One virtual machine, with the runtime set up in it: made for one run, and thrown away after it.
///
/// The machine that calls into Swift is found by ``current``: one thread, one machine running at a time.
final class ScriptMachine {
    /// The machine in which code runs, or is about to.
    // Read and written by the worker's one thread of scripts only; whoever runs a machine keeps it alive meanwhile.
    nonisolated(unsafe) static unowned(unsafe) var current: ScriptMachine?

    let context: JSContextRef
    let modules: ModuleStore
    /// What the machine's functions reach while a run goes on; nil before it.
    var run: ScriptRun?
    /// The first rejection that nobody took.
    private(set) var rejection: JSValueRef?

    private let group: JSContextGroupRef
    private let globalContext: JSGlobalContextRef
    private var handlers: [Handler: JSObjectRef] = [:]
    // What `native` looks like, and the object in JavaScript that keeps the functions once they are made.
    private(set) var nativeTable: JSObjectRef?

    /// The functions that the bootstrap returns.
    enum Handler: String, CaseIterable {
        case makeError, begin, succeed, fail, fire, callMain, describe, stock, again
    }

    init(modules: ModuleStore, prelude: Prelude? = nil) throws(MachineError) {
        Courtesy.yield()
        guard let group = JSContextGroupCreate() else {
            throw MachineError(description: "the engine has no memory left")
        }
        Courtesy.yield()
        guard let context = JSGlobalContextCreateInGroup(group, nil) else {
            JSContextGroupRelease(group)
            throw MachineError(description: "the engine has no memory left")
        }
        self.group = group
        self.globalContext = context
        self.context = context
        self.modules = modules
        Self.current = self
        try prepare()
        if let prelude, let thrown = evaluate(prelude.text, named: prelude.name) {
            let reason = UncaughtError(describing: thrown, in: self)
            throw MachineError(
                description: "the prelude failed: \(reason.text(inPromise: false, script: ""))")
        }
    }

    deinit {
        if Self.current === self { Self.current = nil }
        JSGlobalContextRelease(globalContext)
        JSContextGroupRelease(group)
    }

    private func prepare() throws(MachineError) {
        #if os(Linux)
            JSGlobalContextSetEvalEnabled(globalContext, false, Names.noEvaluation.string)
            if let callback = function(Callbacks.rejected) {
                JSGlobalContextSetUnhandledRejectionCallback(globalContext, callback, nil)
            }
        #endif
        guard let lookup = JSObjectMake(context, NativeClasses.table, nil),
            let native = JSObjectMake(context, nil, nil),
            let bridge = JSObjectMake(context, nil, nil),
            let bindings = JSObjectMake(context, nil, nil)
        else { throw MachineError(description: "the runtime cannot be loaded") }
        JSObjectSetPrototype(context, lookup, JSValueMakeNull(context))
        JSObjectSetPrototype(context, native, lookup)
        nativeTable = native
        for (name, callback) in Callbacks.bridge {
            JSObjectSetProperty(context, bridge, name.string, function(callback), 0, nil)
        }
        let given = [
            (Names.native, native), (Names.bridge, bridge),
            (Names.program, JSContextGetGlobalObject(context)),
        ]
        for (name, value) in given {
            JSObjectSetProperty(context, bindings, name.string, value, 0, nil)
        }
        var exception: JSValueRef?
        guard let made = load(ModuleStore.bootstrap, bindings, &exception),
            let object = JSValueToObject(context, made, nil)
        else { throw MachineError(description: "the bootstrap failed: \(plainText(exception))") }
        for handler in Handler.allCases {
            guard let value = Name(borrowing: handler).read(of: object, in: context),
                let function = JSValueToObject(context, value, nil), JSObjectIsFunction(context, function)
            else { throw MachineError(description: "the bootstrap has no \(handler)") }
            handlers[handler] = function
        }
        if let math = Names.math.read(of: JSContextGetGlobalObject(context), in: context),
            let object = JSValueToObject(context, math, nil)
        {
            // The engine's own generator has its state in the machine, and so the same in all that are forked.
            JSObjectSetProperty(
                context, object, Names.random.string,
                JSObjectMakeFunctionWithCallback(context, Names.random.string, Callbacks.random),
                JSPropertyAttributes(kJSPropertyAttributeDontEnum), nil)
        }
        // Keeps all of them alive, and `native` with them.
        JSValueProtect(context, object)
    }

    private func plainText(_ value: JSValueRef?) -> String {
        guard let value, let text = JSValueToStringCopy(context, value, nil) else { return "no reason" }
        defer { JSStringRelease(text) }
        return JavaScriptText.string(text)
    }

    private func function(_ callback: @escaping JSObjectCallAsFunctionCallback) -> JSObjectRef? {
        JSObjectMakeFunctionWithCallback(context, nil, callback)
    }

    /// Runs a classic script; returns what it throws.
    func evaluate(_ text: JSStringRef, named name: JSStringRef?) -> JSValueRef? {
        var exception: JSValueRef?
        JSEvaluateScript(context, text, nil, name, 1, &exception)
        return exception
    }

    /// Has the engine do what it does once in a process, in a context that no script ever sees.
    func warmUp() {
        guard let context = JSGlobalContextCreateInGroup(group, nil) else { return }
        defer { JSGlobalContextRelease(context) }
        guard let text = JavaScriptText.make(WarmUp.script) else { return }
        defer { JSStringRelease(text) }
        JSEvaluateScript(context, text, nil, nil, 1, nil)
    }

    /// Gets ready what runs of a template's workers may need; returns what is thrown.
    func stock() -> String? {
        guard case .thrown(let thrown) = call(.stock) else { return rejection.map(plainText) }
        return plainText(thrown)
    }

    /// Goes through what many runs do, as far as that leaves no trace: it is compiled afterwards, and in a process that
    /// was forked its memory is no longer the template's.
    func rehearse() {
        call(.again)
        JSEvaluateScript(context, Names.nothing.string, nil, nil, 1, nil)
    }

    /// Runs a module, and returns what its last statement comes to; nil if there is none of that name, or it throws.
    func load(
        _ name: String, _ bindings: JSObjectRef?, _ exception: UnsafeMutablePointer<JSValueRef?>?
    ) -> JSValueRef? {
        guard let text = modules.text(of: name) else { return nil }
        if run == nil { Courtesy.yield() }
        return JSEvaluateScript(context, text, bindings, modules.place(of: name), 1, exception)
    }

    /// What a call of a handler came to.
    enum Answer {
        case value(JSValueRef?)
        case thrown(JSValueRef)
    }

    /// Calls one of the bootstrap's functions.
    @discardableResult
    func call(_ handler: Handler, _ arguments: JSValueRef?...) -> Answer {
        guard let function = handlers[handler] else { return .value(nil) }
        var exception: JSValueRef?
        // On the stack, where the collector looks for values in use.
        let value = withUnsafeTemporaryAllocation(of: JSValueRef?.self, capacity: 8) { slots in
            slots.initialize(repeating: nil)
            for (place, argument) in arguments.prefix(8).enumerated() { slots[place] = argument }
            return JSObjectCallAsFunction(
                context, function, nil, min(arguments.count, 8), slots.baseAddress, &exception)
        }
        if let exception { return .thrown(exception) }
        return .value(value)
    }

    func note(rejection reason: JSValueRef) {
        guard rejection == nil else { return }
        JSValueProtect(context, reason)
        rejection = reason
    }

    func text(_ text: String) -> JSValueRef? { JavaScriptText.value(text, in: context) }
    func number(_ value: Int) -> JSValueRef? { JSValueMakeNumber(context, Double(value)) }
}

/// Why a machine could not be made.
struct MachineError: Error, CustomStringConvertible {
    let description: String
}

/// A script of the operator's that runs before every action.
struct Prelude {
    let text: JSStringRef
    let name: JSStringRef
}
