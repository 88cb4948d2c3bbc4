/// When a stream asks again: pauses while nothing happens, and how failures are waited out.
struct StreamPace: Sendable {
    private let provider: EthereumProvider
    private let patience: Int
    private var poll: PollPause
    private var failures = 0

    init(_ provider: EthereumProvider, _ options: StreamOptions) {
        self.provider = provider
        patience = options.patience
        poll = PollPause(provider.configuration.pollingInterval)
    }

    /// Something came.
    mutating func moved() {
        poll.reset()
        failures = 0
    }

    /// Nothing new. False if the task is cancelled.
    mutating func rest() async -> Bool {
        failures = 0
        return await pause()
    }

    /// Waits a failure out, or throws it. False if the task is cancelled.
    mutating func failed(_ error: EthereumRPCError) async throws(EthereumRPCError) -> Bool {
        if error.code == .cancelled { return false }
        failures += 1
        guard error.mayPass, failures <= patience else {
            failures = 0
            throw error
        }
        return await pause()
    }

    private mutating func pause() async -> Bool {
        do {
            try await provider.runtime.sleep(poll.next())
            return true
        } catch {
            return false
        }
    }
}
