import ActionProtocol
import Logging
import Primitives

/// The run of one script of an execution: the action itself, or a child.
struct ScriptRun: Sendable {
    /// What every run needs.
    struct Services: Sendable {
        let pool: WorkerPool
        let fetch: GuardedFetch
        let code: CodeStore
        let messageLimit: Int
        let logger: Logger
    }

    let services: Services
    let execution: ActionExecution
    let code: ActionCode
    let parameters: JSON
    /// The CIDs from the root action to this script.
    let stack: [String]

    private var limits: ActionLimits { execution.limits }

    /// Runs the script to its end.
    func run() async throws(ActionFailure) {
        let message = try runMessage()
        var attempt = 0
        let start = ContinuousClock.now
        while true {
            // Workers that take long to fail, in a prelude for instance, are not tried for longer than the run may last.
            let canRetry = attempt < limits.maxRetries && .now - start < limits.timeout
            if let (lease, ending) = try await begin(message, canRetry: canRetry) {
                return try await conclude(ending, lease)
            }
            do { try await Task.sleep(for: .milliseconds(50 << min(attempt, 10))) } catch { throw .cancelled }
            attempt += 1
        }
    }

    /// Nil if the script reached no worker and is to be tried again. Once it may have done something, it is not.
    private func begin(
        _ message: [UInt8], canRetry: Bool
    ) async throws(ActionFailure) -> (WorkerPool.Lease, RunEnding)? {
        let lease: WorkerPool.Lease
        do throws(ActionFailure) {
            lease = try await services.pool.lease(for: execution.request.owner, isChild: stack.count > 1)
        } catch {
            guard error.code == .connection, canRetry else { throw error }
            return nil
        }
        let ending = await perform(message, on: lease.worker)
        if case .unreached = ending {
            services.pool.release(lease, isFit: false)
            guard canRetry else {
                throw ActionFailure(
                    .connection, "The workers of Lit Actions end before a script reaches them.")
            }
            return nil
        }
        return (lease, ending)
    }

    private func runMessage() throws(ActionFailure) -> [UInt8] {
        let bytes = Array(code.text.utf8)
        guard bytes.count <= limits.maxCodeLength else {
            throw ActionFailure(
                .codeTooLong,
                "Code payload is too large (\(bytes.count) bytes). Max length is \(limits.maxCodeLength) bytes."
            )
        }
        let request = RunRequest(
            parameters: parameters.text,
            parametersMayShadow: execution.request.parametersMayShadow,
            authentication: execution.request.authentication.json(stack: stack).text,
            headers: execution.request.headers,
            timeLimit: limits.timeoutMs,
            memoryLimit: limits.memoryLimitBytes,
            // One more than is kept, so that it shows that there was more.
            logLimit: limits.maxLogLength + 1,
            modules: execution.request.modules)
        do {
            return try ActionMessage(.run, content: request, bytes: bytes).encoded(
                limit: services.messageLimit)
        } catch {
            throw ActionFailure(
                .codeTooLong,
                "Code and parameters are too large. Max length is \(services.messageLimit) bytes together.")
        }
    }

    /// Sends the script and answers its calls until it ends.
    private func perform(_ message: [UInt8], on worker: WorkerProcess) async -> RunEnding {
        let execution = execution
        let operations = ScriptOperations(execution: execution, stack: stack) {
            cid, parameters throws(OperationFailure) in
            try await runChild(cid, parameters)
        }
        let fetches = FetchSession(services.fetch) { () throws(OperationFailure) in
            try execution.update { account throws(OperationFailure) in try account.countFetch() }
        }
        let tasks = OperationTasks()
        let link = RunLink(logAllowance: services.messageLimit) {
            execution.log($0)
        } call: { call, isAlone, link in
            if isAlone, let answer = promptAnswer(to: call, operations) {
                return answer.encodedAnswer(limit: services.messageLimit)
            }
            let isFetch = FetchSession.operations.contains(call.name)
            tasks.start(call.number, inTurn: !isFetch) {
                let answer = await self.answer(to: call) { () async throws(OperationFailure) in
                    isFetch ? try await fetches.perform(call) : try await operations.perform(call)
                }
                worker.answer(answer, of: link)
            }
            return nil
        }
        defer {
            tasks.cancel()
            fetches.close()
        }
        return await withTaskCancellationHandler {
            worker.begin(link, message: message, within: limits.timeout)
            // A cancellation may have come before there was a run to cancel.
            if Task.isCancelled { worker.cancel(link) }
            return await link.ending
        } onCancel: {
            worker.cancel(link)
        }
    }

