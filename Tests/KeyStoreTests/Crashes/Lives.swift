import Foundation
import TestSupport

/// Lives of one store, each ended by SIGKILL at a random moment.
enum Lives {
    /// - Parameter early: with the planted fault.
    static func run(_ rounds: Int, seed: UInt64, early: Bool = false) async throws -> Ledger {
        let place = try Place()
        return try await ProbeProcess.blocking {
            var random = SplitMix64(seed: seed)
            var ledger = Ledger()
            for _ in 0..<rounds {
                let arguments = ["live", place.store, String(random.next())] + (early ? ["early"] : [])
                try live(arguments, &random, &ledger)
                if !ledger.violations.isEmpty { break }
            }
            return ledger
        }
    }

    private static func live(
        _ arguments: [String], _ random: inout SplitMix64, _ ledger: inout Ledger
    ) throws {
        let (process, output) = try ProbeProcess.start(arguments)
        // Some lives end while the store is being opened, most in the midst of work.
        let lines = random.next() % 8 == 0 ? 0 : Int(random.next() % 90)
        var text = Data()
        while text.count(where: { $0 == 0x0a }) < lines {
            let more = output.availableData
            if more.isEmpty { break }
            text += more
        }
        // Not a wait for something: the moment of the kill is what is tried.
        usleep(UInt32(random.next() % (lines == 0 ? 30_000 : 1_500)))
        kill(process.processIdentifier, SIGKILL)
        text += try output.readToEnd() ?? Data()
        process.waitUntilExit()
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") { ledger.hear(String(line)) }
        if process.terminationReason != .uncaughtSignal || process.terminationStatus != SIGKILL {
            ledger.hear("it ended by itself with \(process.terminationStatus)")
        }
    }
}
