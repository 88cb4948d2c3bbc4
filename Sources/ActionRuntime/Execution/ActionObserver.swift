/// Looks on while an action runs: for tools that narrate.
public protocol ActionObserver: Sendable {
    /// An operation has been answered.
    ///
    /// - Parameters:
    ///   - actionID: the CID of the script that asked.
    ///   - failure: what the script caught, if it failed.
    func operationEnded(_ name: String, actionID: String, duration: Duration, failure: String?)

    /// The script has logged something.
    func logged(_ text: String)
}