    private func answer(
        to call: ActionMessage,
        _ operation: () async throws(OperationFailure) -> OperationAnswer
    ) async -> ActionMessage {
        let start = ContinuousClock.now
        do throws(OperationFailure) {
            return answer(to: call, .success(try await operation()), since: start)
        } catch {
            return answer(to: call, .failure(error), since: start)
        }
    }

    /// The answer to what nobody has to wait for; a task of its own would take longer than the operation.
    private func promptAnswer(to call: ActionMessage, _ operations: ScriptOperations) -> ActionMessage? {
        let start = ContinuousClock.now
        do throws(OperationFailure) {
            guard let answer = try operations.performPromptly(call) else { return nil }
            return self.answer(to: call, .success(answer), since: start)
        } catch {
            return answer(to: call, .failure(error), since: start)
        }
    }

    private func answer(
        to call: ActionMessage, _ outcome: Result<OperationAnswer, OperationFailure>,
        since start: ContinuousClock.Instant
    ) -> ActionMessage {
        let message: ActionMessage
        var failure: String?
        switch outcome {
        case .success(let answer):
            message = ActionMessage(
                .reply, number: call.number, json: answer.value.isNull ? [] : answer.value.utf8,
                bytes: answer.bytes)
        case .failure(let error):
            failure = error.message
            message = ActionMessage(.failure, number: call.number, content: error)
        }
        execution.request.observer?.operationEnded(
            call.name, actionID: code.id, duration: .now - start, failure: failure)
        return message
    }

    private func runChild(_ cid: String, _ parameters: JSON) async throws(OperationFailure) {
        let depth = stack.count
        try execution.update { account throws(OperationFailure) in try account.checkDepth(depth) }
        do throws(ActionFailure) {
            let code = try await services.code.code(for: cid)
            let child = ScriptRun(
                services: services, execution: execution, code: code, parameters: parameters,
                stack: stack + [code.id])
            try await child.run()
        } catch {
            throw OperationFailure(message: error.message)
        }
    }

    /// Gives the worker back, and says what became of the script.
    private func conclude(_ ending: RunEnding, _ lease: WorkerPool.Lease) async throws(ActionFailure) {
        guard case .finished(let outcome) = ending else {
            services.pool.release(lease, isFit: false)
            throw await failure(ending, lease)
        }
        services.pool.release(lease, isFit: !outcome.timedOut && !outcome.memoryExhausted)
        if outcome.timedOut { throw .timeout(limits) }
        if outcome.memoryExhausted { throw .memory(limits) }
        if let error = outcome.error { throw ActionFailure(.script, error) }
        guard let value = outcome.value else { return }
        do throws(OperationFailure) {
            try execution.update { account throws(OperationFailure) in try account.respond(value) }
        } catch {
            throw ActionFailure(.script, "Uncaught (in promise) Error: \(error.message)")
        }
    }

    private func failure(_ ending: RunEnding, _ lease: WorkerPool.Lease) async -> ActionFailure {
        let reason: String
        switch ending {
        case .timedOut: return .timeout(limits)
        case .cancelled: return .cancelled
        case .violated(let violation): reason = violation
        case .finished, .unreached, .died:
            let exit = await lease.worker.end()
            if exit.isForLackOfMemory(limit: limits.memoryLimitBytes) { return .memory(limits) }
            reason = exit.description
        }
        services.logger.warning(
            "The worker of a Lit Action was lost",
            metadata: [
                "reason": .string(reason), "request": .string(execution.request.id), "cid": .string(code.id),
            ])
        return ActionFailure(
            .connection,
            "The connection to the Lit Action's worker was lost: the worker failed and was ended.")
    }
}
