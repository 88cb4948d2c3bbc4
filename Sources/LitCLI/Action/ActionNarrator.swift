import ActionRuntime
import Foundation
import Primitives
import Synchronization

/// Tells what an action does while it does it, and at the end what it came to.
final class ActionNarrator: ActionObserver {
    private struct Tally {
        var count = 0
        var total = Duration.zero
        var failures = 0
    }

    private let console: Console
    private let tallies = Mutex<[String: Tally]>([:])

    init(console: Console) { self.console = console }

    func logged(_ text: String) {
        guard console.level == .everything else { return }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.last?.isEmpty == true ? lines.dropLast() : lines[...] {
            console.narrate(console.style.dim("  \u{2502} ") + Self.plain(String(line)))
        }
    }

    func operationEnded(_ name: String, actionID: String, duration: Duration, failure: String?) {
        tallies.withLock { tallies in
            tallies[name, default: Tally()].count += 1
            tallies[name, default: Tally()].total += duration
            if failure != nil { tallies[name, default: Tally()].failures += 1 }
        }
    }

    /// The lines after the run.
    func finish(_ result: ActionResult, took: Duration) {
        guard console.level == .everything else { return }
        let style = console.style
        console.narrate("")
        if let failure = result.failure {
            console.narrate("  \(style.red("failed"))     in \(took.milliseconds) ms")
            for line in failure.message.split(separator: "\n") {
                console.narrate("    \(Self.plain(String(line)))")
            }
        } else {
            console.narrate("  \(style.green("succeeded"))  in \(took.milliseconds) ms")
        }
        if !result.actionID.isEmpty { console.narrate("  action     \(style.dim(result.actionID))") }
        for (name, signature) in result.signedData.sorted(by: { $0.key < $1.key }) {
            console.narrate(
                "  signature  \(style.bold(Self.plain(name))) by \(signature.publicKey.prefix(20))\u{2026}")
        }
        for name in result.claimData.keys.sorted() {
            console.narrate("  claim      \(style.bold(Self.plain(name)))")
        }
        let tallies = self.tallies.withLock { $0 }
        for (name, tally) in tallies.sorted(by: { $0.value.total > $1.value.total }) {
            let times = tally.count == 1 ? "once" : "\(tally.count) times"
            let failed = tally.failures == 0 ? "" : style.yellow(", \(tally.failures) failed")
            console.narrate(
                "  \(style.dim("op"))         \(name) \(times), \(tally.total.shortMilliseconds) ms\(failed)")
        }
        console.narrate("")
    }

    /// Without what a terminal would obey: an action's text is a stranger's.
    static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.properties.generalCategory == .control && scalar != "\t" ? "\u{fffd}" : scalar
                }))
    }
}
