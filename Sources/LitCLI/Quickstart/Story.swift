import Foundation
import Primitives
import Synchronization

/// Tells a story step by step, with the time of each, and keeps it for a program to read.
final class Story: Sendable {
    /// What a step came to.
    struct Step: Sendable {
        let title: String
        var facts: [(name: String, value: String)] = []
        var checks: [String] = []
        var duration: Duration = .zero
    }

    private struct State {
        var steps: [Step] = []
        var current: String?
    }

    private let state = Mutex(State())
    private let page: Page?
    private let clock = ContinuousClock()
    private let begin: ContinuousClock.Instant
    /// Where a line can be taken back, a step is announced while it goes on.
    private let isLive: Bool

    /// - Parameter page: nil where only a program listens.
    init(page: Page?, isLive: Bool) {
        self.page = page
        self.isLive = isLive
        begin = clock.now
    }

    /// Since the story began.
    var elapsed: Duration { clock.now - begin }

    /// Those that have ended, also badly.
    var steps: [Step] { state.withLock(\.steps) }

    /// The title of the step that goes on, or went wrong.
    var current: String? { state.withLock(\.current) }

    /// Tells a step: `work` adds what there is to know, and checks what has to hold.
    func step<Result>(_ title: String, _ work: (inout Step) async throws -> Result) async throws -> Result {
        try Task.checkCancellation()
        let number = state.withLock { state in
            state.current = title
            return state.steps.count + 1
        }
        var step = Step(title: title)
        if isLive { page?.announce(number, title) }
        let start = clock.now
        do {
            let result = try await work(&step)
            step.duration = clock.now - start
            finish(step, number)
            state.withLock { $0.current = nil }
            return result
        } catch {
            step.duration = clock.now - start
            finish(step, number)
            throw error
        }
    }

    private func finish(_ step: Step, _ number: Int) {
        state.withLock { $0.steps.append(step) }
        guard let page else { return }
        page.step(number, step.title, took: step.duration, replacing: isLive)
        var last = ""
        for fact in step.facts {
            page.row(fact.name == last ? "" : fact.name, fact.value)
            last = fact.name
        }
        for check in step.checks { page.check(check) }
    }

    /// A label as programs name members, such as `publicKey`.
    private static func member(_ label: String) -> String {
        let words = label.split(separator: " ")
        return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }

    /// For a program.
    var json: JSON {
        .array(
            steps.map { step in
                var facts = JSON.Object()
                for fact in step.facts {
                    let name = Self.member(fact.name)
                    // A name that stands for several values has them in a list.
                    switch facts[name] {
                    case .array(let values)?: facts[name] = .array(values + [.string(fact.value)])
                    case let value?: facts[name] = .array([value, .string(fact.value)])
                    case nil: facts[name] = .string(fact.value)
                    }
                }
                return [
                    "title": .string(step.title),
                    "milliseconds": .number(JSON.Number(step.duration.milliseconds)),
                    "facts": .object(facts), "verified": .array(step.checks.map { .string($0) }),
                ]
            })
    }
}

extension Story.Step {
    /// Something to know.
    mutating func fact(_ name: String, _ value: String) { facts.append((name, value)) }

    /// Something that was verified.
    ///
    /// - Throws: ``CommandError`` if it does not hold.
    mutating func check(_ text: String, _ holds: Bool) throws {
        guard holds else { throw CommandError("This did not hold: \(text).", status: .unverified) }
        checks.append(text)
    }
}
