internal import Ethereum
internal import Primitives

/// Executes one transaction's code: the outermost call, and every call that it makes.
///
/// Frames stand in a list, not on the native stack, so that 1,024 of them need no more of it than one.
final class Machine<H: Hooks> {
    let state: JournaledState
    let block: BlockEnvironment
    let origin: Address
    let gasPrice: UInt256
    let blobHashes: [Bytes32]
    let hooks: H
    let arena: ExecutionArena
    let memory: MemoryArena
    let returned: ReturnBuffer
    /// How many frames are running.
    var depth = 0
    /// The outermost call's input stands at the arena's beginning, up to here.
    var topInputEnd = 0
    /// Why the state could not be read, once a frame has halted with ``Halt/stateUnavailable``.
    var failure: StateError?
    /// Whether the tracer waits to hear how the current instruction ended.
    var isStepping = false
    var stepGas: UInt64 = 0
    /// What the current instruction needed, if that was more than there was.
    var lackedCost: UInt64?

    init(
        state: JournaledState, block: BlockEnvironment, origin: Address, gasPrice: UInt256,
        blobHashes: [Bytes32], hooks: H, arena: ExecutionArena
    ) {
        self.state = state
        self.block = block
        self.origin = origin
        self.gasPrice = gasPrice
        self.blobHashes = blobHashes
        self.hooks = hooks
        self.arena = arena
        memory = arena.memory
        returned = arena.returned
    }

    /// What the outermost call came to.
    struct Outcome {
        var gasLeft: UInt64
        var output: [UInt8]
        var failure: CallOutcome.Failure?
        var createdAddress: Address?
    }

    /// Runs frames until the outermost one has ended.
    func runToEnd() -> Outcome {
        while true {
            let frame = arena.frame(depth - 1)
            switch run(frame) {
            case .descend: continue
            case .success(let offset, let count):
                if let outcome = succeed(frame, offset, count) { return outcome }
            case .revert(let offset, let count):
                if let outcome = revert(frame, offset, count) { return outcome }
            case .halt(let reason):
                if let outcome = halt(frame, reason) { return outcome }
            }
        }
    }

    private func bytes(_ frame: Frame, _ offset: Int, _ count: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory.base + frame.memoryOffset + offset, count: count)
    }

    private func succeed(_ frame: Frame, _ offset: Int, _ count: Int) -> Outcome? {
        let output = bytes(frame, offset, count)
        if case .create(let place) = frame.kind {
            if count > GasSchedule.maxCodeSize { return halt(frame, .codeTooLarge) }
            if count > 0, output[0] == 0xef { return halt(frame, .codeBeginsWithEF) }
            let deposit = GasSchedule.codeByte * UInt64(count)
            if frame.gas < deposit { return halt(frame, .outOfGas) }
            frame.gas -= deposit
            let code = [UInt8](output)
            if !code.isEmpty { state.setCode(place, Bytecode(code)) }
            return end(frame, code: code)
        }
        return end(frame, success: true, output: output, failure: nil)
    }

    private func revert(_ frame: Frame, _ offset: Int, _ count: Int) -> Outcome? {
        state.revert(to: frame.checkpoint)
        return end(frame, success: false, output: bytes(frame, offset, count), failure: .revert)
    }

    private func halt(_ frame: Frame, _ reason: Halt) -> Outcome? {
        state.revert(to: frame.checkpoint)
        frame.gas = 0
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        if reason == .stateUnavailable {
            // Nothing above can go on either.
            while depth > 1 {
                depth -= 1
                state.revert(to: arena.frame(depth - 1).checkpoint)
            }
            return end(arena.frame(0), success: false, output: none, failure: .halt(reason))
        }
        return end(frame, success: false, output: none, failure: .halt(reason))
    }

    /// A creation succeeded.
    private func end(_ frame: Frame, code: [UInt8]) -> Outcome? {
        if H.areActive { exited(gas: frame.gas, output: code, failure: nil) }
        depth -= 1
        returned.clear()
        guard depth > 0 else {
            return Outcome(
                gasLeft: frame.gas, output: code, failure: nil, createdAddress: frame.address)
        }
        let caller = arena.frame(depth - 1)
        caller.gas += frame.gas
        push(UInt256(frame.address.word), on: caller)
        return nil
    }

    private func end(
        _ frame: Frame, success: Bool, output: UnsafeRawBufferPointer, failure: CallOutcome.Failure?
    ) -> Outcome? {
        if H.areActive { exited(gas: frame.gas, output: Array(output), failure: failure) }
        depth -= 1
        guard depth > 0 else {
            return Outcome(gasLeft: frame.gas, output: Array(output), failure: failure)
        }
        returned.set(output)
        let caller = arena.frame(depth - 1)
        caller.gas += frame.gas
        if case .call = frame.kind { copyOutput(to: caller, frame.outputOffset, frame.outputCount) }
        push(success ? .one : .zero, on: caller)
        return nil
    }

    /// As much of the returned data as the caller wanted goes into its memory.
    func copyOutput(to caller: Frame, _ offset: Int, _ wanted: Int) {
        let count = min(wanted, returned.count)
        if count > 0 {
            (memory.base + caller.memoryOffset + offset).copyMemory(from: returned.base, byteCount: count)
        }
    }

    func push(_ word: UInt256, on frame: Frame) {
        frame.stackTop.pointee = word
        frame.stackTop += 1
    }

    // MARK: Tracing

    /// The gas that each call under way was given, for what it used.
    private var givenGas: [UInt64] = []

    func entered(_ call: @autoclosure () -> CallDescription) {
        guard H.areActive, let tracer = hooks.tracer else { return }
        let call = call()
        givenGas.append(call.gas)
        tracer.willEnter(call)
    }

    func exited(gas: UInt64, output: [UInt8], failure: CallOutcome.Failure?) {
        guard H.areActive, let tracer = hooks.tracer else { return }
        let given = givenGas.popLast() ?? gas
        tracer.didExit(CallOutcome(gasUsed: given &- gas, output: output, failure: failure))
    }

    /// The instruction under way has been paid in full.
    func stepped(gas: UInt64, halt: Halt? = nil) {
        guard H.areActive, isStepping else { return }
        isStepping = false
        let lacked = halt == .outOfGas ? lackedCost : nil
        lackedCost = nil
        hooks.tracer?.didExecute(cost: lacked ?? stepGas &- min(gas, stepGas), halt: halt)
    }

    /// The instruction under way cannot pay this part of its cost.
    @inline(__always)
    func lacked(_ cost: UInt64, gas: UInt64) {
        if H.areActive { lackedCost = stepGas &- gas &+ cost }
    }
}
