/// What the program ends with; docs/cli.md has the table. Above 2 the numbers are those of sysexits.h.
enum ExitStatus: Int32, CaseIterable, Sendable {
    /// All was done.
    case success = 0
    /// It could not be done, for a reason that has no number of its own; no network runs there.
    case failure = 1
    /// The network is there, and too few of its nodes can sign.
    case tooFewNodes = 2
    /// The command line makes no sense.
    case usage = 64
    /// A file, a wallet, a PKP that was named is not there.
    case notFound = 66
    /// A chain, a node or the supervisor does not answer.
    case unavailable = 69
    /// What has to hold does not: a signature of another key, a receipt that says otherwise.
    case unverified = 70
    /// Something cannot be written.
    case cannotWrite = 73
    /// There was no time left; it may go better the next time.
    case timedOut = 75
    /// It is not allowed: a wrong passphrase, a session that lacks a permission, a refusal of the nodes.
    case refused = 77
    /// Control-C.
    case interrupted = 130
}
