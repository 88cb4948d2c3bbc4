import CCrashFiles
import Foundation
package import KeyStore
import Primitives

/// A process that uses a store, for tests that end it.
///
/// - `live FOLDER SEED [early]`: puts and takes until it is killed, and prints what the store has answered.
/// - `trace FOLDER TRACE SEED STEPS`: the same for some steps, and records what goes to the files.
/// - `bench FOLDER`: how long the store's operations take.
@main
enum StoreProbe {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "live" where arguments.count >= 3:
            try await live(arguments[1], seed: UInt64(arguments[2]) ?? 0, early: arguments.count > 3)
        case "trace" where arguments.count == 5:
            try await trace(
                arguments[1], arguments[2], seed: UInt64(arguments[3]) ?? 0, steps: Int(arguments[4]) ?? 0)
        case "bench" where arguments.count == 2: try await Bench.run(arguments[1])
        default:
            say("usage: store-probe live FOLDER SEED [early] | trace FOLDER TRACE SEED STEPS | bench FOLDER")
            exit(2)
        }
    }

    /// In one write, so that a kill cannot cut a line in two.
    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    }

    static func live(_ folder: String, seed: UInt64, early: Bool) async throws {
        var configuration = KeyStore.Configuration(
            folder: folder, key: Workload.key, logger: Workload.quietLogger())
        (configuration.readyCount, configuration.refillBelow) = (6, 3)
        var workload = try await Workload(
            configuration, seed: seed, tellsEarly: early, tell: { say($0) })
        while true { try await workload.step() }
    }

    static func trace(_ folder: String, _ path: String, seed: UInt64, steps: Int) async throws {
        guard crash_files_begin(folder, path) == 0 else {
            say("nothing can be recorded in \(path)")
            exit(1)
        }
        var configuration = KeyStore.Configuration(
            folder: folder, key: Workload.key, logger: Workload.quietLogger(), identities: .unchanging)
        (configuration.readyCount, configuration.refillBelow) = (6, 3)
        var workload = try await Workload(configuration, seed: seed, tell: { crash_files_note($0) })
        for _ in 0..<steps { try await workload.step() }
        try await workload.end()
        crash_files_end()
    }
}

extension HostIdentities {
    /// Takes every file for the same: after a crash of the machine they are, and the files that a test makes
    /// of a trace are not.
    package static var unchanging: HostIdentities { unchanging(machine: 1) }

    package static func unchanging(machine: UInt8) -> HostIdentities {
        HostIdentities(
            ofFile: { _ in FileIdentity([UInt8](repeating: 1, count: 24)) }, ofMachine: { [machine] })
    }
}
