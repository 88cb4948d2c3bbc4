import ActionProtocol
import Synchronization

/// Where workers come from: forked from a template where the engine allows that, else each a process from the start.
final class WorkerSource: Sendable {
    private struct Request {
        let done: WorkerProcess.Done
        let ended: @Sendable () -> Void
    }

    private enum State {
        /// Nobody has asked yet, or the last template is not used any more.
        case none
        /// A process is being started that may become the template.
        case starting([Request])
        case template(WorkerTemplate)
        /// The engine has threads, or descriptors that cannot be shared.
        case withoutTemplate
        case closed
    }

    private let settings: WorkerProcess.Settings
    private let state = Mutex(State.none)
    private let renewed = Mutex<@Sendable () -> Void>({})

    init(settings: WorkerProcess.Settings) { self.settings = settings }

    /// Gets a worker in the background.
    ///
    /// - Parameters:
    ///   - done: called once, with a worker that is ready for a run, or why there is none.
    ///   - ended: called once for a worker that was ready, when it cannot be used any more.
    func start(done: @escaping WorkerProcess.Done, ended: @escaping @Sendable () -> Void) {
        let request = Request(done: done, ended: ended)
        enum Way {
            case wait
            case first
            case fork(WorkerTemplate)
            case process
            case refuse
        }
        let way: Way = state.withLock { state in
            switch state {
            case .none:
                state = .starting([request])
                return .first
            case .starting(let requests):
                state = .starting(requests + [request])
                return .wait
            case .template(let template): return .fork(template)
            case .withoutTemplate: return .process
            case .closed: return .refuse
            }
        }
        switch way {
        case .wait: break
        case .first: startFirst()
        case .fork(let template): WorkerProcess.fork(template, settings, done: done, ended: ended)
        case .process: WorkerProcess.start(settings, done: done, ended: ended)
        case .refuse: done(.failure(Self.shutDown))
        }
    }

    private func startFirst() {
        let ended = Once<Bool>()
        WorkerProcess.start(settings) { [self] result in
            switch result {
            case .failure(let failure):
                for request in take(.none) { request.done(.failure(failure)) }
            case .success(let ready) where ready.report.isTemplate:
                guard
                    let template = ready.worker.becomeTemplate(retired: { [weak self] in self?.forget($0) })
                else {
                    ready.worker.end()
                    for request in take(.none) {
                        request.done(.failure(.init(reason: "the template of workers is gone")))
                    }
                    return
                }
                let requests = take(.template(template))
                // Nobody waits: all was shut down meanwhile.
                if requests.isEmpty { template.retire() }
                for request in requests {
                    WorkerProcess.fork(template, settings, done: request.done, ended: request.ended)
                }
            case .success(let ready):
                var requests = take(.withoutTemplate)
                guard !requests.isEmpty else { return ready.worker.end() }
                let first = requests.removeFirst()
                first.done(.success(ready))
                ended.whenSet { _ in first.ended() }
                for request in requests {
                    WorkerProcess.start(settings, done: request.done, ended: request.ended)
                }
            }
        } ended: {
            ended.set(true)
        }
    }

    /// Those who wait for the first process.
    private func take(_ next: State) -> [Request] {
        state.withLock { state in
            guard case .starting(let requests) = state else { return [] }
            state = next
            return requests
        }
    }

    /// Has this called whenever workers are from now on forked from another template than before.
    func whenRenewed(_ body: @escaping @Sendable () -> Void) { renewed.withLock { $0 = body } }

    private func forget(_ template: WorkerTemplate) {
        let isCurrent = state.withLock { state in
            guard case .template(let current) = state, current === template else { return false }
            state = .none
            return true
        }
        if isCurrent { renewed.withLock(\.self)() }
    }

    /// Ends the template, and lets nothing more begin; workers are ended before.
    func shutDown() async {
        var (requests, template): ([Request], WorkerTemplate?) = ([], nil)
        state.withLock { state in
            switch state {
            case .starting(let waiting): requests = waiting
            case .template(let current): template = current
            case .none, .withoutTemplate, .closed: break
            }
            state = .closed
        }
        for request in requests { request.done(.failure(Self.shutDown)) }
        await template?.shutDown()
    }

    private static let shutDown = WorkerChild.StartFailure(reason: "the runtime has been shut down")
}
