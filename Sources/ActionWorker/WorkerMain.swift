import ActionProtocol
import CSandbox

#if canImport(JavaScriptCore)
    import JavaScriptCore
#else
    import CJavaScriptCore
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The worker: takes its configuration over descriptor 0, says that it is ready, and then runs what it is sent, one
/// script after the other, until the host goes away.
public enum WorkerMain {
    /// Never returns.
    public static func run() -> Never {
        var status = stat()
        guard fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            let text = Array(
                "lit-action-worker: started by hand; `lit action run FILE` and nodes start it themselves\n"
                    .utf8)
            _ = write(2, text, text.count)
            exit(64)
        }
        Worker(host: HostLink(descriptor: 0, limit: configurationLimit)).serve()
    }

    /// How long the first message may be: the configuration with the prelude.
    static let configurationLimit = 64 << 20
}

/// The life of a worker.
final class Worker {
    private var host: HostLink
    private let modules = ModuleStore()
    private var prelude: Prelude?
    private var confinement = Confinement()

    /// How long the worker waits for its second run before it makes a machine ahead of it, in milliseconds.
    private static let patience: Int32 = 1000

    /// How long it then waits before it rehearses in it, in milliseconds: in a rush there is no time for that.
    private static let breath: Int32 = 1

    init(host: HostLink) { self.host = host }

    func serve() -> Never {
        let configuration = configure()
        let isConfined = configuration.confinement == .required
        do {
            if isConfined { try confinement.begin(isTemplate: configuration.isTemplate) }
            if configuration.isTemplate { lit_fork_forbid_engine_threads() }
            _ = lit_monitor_catch_crashes()
            let first = makeMachine()
            var parent: pid_t?
            if configuration.isTemplate, lit_fork_prepare(3) == 0 {
                parent = getpid()
                host.send(ActionMessage(.ready, content: report(isTemplate: true)))
                let template = Template(host: host) { [host] in
                    first.warmUp()
                    if let trouble = first.stock() { host.fail("the template cannot be stocked: \(trouble)") }
                    guard lit_fork_prepare(3) == 0 else {
                        host.fail("the engine opened what cannot be forked")
                    }
                }
                template.serve()
                // From here on this is a worker, at the other end of another socket.
                host = HostLink(descriptor: 0, limit: configuration.messageLimit)
                RandomWords.shared.forget()
                // Before somebody waits; whoever has the first worker waits already.
                if template.isStocked { first.rehearse() }
            } else {
                first.warmUp()
            }
            var spare: ScriptMachine? = first
            var early: ActionMessage?
            var isFirstRun = true
            if lit_sandbox_open_memory() != 0, isConfined { host.fail("its memory cannot be watched") }
            guard lit_monitor_start(0) == 0 else { host.fail("the monitor cannot be started") }
            if isConfined { try confinement.complete(parent: parent) }
            host.send(ActionMessage(.ready, content: report(isTemplate: false)))
            while true {
                let message = early ?? host.receive()
                early = nil
                // An answer that crossed the end of its run on the way.
                if host.isLate(message, before: host.lastNumber + 1) { continue }
                perform(message, in: spare ?? makeMachine())
                Courtesy.yield()
                // The old one first: its memory serves the new one.
                spare = nil
                // Many owners come once: their workers do not make a second machine for nothing.
                if isFirstRun { early = host.receive(within: Self.patience) }
                isFirstRun = false
                if early == nil {
                    let machine = makeMachine()
                    spare = machine
                    early = host.receive(within: Self.breath)
                    if early == nil { machine.rehearse() }
                }
            }
        } catch {
            host.fail(error.description)
        }
    }

    private func report(isTemplate: Bool) -> WorkerReport {
        WorkerReport(
            engine: "JavaScriptCore", confinement: confinement.done, missing: confinement.missing,
            isTemplate: isTemplate)
    }

    private func configure() -> WorkerConfiguration {
        let message = host.receive()
        guard message.kind == .configure else { host.fail("\(message.kind) before the configuration") }
        do {
            let configuration = try message.content(as: WorkerConfiguration.self)
            host = HostLink(descriptor: 0, limit: configuration.messageLimit)
            if !message.bytes.isEmpty,
                let text = message.bytes.withUnsafeBufferPointer({ JavaScriptText.make($0) }),
                let name = JavaScriptText.make(configuration.preludeName ?? "<prelude>")
            {
                prelude = Prelude(text: text, name: name)
            }
            return configuration
        } catch {
            host.fail(error.description)
        }
    }

    /// A machine for the next run.
    private func makeMachine() -> ScriptMachine {
        do {
            return try ScriptMachine(modules: modules, prelude: prelude)
        } catch {
            host.fail(error.description)
        }
    }

    private func perform(_ message: ActionMessage, in machine: ScriptMachine) {
        guard message.kind == .run else { host.fail("\(message.kind) where a run was due") }
        do {
            let request = try message.content(as: RunRequest.self)
            RunLimits.arm(request, number: message.number, limit: host.limit)
            let outcome = ScriptRun(machine: machine, host: host, request: request).perform(message.bytes)
            RunLimits.disarm()
            host.send(finished(message.number, outcome))
        } catch {
            host.fail(error.description)
        }
    }

    /// The outcome as a message, without what is too long to be sent.
    private func finished(_ number: UInt32, _ outcome: RunOutcome) -> ActionMessage {
        let message = ActionMessage(.finished, number: number, content: outcome)
        if host.fits(message) { return message }
        return ActionMessage(
            .finished, number: number,
            content: RunOutcome(
                error: "Uncaught RangeError: what the script ends with exceeds the message limit"))
    }
}
