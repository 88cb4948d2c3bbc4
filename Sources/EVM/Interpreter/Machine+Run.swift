internal import Ethereum
internal import Primitives

extension Machine {
    /// Runs the frame's code until it ends or makes a call.
    ///
    /// Everything hot is in local variables: the place in the code, the top of the stack, the gas.
    /// Instructions that need more than that are functions in other files, which take the gas and
    /// give back what is left.
    @inline(never)
    func run(_ frame: Frame) -> Exit {
        let bytecode = frame.code
        let code = bytecode.start
        let codeCount = UInt64(bytecode.count)
        let destinations = bytecode.destinationMap
        let rules = InstructionRule.table
        let base = frame.stackBase
        var pc = code + frame.pc
        var sp = frame.stackTop
        var gas = frame.gas
        var memory = self.memory.base + frame.memoryOffset
        var memorySize = UInt64(frame.memorySize)

        @inline(__always) func replaceTop(_ word: UInt256) { sp[-1] = word }
        @inline(__always) func push(_ word: UInt256) {
            sp.pointee = word
            sp += 1
        }
        @inline(__always) func pushBool(_ value: Bool) { sp[-1] = UInt256(limbs: value ? 1 : 0, 0, 0, 0) }
        @inline(__always) func halted(_ reason: Halt) -> Exit {
            if H.areActive { stepped(gas: gas, halt: reason) }
            return .halt(reason)
        }
        /// Takes over what an instruction elsewhere left; its reason if it failed.
        @inline(__always) func settle(_ step: Step) -> Bool {
            gas = step.gas
            return step.halt == nil
        }
        @inline(__always) func reloadMemory() {
            memory = self.memory.base + frame.memoryOffset
            memorySize = UInt64(frame.memorySize)
        }
        @inline(__always) func save() {
            frame.pc = pc - code
            frame.stackTop = sp
            frame.gas = gas
        }

        while true {
            let opcode = pc.pointee
            if H.areActive {
                stepped(gas: gas)
                willStep(frame, opcode: opcode, pc: pc - code, gas: gas, stackTop: sp)
            }
            pc += 1
            let rule = rules[Int(opcode)]
            let depth = UInt32(truncatingIfNeeded: UnsafeRawPointer(sp) - UnsafeRawPointer(base))
            guard depth &- rule.least <= rule.span else {
                return halted(depth < rule.least ? .stackUnderflow : .stackOverflow)
            }
            let price = UInt64(rule.gas)
            guard gas >= price else {
                lacked(price, gas: gas)
                return halted(.outOfGas)
            }
            gas &-= price

            switch opcode {
            case 0x00:
                save()
                if H.areActive { stepped(gas: gas) }
                return .success(offset: 0, count: 0)
            case 0x01:
                sp -= 1
                replaceTop(sp[0] &+ sp[-1])
            case 0x02:
                sp -= 1
                replaceTop(sp[0] &* sp[-1])
            case 0x03:
                sp -= 1
                replaceTop(sp[0] &- sp[-1])
            case 0x04:
                sp -= 1
                replaceTop(sp[0].dividedReportingZero(by: sp[-1])?.quotient ?? .zero)
            case 0x05:
                sp -= 1
                replaceTop(sp[0].signedDividedReportingZero(by: sp[-1])?.quotient ?? .zero)
            case 0x06:
                sp -= 1
                replaceTop(sp[0].dividedReportingZero(by: sp[-1])?.remainder ?? .zero)
            case 0x07:
                sp -= 1
                replaceTop(sp[0].signedDividedReportingZero(by: sp[-1])?.remainder ?? .zero)
            case 0x08:
                sp -= 2
                replaceTop(sp[1].addingModulo(sp[0], sp[-1]) ?? .zero)
            case 0x09:
                sp -= 2
                replaceTop(sp[1].multipliedModulo(sp[0], sp[-1]) ?? .zero)
            case 0x0a:
                sp -= 1
                let exponent = sp[-1]
                let cost = GasSchedule.expByte * UInt64((exponent.significantBitCount + 7) / 8)
                guard gas >= cost else { return halted(.outOfGas) }
                gas &-= cost
                replaceTop(sp[0].wrappingPower(exponent))
            case 0x0b:
                sp -= 1
                let (place, p1, p2, p3) = sp[0].limbs
                if p1 | p2 | p3 == 0, place < 31 {
                    replaceTop(sp[-1].signExtended(fromBytes: Int(place) + 1))
                }
            case 0x10:
                sp -= 1
                pushBool(sp[0] < sp[-1])
            case 0x11:
                sp -= 1
                pushBool(sp[-1] < sp[0])
            case 0x12:
                sp -= 1
                pushBool(sp[0].isSignedLess(than: sp[-1]))
            case 0x13:
                sp -= 1
                pushBool(sp[-1].isSignedLess(than: sp[0]))
            case 0x14:
                sp -= 1
                pushBool((sp[0] ^ sp[-1]).isZero)
            case 0x15:
                pushBool(sp[-1].isZero)
            case 0x16:
                sp -= 1
                replaceTop(sp[0] & sp[-1])
            case 0x17:
                sp -= 1
                replaceTop(sp[0] | sp[-1])
            case 0x18:
                sp -= 1
                replaceTop(sp[0] ^ sp[-1])
            case 0x19:
                replaceTop(~sp[-1])
            case 0x1a:
                sp -= 1
                let (place, p1, p2, p3) = sp[0].limbs
                if p1 | p2 | p3 != 0 || place > 31 {
                    replaceTop(.zero)
                } else {
                    replaceTop((sp[-1] >> Int(248 - 8 * place)) & UInt256(limbs: 0xff, 0, 0, 0))
                }
            case 0x1b:
                sp -= 1
                let (count, c1, c2, c3) = sp[0].limbs
                replaceTop(c1 | c2 | c3 != 0 || count > 255 ? .zero : sp[-1] << Int(count))
            case 0x1c:
                sp -= 1
                let (count, c1, c2, c3) = sp[0].limbs
                replaceTop(c1 | c2 | c3 != 0 || count > 255 ? .zero : sp[-1] >> Int(count))
            case 0x1d:
                sp -= 1
                let (count, c1, c2, c3) = sp[0].limbs
                let places = c1 | c2 | c3 != 0 || count > 255 ? 256 : Int(count)
                replaceTop(sp[-1].arithmeticShiftedRight(by: places))
            case 0x20:
                sp -= 1
                guard settle(hash(frame, offset: sp[0], count: sp[-1], result: sp - 1, gas: gas)) else {
                    return halted(.outOfGas)
                }
                reloadMemory()
            case 0x30: push(frame.address.number)
            case 0x31, 0x3b, 0x3f:
                let step = inspectAccount(opcode, top: sp - 1, gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
            case 0x32: push(origin.number)
            case 0x33: push(frame.caller.number)
            case 0x34: push(frame.value)
            case 0x35: replaceTop(callDataWord(frame, at: sp[-1]))
            case 0x36: push(UInt256(frame.inputCount))
            case 0x37, 0x39, 0x3e, 0x5e:
                sp -= 3
                let step = copy(opcode, frame, to: sp[2], from: sp[1], count: sp[0], gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
                reloadMemory()
            case 0x38: push(UInt256(codeCount))
            case 0x3a: push(gasPrice)
            case 0x3c:
                sp -= 4
                let step = copyExternalCode(frame, sp, gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
                reloadMemory()
            case 0x3d: push(UInt256(returned.count))
            case 0x40: replaceTop(blockHashWord(sp[-1]))
            case 0x41: push(block.coinbase.number)
            case 0x42: push(UInt256(block.timestamp))
            case 0x43: push(UInt256(block.number))
            case 0x44: push(UInt256(block.prevRandao))
            case 0x45: push(UInt256(block.gasLimit))
            case 0x46: push(block.chainID)
            case 0x47: push(state.entries[frame.place].balance)
            case 0x48: push(block.baseFee)
            case 0x49: replaceTop(blobHash(sp[-1]))
            case 0x4a: push(block.blobBaseFee)
            case 0x50: sp -= 1
            case 0x51:
                let (offset, o1, o2, o3) = sp[-1].limbs
                if o1 | o2 | o3 != 0 || offset &+ 32 > memorySize || offset > MemoryGas.limit {
                    guard settle(expand(frame, offset: sp[-1], count: 32, gas: gas)) else {
                        return halted(.outOfGas)
                    }
                    reloadMemory()
                }
                replaceTop(loadWord(UnsafeRawPointer(memory) + Int(offset)))
            case 0x52:
                sp -= 2
                let (offset, o1, o2, o3) = sp[1].limbs
                if o1 | o2 | o3 != 0 || offset &+ 32 > memorySize || offset > MemoryGas.limit {
                    guard settle(expand(frame, offset: sp[1], count: 32, gas: gas)) else {
                        return halted(.outOfGas)
                    }
                    reloadMemory()
                }
                storeWord(sp[0], memory + Int(offset))
            case 0x53:
                sp -= 2
                let (offset, o1, o2, o3) = sp[1].limbs
                if o1 | o2 | o3 != 0 || offset >= memorySize {
                    guard settle(expand(frame, offset: sp[1], count: 1, gas: gas)) else {
                        return halted(.outOfGas)
                    }
                    reloadMemory()
                }
                memory.storeBytes(
                    of: UInt8(truncatingIfNeeded: sp[0].limbs.0), toByteOffset: Int(offset), as: UInt8.self)
            case 0x54:
                let step = loadStorage(frame, top: sp - 1, gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
            case 0x55:
                sp -= 2
                let step = store(frame, key: sp[1], word: sp[0], gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
            case 0x56:
                sp -= 1
                let (target, t1, t2, t3) = sp[0].limbs
                guard t1 | t2 | t3 == 0, target < codeCount,
                    destinations[Int(target >> 3)] & (1 &<< UInt8(truncatingIfNeeded: target & 7)) != 0
                else { return halted(.invalidJump) }
                pc = code + Int(target)
            case 0x57:
                sp -= 2
                if !sp[0].isZero {
                    let (target, t1, t2, t3) = sp[1].limbs
                    guard t1 | t2 | t3 == 0, target < codeCount,
                        destinations[Int(target >> 3)] & (1 &<< UInt8(truncatingIfNeeded: target & 7)) != 0
                    else { return halted(.invalidJump) }
                    pc = code + Int(target)
                }
            case 0x58: push(UInt256(limbs: UInt64(pc - code - 1), 0, 0, 0))
            case 0x59: push(UInt256(limbs: memorySize, 0, 0, 0))
            case 0x5a: push(UInt256(limbs: gas, 0, 0, 0))
            case 0x5b: break
            case 0x5c: replaceTop(state.transientLoad(frame.address, sp[-1]))
            case 0x5d:
                sp -= 2
                guard !frame.isStatic else { return halted(.staticViolation) }
                state.transientStore(frame.address, sp[1], sp[0])
            case 0x5f: push(.zero)
            case 0x60:
                push(UInt256(limbs: UInt64(pc.pointee), 0, 0, 0))
                pc += 1
            case 0x61:
                push(UInt256(limbs: UInt64(pc[0]) &<< 8 | UInt64(pc[1]), 0, 0, 0))
                pc += 2
            case 0x62...0x7f:
                let count = Int(opcode &- 0x5f)
                push(operand(pc, count))
                pc += count
            case 0x80...0x8f:
                sp.pointee = (sp - Int(opcode &- 0x7f)).pointee
                sp += 1
            case 0x90...0x9f:
                let other = sp - Int(opcode &- 0x8e)
                let top = sp[-1]
                sp[-1] = other.pointee
                other.pointee = top
            case 0xa0...0xa4:
                let topics = Int(opcode &- 0xa0)
                sp -= topics + 2
                let step = log(frame, sp, topics: topics, gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
                reloadMemory()
            case 0xf0, 0xf5:
                sp -= opcode == 0xf0 ? 3 : 4
                save()
                let step = create(opcode, frame, sp, gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
                if step.descends { return .descend }
                sp = frame.stackTop
                reloadMemory()
            case 0xf1, 0xf2, 0xf4, 0xfa:
                sp -= opcode == 0xf1 || opcode == 0xf2 ? 7 : 6
                save()
                let step = call(opcode, frame, sp, gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
                if step.descends { return .descend }
                sp = frame.stackTop
                reloadMemory()
            case 0xf3, 0xfd:
                sp -= 2
                guard settle(expand(frame, offset: sp[1], count: sp[0], gas: gas)) else {
                    return halted(.outOfGas)
                }
                save()
                if H.areActive { stepped(gas: gas) }
                let count = Int(truncatingIfNeeded: sp[0].limbs.0)
                let offset = count == 0 ? 0 : Int(truncatingIfNeeded: sp[1].limbs.0)
                return opcode == 0xf3
                    ? .success(offset: offset, count: count) : .revert(offset: offset, count: count)
            case 0xff:
                sp -= 1
                let step = selfDestruct(frame, heir: sp[0], gas: gas)
                guard settle(step) else { return halted(step.halt ?? .outOfGas) }
                save()
                return .success(offset: 0, count: 0)
            case 0xfe:
                return halted(.invalidInstruction)
            default:
                return halted(.undefinedInstruction)
            }
        }
    }
}
