import ArgumentParser
import Foundation
import Lit
import LocalNetwork
import Primitives
import UnixSignals

struct QuickstartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quickstart",
        abstract: "Shows all of it in a few seconds: a network, a key, code that signs, a transaction.",
        discussion: """
            Starts a network of its own in a temporary folder, and ends it: nothing stays. With --state it is the \
            network of that folder, which is started if it does not run. What has a tick was verified here: \
            signatures recovered, contracts and receipts read back.
            """
    )

    @Option(
        help: ArgumentHelp("Use the network of this folder, and keep what it has.", valueName: "folder"),
        completion: .directory)
    var state: String?

    @Option(help: ArgumentHelp("How many nodes a new network has; 3 unless given.", valueName: "count"))
    var nodes: Int?

    @Flag(help: "Let the network live on; in .lit unless --state names another folder.")
    var keep = false

    @Flag(help: "Print one document of JSON at the end, and no narration.")
    var json = false

    func validate() throws {
        let allowed = NetworkConfiguration.leastNodes...NetworkConfiguration.mostNodes
        if let nodes, !allowed.contains(nodes) {
            throw ValidationError("--nodes must be between \(allowed.lowerBound) and \(allowed.upperBound)")
        }
    }

    func run() async throws {
        let page = json ? nil : Page.standardOutput
        let story = Story(page: page, isLive: page?.style.isColored ?? false)
        page?.title("Lit for Swift", "programmable keys on a threshold network, all on this machine")
        let stage = QuickstartStage(state: state, nodes: nodes, keeps: keep)
        let work = Task { try await stage.perform(story) }
        let signals = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup) { work.cancel() }
        }
        let result = await work.result
        signals.cancel()
        let failure: CommandError?
        switch result {
        case .success: failure = nil
        case .failure(let error): failure = Self.explained(error, story, wasCancelled: work.isCancelled)
        }
        if json {
            Console(level: .errors).output(Self.document(story, failure, stage).text)
        } else if failure == nil {
            farewell(page, story, stage)
        }
        if let failure { throw json ? ExitCode(failure.status.rawValue) : failure }
    }

    /// With the step in which it happened.
    private static func explained(
        _ error: any Error, _ story: Story, wasCancelled: Bool
    ) -> CommandError {
        if wasCancelled {
            return CommandError("Interrupted. The network is ended.", status: .interrupted)
        }
        let failure = CommandError(of: error) ?? CommandError("\(error)")
        guard let step = story.current else { return failure }
        return CommandError(
            "Step \(story.steps.count), \(step): \(failure.message)", hint: failure.hint,
            status: failure.status)
    }

    private static func document(_ story: Story, _ failure: CommandError?, _ stage: QuickstartStage) -> JSON {
        [
            "success": .bool(failure == nil), "version": .string(litVersion),
            "milliseconds": .number(JSON.Number(story.elapsed.milliseconds)), "steps": story.json,
            "state": stage.keptState.map { .string($0) } ?? .null,
            "error": failure.map { .string($0.description) } ?? .null,
        ]
    }

    private func farewell(_ page: Page?, _ story: Story, _ stage: QuickstartStage) {
        guard let page else { return }
        let checks = story.steps.reduce(0) { $0 + $1.checks.count }
        page.line("")
        page.line(
            "  " + page.style.green("Done") + " in \(Page.time(story.elapsed)), \(checks) things verified.")
        page.line("")
        if stage.livesOn {
            let flag = state.map { $0 == ".lit" ? "" : " --state \($0)" } ?? ""
            page.note("The network lives on: lit status\(flag)")
            page.note("A key of your own: lit pkp mint\(flag)")
            page.note("Stop it with: lit down\(flag)")
        } else {
            page.note("The network is ended. For one that stays: lit up, then lit pkp mint.")
        }
        page.line("")
    }
}
