import ActionProtocol
import CSandbox

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The worker's end of the socket. When the host goes away, or talks nonsense, the process ends at once: without a host
/// there is nothing to do, and the host gives the work to another.
final class HostLink {
    private let channel: MessageChannel
    /// The number of the last operation that was asked for. Numbers go on from run to run, so that the late answer to a
    /// run that is over cannot be taken for one of the next.
    private(set) var lastNumber: UInt32 = 0

    init(descriptor: Int32, limit: Int) { channel = MessageChannel(descriptor: descriptor, limit: limit) }

    /// Whether a message is short enough to be sent.
    func fits(_ message: ActionMessage) -> Bool {
        message.name.utf8.count <= ActionMessage.nameLimit
            && message.json.count + message.bytes.count + message.name.utf8.count
                <= channel.limit - ActionMessage.overhead
    }

    /// How many bytes a message may have.
    var limit: Int { channel.limit }

    func send(_ message: ActionMessage) {
        lit_monitor_lock()
        defer { lit_monitor_unlock() }
        do { try channel.send(message) } catch { end(error) }
    }

    /// A number for the next operation.
    func nextNumber() -> UInt32 {
        // After four thousand million operations there is no telling old from new.
        guard lastNumber < .max - 1 else { fail("no numbers are left") }
        lastNumber += 1
        return lastNumber
    }

    /// Whether a message answers an operation of the past.
    func isLate(_ message: ActionMessage, before first: UInt32) -> Bool {
        (message.kind == .reply || message.kind == .failure) && message.number > 0 && message.number < first
    }

    func receive() -> ActionMessage {
        do { return try channel.receive() } catch { end(error) }
    }

    func receive(within milliseconds: Int32) -> ActionMessage? {
        do { return try channel.receive(within: milliseconds) } catch { end(error) }
    }

    /// What a failure says.
    func failure(_ message: ActionMessage) -> OperationFailure {
        do { return try message.content() } catch { end(error) }
    }

    /// Says why it cannot go on, and ends.
    func fail(_ reason: String) -> Never {
        try? channel.send(ActionMessage(.fault, name: String(reason.prefix(1000))))
        _exit(1)
    }

    private func end(_ error: ActionMessageError) -> Never {
        switch error.code {
        case .closed, .system: _exit(0)
        default: fail(error.description)
        }
    }
}
