#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

/// How `native` comes into the engine: a function is made when its name is first read, and then belongs to the object.
///
/// So a machine does not pay for a hundred functions that a run never calls.
enum NativeClasses {
    /// The prototype of `native`, asked for names that `native` has not got yet.
    // Made once and never written: classes of the engine belong to no virtual machine.
    nonisolated(unsafe) static let table: JSClassRef? = {
        var definition = JSClassDefinition()
        definition.attributes = JSClassAttributes(kJSClassAttributeNoAutomaticPrototype)
        definition.getProperty = { context, _, name, _ in
            guard let context, let name, let machine = ScriptMachine.current, let table = machine.nativeTable,
                let number = NativeFunctions.numbers[JavaScriptText.string(name)],
                let function = JSObjectMake(
                    context, NativeClasses.function, UnsafeMutableRawPointer(bitPattern: number + 1))
            else { return nil }
            JSObjectSetProperty(context, table, name, function, 0, nil)
            return function
        }
        return JSClassCreate(&definition)
    }()

    /// A function; its private data is its number, plus one.
    // As above.
    nonisolated(unsafe) static let function: JSClassRef? = {
        var definition = JSClassDefinition()
        definition.attributes = JSClassAttributes(kJSClassAttributeNoAutomaticPrototype)
        definition.callAsFunction = { context, function, _, count, arguments, exception in
            guard let context, let function else { return nil }
            let number = Int(bitPattern: JSObjectGetPrivate(function)) - 1
            guard NativeFunctions.all.indices.contains(number) else { return nil }
            let call = NativeCall(
                context: context, arguments: UnsafeBufferPointer(start: arguments, count: count))
            do throws(ScriptError) {
                return try NativeFunctions.all[number].body(call).make(in: context, exception)
            } catch {
                exception?.pointee = error.make(in: context)
                return nil
            }
        }
        return JSClassCreate(&definition)
    }()
}
