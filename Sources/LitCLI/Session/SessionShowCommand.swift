import ArgumentParser
import Foundation
import Lit
import Primitives

struct SessionShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the sessions that are kept: whose, what they allow, until when. No secrets."
    )

    @Flag(
        help: "Print one line of JSON: an array of id, account, network, issuedAt, expiration, permissions.")
    var json = false

    func run() async throws {
        let console = Console(level: json ? .errors : .everything)
        let reports = try await SessionFolder.all().map(SessionReport.init)
        guard !json else {
            console.output(JSON.array(reports.map(\.json)).text)
            return
        }
        guard !reports.isEmpty else {
            console.narrate("No session is kept. Create one with: lit session create")
            return
        }
        for (index, report) in reports.enumerated() {
            if index > 0 { console.output("") }
            for line in report.lines(style: .standardOutput) { console.output(line) }
        }
    }
}

struct SessionClearCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Forgets the sessions that are kept.",
        discussion: "What was copied elsewhere goes on being valid until its end: nodes are not told."
    )

    @Flag(help: "Only those that are over.")
    var expired = false

    @Flag(help: "Print one line of JSON: how many were forgotten.")
    var json = false

    func run() async throws {
        let console = Console(level: .everything)
        let sessions = try await SessionFolder.all()
        let forgotten = expired ? sessions.filter { $0.expiration <= .now() } : sessions
        for session in forgotten { try await SessionDesk.store.remove(session.id) }
        guard !json else {
            let object: JSON = ["cleared": .number(JSON.Number(forgotten.count))]
            console.output(object.text)
            return
        }
        console.narrate(
            forgotten.isEmpty
                ? "There was nothing to forget."
                : "\(forgotten.count) session\(forgotten.count == 1 ? "" : "s") forgotten.")
    }
}

/// The sessions that are kept, the one that ends last first.
enum SessionFolder {
    static func all() async throws -> [StoredSession] {
        guard FileManager.default.fileExists(atPath: UserFolder.sessions) else { return [] }
        return try await SessionDesk.store.all().sorted { $0.expiration > $1.expiration }
    }
}
