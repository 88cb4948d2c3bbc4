/// Why a command could not do its work, and what to do about it.
struct CommandError: Error, CustomStringConvertible {
    let message: String
    /// What to do, on a line of its own.
    let hint: String?
    let status: ExitStatus

    init(_ message: String, hint: String? = nil, status: ExitStatus = .failure) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}
