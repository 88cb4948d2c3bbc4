/// A function in Swift that the modules in JavaScript call as `native.NAME(…)`.
struct NativeFunction: Sendable {
    typealias Body = @Sendable (borrowing NativeCall) throws(ScriptError) -> NativeValue

    let name: String
    let body: Body

    init(_ name: String, _ body: @escaping Body) {
        self.name = name
        self.body = body
    }
}
