internal import Ethereum
internal import Primitives

extension Machine {
    /// A call about to be made, its gas and memory paid.
    struct Call {
        var kind: CallDescription.Kind
        var gas: UInt64
        var caller: Address
        /// Whose storage the code works on.
        var address: Address
        var place: Int
        /// Whose code runs.
        var codeAddress: Address
        var codePlace: Int
        var value: UInt256
        /// Whether `value` moves from the account at this place.
        var payer: Int?
        var isStatic: Bool
        var inputOffset: Int
        var inputCount: Int
        var outputOffset = 0
        var outputCount = 0
    }

    /// What became of a call that was to be made.
    enum Entry {
        /// A frame was pushed.
        case running
        /// It ended at once: it failed before it began, had no code, or was a precompile. What it
        /// returned stands in the buffer.
        case ended(gasLeft: UInt64, failure: CallOutcome.Failure?)
    }

    func enter(_ call: Call) throws(StateError) -> Entry {
        returned.clear()
        let input = UnsafeRawBufferPointer(start: memory.base + call.inputOffset, count: call.inputCount)
        entered(
            CallDescription(
                kind: call.kind, from: call.kind == .delegateCall ? call.address : call.caller,
                to: call.codeAddress, value: call.value, gas: call.gas, input: Array(input)))
        guard depth <= GasSchedule.callDepth else { return refused(call, .callTooDeep) }
        let checkpoint = state.checkpoint
        if let payer = call.payer, !state.transfer(call.value, from: payer, to: call.place) {
            return refused(call, .insufficientBalance)
        }
        if let precompile = Precompile.at(call.codeAddress) {
            switch precompile.run(input, gasLimit: call.gas) {
            case .success(let gasUsed, let output):
                output.withUnsafeBytes { returned.set($0) }
                return ended(gasLeft: call.gas - gasUsed, failure: nil)
            case .failure(let reason):
                state.revert(to: checkpoint)
                return ended(gasLeft: 0, failure: .halt(reason.isOutOfGas ? .outOfGas : .precompileFailure))
            }
        }
        let code = try state.code(of: state.entries[call.codePlace])
        guard code.count > 0 else { return ended(gasLeft: call.gas, failure: nil) }
        let frame = nextFrame(code: code, gas: call.gas, checkpoint: checkpoint)
        frame.kind = .call
        frame.address = call.address
        frame.place = call.place
        frame.caller = call.caller
        frame.value = call.value
        frame.isStatic = call.isStatic
        frame.inputOffset = call.inputOffset
        frame.inputCount = call.inputCount
        frame.outputOffset = call.outputOffset
        frame.outputCount = call.outputCount
        return .running
    }

    /// The gas of a call that could not begin stays with the caller.
    private func refused(_ call: Call, _ reason: Halt) -> Entry {
        ended(gasLeft: call.gas, failure: .halt(reason))
    }

    private func ended(gasLeft: UInt64, failure: CallOutcome.Failure?) -> Entry {
        if H.areActive { exited(gas: gasLeft, output: returned.bytes, failure: failure) }
        return .ended(gasLeft: gasLeft, failure: failure)
    }

    /// A creation about to begin, the creator's nonce raised already.
    struct Creation {
        var kind: CallDescription.Kind
        var gas: UInt64
        var creator: Address
        var creatorPlace: Int
        var address: Address
        var value: UInt256
        var initCode: [UInt8]
    }

    func enter(_ creation: Creation) throws(StateError) -> Entry {
        returned.clear()
        entered(
            CallDescription(
                kind: creation.kind, from: creation.creator, to: creation.address, value: creation.value,
                gas: creation.gas, input: creation.initCode))
        let place = try state.place(of: creation.address)
        // Warm even if the creation fails (EIP-2929).
        _ = state.warm(account: place)
        if try state.isOccupied(state.entries[place]) {
            return ended(gasLeft: 0, failure: .halt(.addressCollision))
        }
        let checkpoint = state.checkpoint
        state.markCreated(place)
        state.setNonce(place, 1)
        guard state.transfer(creation.value, from: creation.creatorPlace, to: place) else {
            state.revert(to: checkpoint)
            return ended(gasLeft: creation.gas, failure: .halt(.insufficientBalance))
        }
        let frame = nextFrame(
            code: Bytecode(creation.initCode, hash: .zero), gas: creation.gas, checkpoint: checkpoint)
        frame.kind = .create(place: place)
        frame.address = creation.address
        frame.place = place
        frame.caller = creation.creator
        frame.value = creation.value
        frame.isStatic = false
        frame.inputOffset = 0
        frame.inputCount = 0
        return .running
    }

    private func nextFrame(code: Bytecode, gas: UInt64, checkpoint: Checkpoint) -> Frame {
        let frame = arena.frame(depth)
        if depth == 0 {
            frame.stackBase = arena.stack
            frame.memoryOffset = topInputEnd
        } else {
            let caller = arena.frame(depth - 1)
            frame.stackBase = caller.stackTop
            frame.memoryOffset = caller.memoryOffset + caller.memorySize
        }
        frame.stackTop = frame.stackBase
        frame.memorySize = 0
        frame.code = code
        frame.pc = 0
        frame.gas = gas
        frame.checkpoint = checkpoint
        depth += 1
        return frame
    }
}

extension PrecompileFailure {
    fileprivate var isOutOfGas: Bool {
        if case .outOfGas = code { true } else { false }
    }
}
