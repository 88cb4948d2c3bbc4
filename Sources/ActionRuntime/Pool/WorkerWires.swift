import Foundation

/// What a worker is connected by: a socket for messages, and one for what it writes to its standard error.
struct WorkerWires {
    let socket: (ours: CInt, theirs: CInt)
    let errors: (ours: CInt, theirs: CInt)

    init() throws(WorkerChild.StartFailure) {
        socket = try Self.pair("the worker's socket", SOCK_CLOEXEC.rawValue)
        do throws(WorkerChild.StartFailure) {
            // A worker that complains without end must not wait for somebody to listen.
            errors = try Self.pair(
                "the worker's standard error", SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        } catch {
            close(socket.ours)
            close(socket.theirs)
            throw error
        }
        _ = fcntl(socket.ours, F_SETFL, O_NONBLOCK)
    }

    func closeOurs() {
        close(socket.ours)
        close(errors.ours)
    }

    func closeTheirs() {
        close(socket.theirs)
        close(errors.theirs)
    }

    private static func pair(
        _ what: String, _ flags: UInt32
    ) throws(WorkerChild.StartFailure) -> (ours: CInt, theirs: CInt) {
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | flags), 0, &ends) == 0 else {
            throw WorkerChild.StartFailure(what, errno)
        }
        return (ends[0], ends[1])
    }
}
