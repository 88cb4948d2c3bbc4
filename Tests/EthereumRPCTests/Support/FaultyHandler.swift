import DevChain
import Primitives
import Synchronization
import TestSupport

/// Between the server and the chain: by a seed, answers are late, or an error comes in their place, before or after
/// the chain has done what was asked.
final class FaultyHandler: RPCHandler {
    private let inner: any RPCHandler
    private let random: Mutex<SplitMix64>

    init(_ inner: any RPCHandler, seed: UInt64) {
        self.inner = inner
        random = Mutex(SplitMix64(seed: seed))
    }

    func call(_ method: String, _ params: [JSON], connection: RPCConnection?) async throws(RPCError) -> JSON {
        let dice = random.withLock { $0.next() % 100 }
        let isSending = method == "eth_sendRawTransaction"
        switch dice {
        case ..<8 where isSending: throw .internalError("gateway error, nothing delivered")
        case ..<16 where isSending:
            _ = try? await inner.call(method, params, connection: connection)
            throw .internalError("gateway error after delivery")
        case 16..<20: throw .limitExceeded("too many requests")
        case ..<40:
            try? await Task.sleep(for: .milliseconds(2))
            return try await inner.call(method, params, connection: connection)
        default: return try await inner.call(method, params, connection: connection)
        }
    }

    func connectionClosed(_ connection: RPCConnection) async { await inner.connectionClosed(connection) }
}
