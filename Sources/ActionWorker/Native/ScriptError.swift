/// An error that a script may catch: an object of the named class with that message.
struct ScriptError: Error, Hashable, Sendable {
    /// The class: `Error`, `TypeError`, `RangeError`, `SyntaxError`, …; any other name makes an `Error` of that name.
    var name: String
    var message: String

    init(name: String = "Error", message: String) {
        self.name = name
        self.message = message
    }
}
