internal import Primitives

extension Machine {
    /// Tells the tracer of the instruction about to run.
    @inline(never)
    func willStep(
        _ frame: Frame, opcode: UInt8, pc: Int, gas: UInt64, stackTop: UnsafeMutablePointer<UInt256>
    ) {
        guard let tracer = hooks.tracer else { return }
        isStepping = true
        stepGas = gas
        let step = ExecutionStep(
            pc: pc, opcode: opcode, gas: gas, depth: depth, address: frame.address, refund: state.refund,
            stackBase: UnsafePointer(frame.stackBase), stackCount: stackTop - frame.stackBase,
            memory: UnsafeRawBufferPointer(
                start: memory.base + frame.memoryOffset, count: frame.memorySize),
            returned: UnsafeRawBufferPointer(start: returned.base, count: returned.count))
        tracer.willExecute(step)
    }
}
