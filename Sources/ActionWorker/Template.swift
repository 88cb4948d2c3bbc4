import ActionProtocol
import CSandbox

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A process that has the engine running, with all that a run begins with, and no script: workers are forked from it.
///
/// To start an engine takes twenty times as long as to fork it, and what the template has compiled no worker compiles
/// again. It does what its host says, and never looks at what a script says.
final class Template {
    private let host: HostLink
    private var orders: ActionMessageDecoder
    /// What came along with the orders, in their order.
    private var descriptors: [CInt] = []
    private let stock: () -> Void
    private(set) var isStocked = false
    /// The workers that are ending, by the numbers of the orders.
    private var ending: [(number: UInt32, child: pid_t)] = []

    /// How often it looks whether a worker has ended, while one is ending, in milliseconds.
    private static let tick: CInt = 1
    private static let orderLimit = 4096

    /// How long it waits for an order before it stocks up, in milliseconds: whoever waits for the first worker does not
    /// wait for that.
    private static let breath: CInt = 3

    /// - Parameter stock: gets ready what workers may need; called once, when there is time.
    init(host: HostLink, stock: @escaping () -> Void) {
        self.host = host
        self.stock = stock
        orders = ActionMessageDecoder(limit: Self.orderLimit)
    }

    /// Does what the host says until that goes away, and then ends the process. Returns in every worker.
    func serve() {
        while true {
            settle()
            var entry = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, !isStocked ? Self.breath : ending.isEmpty ? -1 : Self.tick) > 0 else {
                if !isStocked {
                    isStocked = true
                    stock()
                }
                continue
            }
            receive()
            do {
                while let order = try orders.next() {
                    if perform(order) { return }
                }
            } catch {
                host.fail(error.description)
            }
        }
    }

    private func receive() {
        var found = [CInt](repeating: -1, count: 2)
        var count = found.count
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.orderLimit) { buffer, filled in
            filled = max(0, lit_descriptors_receive(0, buffer.baseAddress, buffer.count, &found, &count))
        }
        // The host is gone. Its workers see that for themselves.
        if bytes.isEmpty { _exit(0) }
        descriptors += found.prefix(count)
        orders.append(bytes)
    }

    /// True in a worker.
    private func perform(_ order: ActionMessage) -> Bool {
        switch order.kind {
        case .fork: return fork(order.number)
        case .end:
            guard let child = pid_t(order.name), child > 1 else { host.fail("an end of no process") }
            ending.append((order.number, child))
        default: host.fail("\(order.kind) where an order was due")
        }
        return false
    }

    private func fork(_ number: UInt32) -> Bool {
        guard descriptors.count >= 2 else { host.fail("a fork without descriptors") }
        let (socket, errors) = (descriptors[0], descriptors[1])
        descriptors.removeFirst(2)
        var error: CInt = 0
        let child = lit_fork(socket, errors, &error)
        if child == 0 { return true }
        close(socket)
        close(errors)
        if child > 0 {
            host.send(ActionMessage(.forked, number: number, name: "\(child)"))
        } else {
            let failure = OperationFailure(message: "fork: \(String(cString: strerror(error)))")
            host.send(ActionMessage(.failure, number: number, content: failure))
        }
        return false
    }

    /// Tells of the workers that have ended.
    private func settle() {
        ending.removeAll { number, child in
            var status: CInt = 0
            var peak: UInt64 = 0
            switch lit_fork_end(child, &status, &peak) {
            case 0: return false
            case 1:
                let end = WorkerEnd(status: Int(status), peakMemory: Int(peak))
                host.send(ActionMessage(.ended, number: number, content: end))
            default:
                let failure = OperationFailure(message: "process \(child) is no worker of this template")
                host.send(ActionMessage(.failure, number: number, content: failure))
            }
            return true
        }
    }
}
