internal import HTTPTransport
internal import LitProtocol
internal import Primitives
internal import Synchronization

/// Asks several nodes at once, and stops as soon as enough has come.
struct FanOut: Sendable {
    let caller: NodeCaller
    let calls: CallRegistry
    /// How long nodes that are late are waited for once the others' answers will do.
    let grace: Duration
    /// How long requests that nobody waits for may go on, so that their connections can be used again.
    let linger: Duration
    /// Says when that is over.
    let lingering: DeadlineWatch

    private enum Event<Value: Sendable>: Sendable {
        case answer(node: Int, Result<Value, NodeFault>)
        case graceIsOver
        case disconnected
    }

    /// - Parameters:
    ///   - only: places of the nodes that are asked; nil for all.
    ///   - body: the request for a node.
    ///   - read: what an answer says; runs where the answer arrives, and not at all once the call is over.
    @concurrent
    func run<Tally: AnswerTally>(
        _ tally: Tally, _ endpoint: DatilEndpoint, at nodes: NodeSet, only: [Int]? = nil,
        _ context: CallContext,
        body: @escaping @Sendable (NodeSet.Member) throws(LitError) -> [UInt8],
        read: @escaping @Sendable (JSON) throws(NodeError) -> Tally.Value
    ) async throws(LitError) -> Tally.Output {
        let asked = only ?? Array(nodes.members.indices)
        let (events, source) = AsyncStream<Event<Tally.Value>>.makeStream()
        guard let call = calls.add({ source.yield(.disconnected) }) else { throw .disconnected(context) }
        defer { calls.remove(call) }
        let isOver = Flag()
        let tasks = asked.map { node in
            Task { [caller] in
                let member = nodes.members[node]
                let request: [UInt8]
                do throws(LitError) { request = try body(member) } catch {
                    source.yield(.answer(node: node, .failure(.unasked(error))))
                    return
                }
                let response = await caller.post(endpoint, to: member, body: request, context)
                guard !isOver.isSet else { return }
                source.yield(.answer(node: node, Self.value(response, read)))
            }
        }
        var outcome: Result<Tally.Output, LitError>?
        var (tally, round) = (tally, Round(nodes: nodes, context: context))
        var (open, timer) = (Set(asked), Task<Void, Never>?.none)
        for await event in events {
            var isEnough = false
            switch event {
            case .answer(let node, .success(let value)):
                open.remove(node)
                switch tally.take(value, from: node) {
                case .waiting: break
                case .enough: isEnough = true
                case .done(let output): outcome = .success(output)
                }
            case .answer(let node, .failure(let fault)):
                open.remove(node)
                round.faults.append((node, fault))
                // Those that are missing cannot save it, but may have something to say about it.
                isEnough = asked.count - round.faults.count < tally.needed
            case .graceIsOver:
                round.faults += open.sorted().map { ($0, .late) }
                open = []
            case .disconnected:
                for task in tasks { task.cancel() }
                outcome = .failure(.disconnected(context))
            }
            if outcome == nil, open.isEmpty {
                outcome = Result { () throws(LitError) in try tally.conclude(round) }
            }
            if outcome != nil { break }
            if isEnough, timer == nil { timer = Self.after(grace) { source.yield(.graceIsOver) } }
        }
        timer?.cancel()
        isOver.set()
        source.finish()
        guard let outcome else {
            for task in tasks { task.cancel() }
            throw LitError(.cancelled, "The call was cancelled.", context: context.errorContext)
        }
        if !open.isEmpty || round.faults.contains(where: { $0.fault == .late }) {
            // Cutting a request off would cost its connection.
            _ = lingering.add(.now + linger) { for task in tasks { task.cancel() } }
        }
        return try outcome.get()
    }

    private static func value<Value>(
        _ response: Result<HTTPResponse, NodeFault>, _ read: (JSON) throws(NodeError) -> Value
    ) -> Result<Value, NodeFault> {
        do throws(NodeFault) {
            let response = try response.get()
            let json = try NodeCaller.json(response).get()
            do throws(NodeError) { return .success(try read(json)) } catch {
                // An answer that says that it is an error, whatever its status.
                if error.form == .action { throw .refused(error) }
                throw .nonsense(
                    status: response.status,
                    "the answer makes no sense: " + error.details.joined(separator: " "))
            }
        } catch {
            return .failure(error)
        }
    }

    private static func after(
        _ time: Duration, _ action: @escaping @Sendable () -> Void
    ) -> Task<Void, Never> {
        Task { if (try? await Task.sleep(for: time, clock: .continuous)) != nil { action() } }
    }

    /// Raised once.
    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .relaxed) }
        func set() { value.store(true, ordering: .relaxed) }
    }
}
