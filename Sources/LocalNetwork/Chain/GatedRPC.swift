import DevChain
import Primitives
import Synchronization

/// The chain's methods, for callers that may come before the chain and its contracts are there: they wait, instead of
/// being refused and having to try again.
final class GatedRPC: RPCHandler {
    private let gate = Latch()
    private let rpc = Mutex<ChainRPC?>(nil)

    /// Lets everybody in.
    func open(_ rpc: ChainRPC) {
        self.rpc.withLock { $0 = rpc }
        gate.open()
    }

    /// Refuses everybody: the chain does not come.
    func giveUp() { gate.open() }

    func call(
        _ method: String, _ params: [JSON], connection: RPCConnection?
    ) async throws(RPCError) -> JSON {
        await gate.pass()
        guard let rpc = rpc.withLock({ $0 }) else { throw .internalError("the chain has ended") }
        return try await rpc.call(method, params, connection: connection)
    }

    func connectionClosed(_ connection: RPCConnection) async {
        await rpc.withLock { $0 }?.connectionClosed(connection)
    }
}
