/// An end to waiting for whoever renews a session.
enum RenewalWait {
    /// What the work gives, or `timedOut` at the deadline; the work is cancelled then.
    ///
    /// The work must heed its cancellation: it is waited for.
    static func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant,
        _ work: @escaping @Sendable () async throws(LitError) -> Value
    ) async throws(LitError) -> Value {
        let outcome = await withTaskGroup(of: Result<Value, LitError>?.self) { group in
            group.addTask {
                do throws(LitError) { return .success(try await work()) } catch { return .failure(error) }
            }
            group.addTask {
                do { try await Task.sleep(until: deadline, clock: .continuous) } catch { return nil }
                return .failure(
                    LitError(
                        .timedOut, "The session was not renewed in time: whoever signs has not answered.",
                        hint: "Answer the wallet's question, or give the call more time."))
            }
            var outcome: Result<Value, LitError>?
            while outcome == nil, let next = await group.next() { outcome = next }
            group.cancelAll()
            return outcome
        }
        guard let outcome else { throw LitError(.cancelled, "The calling task was cancelled.") }
        return try outcome.get()
    }
}
