internal import Foundation
internal import Lit
internal import Logging

/// The compatibility mode as a process.
struct PolyglotProgram: Sendable {
    var port: Int
    var state: String
    var holder: SidecarProgram.Holder
    var logger: Logger

    func run() async throws(StartFailure) {
        signal(SIGPIPE, SIG_IGN)
        let work = Task { () -> PolyglotError? in
            do throws(PolyglotError) {
                try await PolyglotServer.run(port: port, network: .local(state: state), logger: logger)
                return nil
            } catch { return error }
        }
        holder.watch { work.cancel() }
        guard let error = await work.value else { return }
        throw StartFailure(StartFailure.Code(rawValue: error.exitCode) ?? .other, "\(error)")
    }
}
