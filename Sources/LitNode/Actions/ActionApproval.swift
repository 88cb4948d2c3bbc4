/// How an action says that it lets somebody have a session key signed.
package enum ActionApproval {
    /// Whether the response is the word `true`, bare or as a string of JSON; nothing that merely contains it.
    package static func isGranted(by response: String) -> Bool {
        response == "true" || response == "\"true\""
    }
}
