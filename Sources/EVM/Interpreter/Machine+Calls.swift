internal import Ethereum
internal import Primitives

/// The instructions that call and create.
extension Machine {
    /// CALL, CALLCODE, DELEGATECALL and STATICCALL; `sp` points to the lowest operand, where the
    /// result goes.
    @inline(never)
    func call(_ opcode: UInt8, _ frame: Frame, _ sp: UnsafeMutablePointer<UInt256>, gas: UInt64) -> Step {
        let hasValue = opcode == Opcode.call || opcode == Opcode.callcode
        let value = hasValue ? sp[4] : .zero
        let top = hasValue ? 6 : 5
        let (requested, target) = (sp[top], Address(truncating: sp[top - 1].bytes32))
        let (outputCount, outputOffset, inputCount, inputOffset) = (sp[0], sp[1], sp[2], sp[3])
        if opcode == Opcode.call, frame.isStatic, !value.isZero { return Step(.staticViolation) }

        var step = expand(frame, offset: inputOffset, count: inputCount, gas: gas)
        guard step.halt == nil else { return step }
        step = expand(frame, offset: outputOffset, count: outputCount, gas: step.gas)
        guard step.halt == nil else { return step }
        do {
            let place = try state.place(of: target)
            var cost = accessCost(account: place)
            if !value.isZero {
                cost += GasSchedule.callValue
                if opcode == Opcode.call, state.entries[place].isEmpty { cost += GasSchedule.newAccount }
            }
            step = charge(cost, gas: step.gas)
            guard step.halt == nil else { return step }
            // All but one 64th can be handed on (EIP-150).
            let available = step.gas - step.gas / 64
            let given = min(UInt64(clamping: requested), available)
            let left = step.gas - given
            stepped(gas: left)
            var call = Call(
                kind: .call, gas: value.isZero ? given : given + GasSchedule.callStipend,
                caller: frame.address, address: target, place: place, codeAddress: target, codePlace: place,
                value: value, payer: value.isZero ? nil : frame.place, isStatic: frame.isStatic,
                inputOffset: frame.memoryOffset + Self.offset(inputOffset, inputCount),
                inputCount: Int(truncatingIfNeeded: inputCount.limbs.0),
                outputOffset: Self.offset(outputOffset, outputCount),
                outputCount: Int(truncatingIfNeeded: outputCount.limbs.0))
            switch opcode {
            case Opcode.callcode:
                call.kind = .callCode
                (call.address, call.place) = (frame.address, frame.place)
            case Opcode.delegatecall:
                call.kind = .delegateCall
                (call.address, call.place) = (frame.address, frame.place)
                (call.caller, call.value) = (frame.caller, frame.value)
            case Opcode.staticcall:
                call.kind = .staticCall
                call.isStatic = true
            default: break
            }
            frame.gas = left
            switch try enter(call) {
            case .running: return .descend(gas: left)
            case .ended(let unused, let failure):
                if returned.count > 0 { copyOutput(to: frame, call.outputOffset, call.outputCount) }
                push(failure == nil ? .one : .zero, on: frame)
                return Step(gas: left + unused)
            }
        } catch {
            return unavailable(error)
        }
    }

    /// Where a range begins; an empty one may be anywhere, so it begins at zero.
    private static func offset(_ offset: UInt256, _ count: UInt256) -> Int {
        count.isZero ? 0 : Int(truncatingIfNeeded: offset.limbs.0)
    }

    /// CREATE and CREATE2; `sp` points to the lowest operand, where the result goes.
    @inline(never)
    func create(_ opcode: UInt8, _ frame: Frame, _ sp: UnsafeMutablePointer<UInt256>, gas: UInt64) -> Step {
        guard !frame.isStatic else { return Step(.staticViolation) }
        let isSalted = opcode == Opcode.create2
        let first = isSalted ? 1 : 0
        let (count, offset, value) = (sp[first], sp[first + 1], sp[first + 2])
        guard count <= UInt256(GasSchedule.maxInitCodeSize) else { return Step(.initCodeTooLarge) }
        let size = Int(truncatingIfNeeded: count.limbs.0)
        let words = UInt64((size + 31) / 32)
        let price = GasSchedule.initCodeWord + (isSalted ? GasSchedule.keccakWord : 0)
        var step = charge(words * price, gas: gas)
        guard step.halt == nil else { return step }
        step = expand(frame, offset: offset, count: count, gas: step.gas)
        guard step.halt == nil else { return step }
        stepped(gas: step.gas)

        let creator = state.entries[frame.place]
        let given = step.gas - step.gas / 64
        let left = step.gas - given
        let start = Self.offset(offset, count)
        let initCode = [UInt8](
            UnsafeRawBufferPointer(start: memory.base + frame.memoryOffset + start, count: size))
        let address =
            isSalted
            ? Address.created(by: frame.address, salt: sp[0].bytes32, initCodeHash: Keccak256.hash(initCode))
            : Address.created(by: frame.address, nonce: creator.nonce)
        let refusal: Halt? =
            depth > GasSchedule.callDepth
            ? .callTooDeep
            : creator.balance < value ? .insufficientBalance : creator.nonce == .max ? .nonceOverflow : nil
        if let refusal {
            returned.clear()
            entered(
                CallDescription(
                    kind: isSalted ? .create2 : .create, from: frame.address, to: address, value: value,
                    gas: given, input: initCode))
            if H.areActive { exited(gas: given, output: [], failure: .halt(refusal)) }
            push(.zero, on: frame)
            return step
        }
        state.setNonce(frame.place, creator.nonce + 1)
        frame.gas = left
        do {
            let creation = Creation(
                kind: isSalted ? .create2 : .create, gas: given, creator: frame.address,
                creatorPlace: frame.place, address: address, value: value, initCode: initCode)
            switch try enter(creation) {
            case .running: return .descend(gas: left)
            case .ended(let unused, _):
                push(.zero, on: frame)
                return Step(gas: left + unused)
            }
        } catch {
            return unavailable(error)
        }
    }
}
