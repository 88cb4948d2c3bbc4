internal import Foundation
internal import Logging
internal import Primitives
internal import UnixSignals

/// The sidecar as a process: begins to serve, says so, and ends when somebody wants it to.
struct SidecarProgram: Sendable {
    var place: SidecarServer.Place
    var tokenFile: String?
    var holder: Holder
    var limits: ServerLimits
    var settings: SidecarSettings

    /// Who has to be there, for the sidecar to go on.
    struct Holder: Sendable {
        var isInput = false
        var process: Int32?

        /// Calls when one of them is gone.
        func watch(_ onEnd: @escaping @Sendable () -> Void) {
            if isInput { HolderWatch.watchInput(onEnd) }
            if let process { HolderWatch.watch(process: process, onEnd) }
        }
    }

    func run() async throws(StartFailure) {
        signal(SIGPIPE, SIG_IGN)
        var token: AccessToken?
        if case .port = place { token = AccessToken() }
        let sidecar = Sidecar(settings, token: token)
        holder.watch { sidecar.end.request(.abandoned) }
        let signals = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                // Who asks twice does not want to wait.
                if !sidecar.end.request(.signalled) { sidecar.drain.abandon() }
            }
        }
        let server = try await SidecarServer.start(sidecar, at: place, limits: limits)
        do throws(StartFailure) { try announce(server, token) } catch {
            await server.end(within: .zero)
            throw error
        }
        let reason = await sidecar.end.wait()
        settings.logger.debug("ending", metadata: ["why": "\(reason)"])
        Self.end(after: reason.grace + .milliseconds(300))
        await server.end(within: reason.grace)
        signals.cancel()
    }

    /// However the end goes: it is one.
    private static func end(after limit: Duration) {
        let thread = Thread {
            let (seconds, attoseconds) = limit.components
            usleep(UInt32(clamping: seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
            _exit(0)
        }
        thread.name = "end"
        thread.stackSize = 128 << 10
        thread.start()
    }

    /// One line of JSON: where it is, and what opens it.
    private func announce(_ server: SidecarServer, _ token: AccessToken?) throws(StartFailure) {
        var line = JSON.Object()
        line["ready"] = true
        line["name"] = .string(SidecarVersion.name)
        line["version"] = .string(SidecarVersion.version)
        line["api"] = .integer(SidecarVersion.api)
        line["pid"] = .integer(getpid())
        line["socket"] = server.socket.map { .string($0) }
        line["url"] = server.port.map { .string("http://127.0.0.1:\($0)") }
        if let token {
            if let tokenFile {
                try SecretFile.write(token.text, to: tokenFile)
                line["tokenFile"] = .string(tokenFile)
            } else if isatty(STDOUT_FILENO) == 0 {
                line["token"] = .string(token.text)
            } else {
                Output.line(
                    "\(SidecarVersion.name): The token is not shown on a terminal, so nobody can call. Give "
                        + "--token-file FILE, or --socket PATH, which needs no token.", to: STDERR_FILENO)
            }
        }
        Output.line(JSON.object(line).text, to: STDOUT_FILENO)
    }
}

/// A file that only this user reads.
private enum SecretFile {
    /// In place of what is there, at once.
    static func write(_ text: String, to path: String) throws(StartFailure) {
        let draft = path + "." + RandomID.digits(6)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard count == bytes.count, rename(draft, path) == 0 else {
            let failure = failure(path)
            unlink(draft)
            throw failure
        }
    }

    private static func failure(_ path: String) -> StartFailure {
        StartFailure(
            .cannotCreate,
            "The token cannot be written to \(path): \(String(cString: strerror(errno))). Give another --token-file."
        )
    }
}
