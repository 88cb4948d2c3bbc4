import ActionProtocol

#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// The functions by which JavaScript reaches the worker.
enum Callbacks {
    /// By the names that the bootstrap knows.
    static let bridge: [(Name, JSObjectCallAsFunctionCallback)] = [
        (Name("load"), load), (Name("send"), send), (Name("sendSync"), sendSync), (Name("log"), log),
        (Name("addTimer"), addTimer), (Name("removeTimer"), removeTimer), (Name("now"), now),
        (Name("finish"), finish),
    ]

    /// Told of a promise that was rejected and that nobody had taken when the microtasks were done: (promise, reason).
    static let rejected: JSObjectCallAsFunctionCallback = { context, _, _, count, arguments, _ in
        guard let machine = ScriptMachine.current, count > 1, let reason = arguments?[1] else {
            return JSValueMakeUndefined(context)
        }
        machine.note(rejection: reason)
        return JSValueMakeUndefined(context)
    }

    /// (name of a module, object that its `this` is to be)
    private static let load: JSObjectCallAsFunctionCallback = { context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            let name = try call.string(0)
            guard machine.modules.text(of: name) != nil, count > 1,
                let bindings = JSValueToObject(call.context, arguments?[1], nil)
            else { throw ScriptError(message: "no module \(name)") }
            _ = machine.load(name, bindings, exception)
            return nil
        }
    }

    private static let send: JSObjectCallAsFunctionCallback = { context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            machine.number(Int(try machine.running().send(try operation(call))))
        }
    }

    private static let sendSync: JSObjectCallAsFunctionCallback = {
        context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            let reply = try machine.running().sendAndWait(try operation(call))
            return NativeValue.list(reply).make(in: call.context, nil)
        }
    }

    private static let log: JSObjectCallAsFunctionCallback = { context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            try machine.running().log(try call.utf8(0))
            return nil
        }
    }

    private static let addTimer: JSObjectCallAsFunctionCallback = {
        context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            machine.number(
                try machine.running().addTimer(after: try call.number(0), inBackground: try call.boolean(1)))
        }
    }

    private static let removeTimer: JSObjectCallAsFunctionCallback = {
        context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            try machine.running().removeTimer(try call.integer(0))
            return nil
        }
    }

    private static let now: JSObjectCallAsFunctionCallback = { context, _, _, _, _, _ in
        JSValueMakeNumber(context, Clock.monotonicMilliseconds)
    }

    /// `Math.random`.
    static let random: JSObjectCallAsFunctionCallback = { context, _, _, _, _, _ in
        // 53 bits, as many as a number has.
        JSValueMakeNumber(context, Double(RandomWords.shared.next() >> 11) * 0x1p-53)
    }

    private static let finish: JSObjectCallAsFunctionCallback = {
        context, _, _, count, arguments, exception in
        answer(context, count, arguments, exception) { machine, call throws(ScriptError) in
            try machine.running().value = try call.optionalString(0)
            return nil
        }
    }

    /// (name, JSON, bytes or nothing)
    private static func operation(_ call: borrowing NativeCall) throws(ScriptError) -> ActionMessage {
        ActionMessage(
            .call, name: try call.string(0), json: try call.utf8(1), bytes: try call.optionalBytes(2) ?? [])
    }

    private static func answer(
        _ context: JSContextRef?,
        _ count: Int,
        _ arguments: UnsafePointer<JSValueRef?>?,
        _ exception: UnsafeMutablePointer<JSValueRef?>?,
        _ body: (ScriptMachine, borrowing NativeCall) throws(ScriptError) -> JSValueRef?
    ) -> JSValueRef? {
        guard let context, let machine = ScriptMachine.current else { return nil }
        let call = NativeCall(
            context: context, arguments: UnsafeBufferPointer(start: arguments, count: count))
        do {
            return try body(machine, call) ?? JSValueMakeUndefined(context)
        } catch {
            exception?.pointee = error.make(in: context)
            return nil
        }
    }
}

extension ScriptMachine {
    /// The run that goes on; operations ahead of it, in the prelude, are refused.
    func running() throws(ScriptError) -> ScriptRun {
        guard let run else { throw ScriptError(message: "there is no run yet") }
        return run
    }
}
