internal import HTTPTransport
internal import LitProtocol

extension Round {
    /// Why a call that needed so many good answers has failed: what the most nodes say, and what each has said.
    ///
    /// - Parameter good: how many good answers there were.
    func failure(needed: Int, good: Int) -> LitError {
        if let unasked = faults.lazy.compactMap({ $0.fault.unasked }).first {
            var error = unasked
            error.context = context.errorContext
            return error
        }
        let refusals = faults.compactMap { $0.fault.refusal }
        if let kind = MostCommon.value(refusals.map(RefusalKind.init)),
            let refusal = refusals.first(where: { RefusalKind($0) == kind })
        {
            let count = refusals.count { RefusalKind($0) == kind }
            // A node that refuses says more than one that is silent, unless its word stands alone.
            if count + good >= needed || count * 2 > faults.count { return error(refusal, count: count) }
        }
        return silence(needed: needed, good: good)
    }

    /// What a refusal is about; its details may differ from node to node.
    private struct RefusalKind: Hashable {
        let code: String?
        let status: Int
        let form: NodeError.Form

        init(_ error: NodeError) {
            code = error.codeName
            status = error.status
            form = error.form
        }
    }

    private func error(_ refusal: NodeError, count: Int) -> LitError {
        let meaning = refusal.meaning
        let said = refusal.details.isEmpty ? refusal.message ?? "" : refusal.details.joined(separator: " ")
        let who =
            nodes.members.count == 1 || count == 1
            ? "A node" : "\(count) of \(nodes.members.count) nodes"
        var error = error(
            meaning.code, "\(meaning.subject(who)): \(said.isEmpty ? "no details" : said)", hint: meaning.hint
        )
        error.logs = faults.lazy.compactMap { $0.fault.refusal?.logs }.first { !$0.isEmpty }
        if error.logs == nil, meaning.code == .actionFailed || meaning.code == .actionTimedOut {
            error.logs = ""
        }
        if count == 1, faults.count == 1 { error.context.node = faults.first.map { url($0.node) } }
        return error
    }

    private func silence(needed: Int, good: Int) -> LitError {
        let transport = faults.compactMap { $0.fault.transport }
        let all = nodes.members.count
        if transport.contains(where: { $0.code == .shutDown }) { return .disconnected(context) }
        if transport.contains(where: { $0.code == .cancelled }) {
            return error(.cancelled, "The call was cancelled.")
        }
        if !transport.isEmpty, transport.allSatisfy({ $0.code == .deadlineExceeded }),
            transport.count + good + 1 > needed
        {
            return error(
                .timedOut, "Only \(good) of \(all) nodes have answered in time; \(needed) have to.",
                hint: "Allow more time, or see whether the nodes are up.")
        }
        if faults.count == 1, good == 0, let only = faults.first {
            var failure = error(
                only.fault.nonsenseText == nil ? .nodeUnreachable : .invalidAnswer,
                "The node \(url(only.node)) gave no answer of use: \(only.fault.report(node: "").message).",
                hint: "See whether the node is up, and whether this machine reaches it.")
            failure.context.node = url(only.node)
            return failure
        }
        if transport.isEmpty, !faults.isEmpty, faults.allSatisfy({ $0.fault.nonsenseText != nil }) {
            return error(
                .invalidAnswer, "\(faults.count) of \(all) nodes answered what makes no sense.",
                hint: "See that nodes and client are of versions that go together.")
        }
        return error(
            .tooFewNodes, "Only \(good) of \(all) nodes gave an answer of use; \(needed) have to.",
            hint: "See whether the nodes are up (of a local network: lit status), and try again.")
    }
}

extension NodeFault {
    var unasked: LitError? { if case .unasked(let error) = self { error } else { nil } }
    var refusal: NodeError? { if case .refused(let error) = self { error } else { nil } }
    var transport: HTTPTransportError? { if case .unreachable(let error) = self { error } else { nil } }
    var nonsenseText: String? { if case .nonsense(_, let text) = self { text } else { nil } }
}

extension LitError {
    static func disconnected(_ context: CallContext) -> LitError {
        LitError(
            .disconnected, "The client is not connected.", hint: "Connect again with LitClient.connect.",
            context: context.errorContext)
    }
}
