internal import Primitives

/// The memory that executions use, one after the other: stacks, memories, and the frames themselves.
final class ExecutionArena {
    let memory = MemoryArena()
    let returned = ReturnBuffer()
    /// The stacks of all frames, one behind the other. Reserved, not touched: pages come with use.
    let stack: UnsafeMutablePointer<UInt256>
    private var frames: [Frame] = []

    init() {
        stack = .allocate(capacity: GasSchedule.stackLimit * (GasSchedule.callDepth + 2))
    }

    deinit { stack.deallocate() }

    /// The frame at this depth, 0 being the outermost; made on first use.
    func frame(_ depth: Int) -> Frame {
        while frames.count <= depth { frames.append(Frame(stack: stack)) }
        return frames[depth]
    }
}
