import Ethereum
import Synchronization

/// Lets one task at a time fill in and send a transaction of an account, so that no two get the same nonce.
final class SenderTurns: Sendable {
    private typealias Waiter = CheckedContinuation<Void, Never>
    private let waiting = Mutex<[Address: [Waiter]]>([:])

    /// Runs `body` when all earlier ones of this sender are done.
    func run<T>(
        for sender: Address, _ body: () async throws(RPCError) -> T
    ) async throws(RPCError) -> T {
        await withCheckedContinuation { (continuation: Waiter) in
            let isFree = waiting.withLock { waiting in
                if waiting[sender] == nil {
                    waiting[sender] = []
                    return true
                }
                waiting[sender]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        defer { pass(of: sender) }
        return try await body()
    }

    private func pass(of sender: Address) {
        let next = waiting.withLock { waiting -> Waiter? in
            guard var queue = waiting[sender], !queue.isEmpty else {
                waiting[sender] = nil
                return nil
            }
            let next = queue.removeFirst()
            waiting[sender] = queue
            return next
        }
        next?.resume()
    }
}
