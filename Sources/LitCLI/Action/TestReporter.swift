import Foundation
import Primitives

/// Prints what tests came to, file by file, and counts.
final class TestReporter {
    private let console: Console
    private let json: Bool
    private var passed = 0
    private var failed = 0
    private var skipped = 0

    init(console: Console, json: Bool) {
        self.console = console
        self.json = json
    }

    func report(_ outcome: TestFileOutcome) {
        let style = console.style
        for test in outcome.tests {
            switch test.verdict {
            case .passed: passed += 1
            case .failed: failed += 1
            case .skipped: skipped += 1
            }
        }
        if outcome.failure != nil { failed += 1 }
        if json {
            printJSON(outcome)
            return
        }
        console.narrate("")
        console.narrate("  \(style.bold(outcome.file))")
        for test in outcome.tests {
            let name = ActionNarrator.plain(test.name)
            switch test.verdict {
            case .passed:
                let time = test.milliseconds < 50 ? "" : style.dim("  \(Int(test.milliseconds)) ms")
                console.narrate("    \(style.green("\u{2714}")) \(name)\(time)")
            case .skipped:
                console.narrate("    \(style.dim("- \(name)"))")
            case .failed:
                console.narrate("    \(style.red("\u{2718}")) \(name)")
                for line in test.reason.split(separator: "\n") {
                    console.narrate("        \(ActionNarrator.plain(String(line)))")
                }
            }
        }
        if let failure = outcome.failure {
            console.narrate("    \(style.red("\u{2718}")) the file")
            for line in failure.split(separator: "\n") {
                console.narrate("        \(ActionNarrator.plain(String(line)))")
            }
        }
        if !outcome.logs.isEmpty,
            outcome.failure != nil || outcome.tests.contains(where: { $0.verdict == .failed })
        {
            for line in outcome.logs.split(separator: "\n") {
                console.narrate(style.dim("        \u{2502} ") + ActionNarrator.plain(String(line)))
            }
        }
    }

    /// The line at the end; whether all was well.
    func finish(took: Duration) -> Bool {
        if json {
            let summary: JSON = [
                "passed": .number(.init(passed)), "failed": .number(.init(failed)),
                "skipped": .number(.init(skipped)),
            ]
            console.output(summary.text)
        } else {
            let style = console.style
            var parts = [style.green("\(passed) passed")]
            if failed > 0 { parts.append(style.red("\(failed) failed")) }
            if skipped > 0 { parts.append("\(skipped) skipped") }
            console.narrate("")
            console.narrate("  \(parts.joined(separator: ", ")) in \(took.milliseconds) ms")
            console.narrate("")
        }
        return failed == 0 && passed > 0
    }

    private func printJSON(_ outcome: TestFileOutcome) {
        for test in outcome.tests {
            let line: JSON = [
                "file": .string(outcome.file), "test": .string(test.name),
                "outcome": .string(test.verdict.rawValue), "error": .string(test.reason),
            ]
            console.output(line.text)
        }
        if let failure = outcome.failure {
            let line: JSON = [
                "file": .string(outcome.file), "test": .null, "outcome": "failed", "error": .string(failure),
            ]
            console.output(line.text)
        }
    }
}
