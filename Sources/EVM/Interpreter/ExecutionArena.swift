internal import Primitives
internal import Synchronization

/// The memory that executions use, one after the other: stacks, memories, and the frames themselves.
///
/// Used by one executor at a time, which takes it from those that others have given back: a fresh one is
/// tens of megabytes of addresses that the system would have to map and unmap for every block.
final class ExecutionArena: @unchecked Sendable {
    let memory = MemoryArena()
    let returned = ReturnBuffer()
    /// The stacks of all frames, one behind the other. Reserved, not touched: pages come with use.
    let stack: UnsafeMutablePointer<UInt256>
    private var frames: [Frame] = []

    private init() {
        stack = .allocate(capacity: GasSchedule.stackLimit * (GasSchedule.callDepth + 2))
    }

    deinit { stack.deallocate() }

    /// The frame at this depth, 0 being the outermost; made on first use.
    func frame(_ depth: Int) -> Frame {
        while frames.count <= depth { frames.append(Frame(stack: stack)) }
        return frames[depth]
    }

    private static let idle = Mutex<[ExecutionArena]>([])
    private static let idleLimit = 8

    /// One that nobody else uses.
    static func take() -> ExecutionArena { idle.withLock { $0.popLast() } ?? ExecutionArena() }

    /// Ends the use of it; one that has grown is let go.
    func giveBack() {
        guard frames.count <= 64, memory.capacity <= 1 << 20, returned.capacity <= 1 << 20 else { return }
        for frame in frames { frame.code = .empty }
        Self.idle.withLock { idle in
            if idle.count < Self.idleLimit { idle.append(self) }
        }
    }
}
