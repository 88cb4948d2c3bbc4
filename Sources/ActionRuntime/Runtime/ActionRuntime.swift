internal import ActionProtocol
internal import CSandbox
internal import Foundation
public import Logging
internal import NIOCore
internal import NIOPosix

/// Runs Lit Actions: each script in a fresh engine, in a process that can reach nothing and serves one owner only.
///
/// ```swift
/// let runtime = ActionRuntime(host: LocalActionHost())
/// let result = await runtime.run(
///     ActionRequest(.code("Lit.Actions.setResponse({ response: 'hello' })"), owner: ActionOwner("me"), id: "1"))
/// await runtime.shutdown()
/// ```
/// What a script may touch goes through an ``ActionHost``; whatever happens to a script's process is that script's
/// failure alone.
public final class ActionRuntime: Sendable {
    private let services: ScriptRun.Services
    private let host: any ActionHost

    /// Starts the spare workers.
    ///
    /// - Parameters:
    ///   - host: performs the operations of scripts, unless a run brings its own.
    ///   - code: finds code by its CID; nil for a store that has none.
    public init(
        configuration: Configuration = Configuration(), host: any ActionHost, code: CodeStore? = nil,
        logger: Logger = Logger(label: "action-runtime") { _ in SwiftLogNoOpLogHandler() }
    ) {
        if configuration.forbidsDumps, lit_sandbox_forbid_dumps() != 0 {
            logger.warning("This process could not be made non-dumpable.")
        }
        let environment = ProcessInfo.processInfo.environment
        let group = MultiThreadedEventLoopGroup.singleton
        let pool = WorkerPool(
            limits: configuration.pool,
            settings: .init(
                path: WorkerLocation.path(given: configuration.workerPath, environment: environment),
                environment: WorkerLocation.environment(
                    allowsJIT: configuration.allowsJIT, inherited: environment),
                configure: Self.configure(configuration), messageLimit: configuration.messageLimit,
                group: group, patience: configuration.pool.readyTime),
            logger: logger)
        services = ScriptRun.Services(
            pool: pool, fetch: GuardedFetch(policy: configuration.fetch, group: group),
            code: code ?? CodeStore(CodeStore.Configuration()), messageLimit: configuration.messageLimit,
            logger: logger)
        self.host = host
        pool.start()
    }

    private static func configure(_ configuration: Configuration) -> [UInt8] {
        let content = WorkerConfiguration(
            confinement: configuration.confinement, messageLimit: configuration.messageLimit,
            preludeName: configuration.prelude?.name, isTemplate: true)
        let message = ActionMessage(
            .configure, content: content, bytes: Array((configuration.prelude?.source ?? "").utf8))
        // Too long a prelude is the worker's to refuse, which then does not start and says why.
        return (try? message.encoded(limit: Int.max)) ?? []
    }

    /// Runs an action to its end. Cancelling the calling task ends it.
    ///
    /// - Parameter host: performs the operations of this run, instead of the runtime's.
    public func run(_ request: ActionRequest, for host: (any ActionHost)? = nil) async -> ActionResult {
        var actionID = ""
        let execution = ActionExecution(request, host: host ?? self.host)
        do throws(ActionFailure) {
            let code =
                switch request.source {
                case .code(let text): ActionCode(text)
                case .cid(let cid): try await services.code.code(for: cid)
                }
            actionID = code.id
            let run = ScriptRun(
                services: services, execution: execution, code: code, parameters: request.parameters,
                stack: [actionID])
            try await run.run()
        } catch {
            return execution.update { $0.result(actionID: actionID, failure: error) }
        }
        return execution.update { $0.result(actionID: actionID, failure: nil) }
    }

    /// How many workers there are, and what they do.
    public var statistics: PoolStatistics { services.pool.statistics }

    /// Ends all runs and all workers, and waits until they are gone.
    public func shutdown() async { await services.pool.shutDown() }
}
